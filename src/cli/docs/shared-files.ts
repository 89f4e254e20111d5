import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameOf } from '../../docs/site/paths.ts';
import { docsClient } from '../../http/pages/docs/client.ts';
import { drawFrame, readFrameScript, readMermaid } from '../../http/pages/docs/diagrams.ts';
import { rootFolder } from '../../root.ts';
import { hashOf } from './folder-files.ts';
import type { Shared } from './frame.ts';

/** Folder of what all pages share, below the folder that is written. No page is called so. */
const FOLDER = '-callboard';

/**
 * Style, scripts and icon of the live pages, under names that change with their content, so that they may be kept for ever. What draws
 * diagrams is large, and is there only where a page has one.
 */
export function sharedFiles({ hasDiagrams }: { hasDiagrams: boolean }): {
  shared: Shared;
  contents: ReadonlyMap<string, string>;
} {
  const client = join(rootFolder(), 'src', 'http', 'pages', 'client');
  const { base, style, script } = docsClient();
  const contents = new Map<string, string>();
  const add = (name: string, ending: string, content: string) => {
    const file = `${FOLDER}/${name}-${hashOf(content).slice(0, 12)}.${ending}`;
    contents.set(file, content);
    return file;
  };
  const narrow = readFileSync(join(client, '9-narrow.css'), 'utf8');
  const shared = {
    style: add('docs', 'css', `${base}\n${style}\n${narrow}`),
    script: add('docs', 'js', script),
    find: add('find', 'js', readFileSync(join(client, 'docs-find.js'), 'utf8')),
    icon: add('icon', 'svg', readFileSync(join(client, 'icon.svg'), 'utf8')),
    diagrams: hasDiagrams ? addDiagrams() : null,
  };
  return { shared, contents };

  function addDiagrams() {
    const mermaid = add('mermaid', 'js', readMermaid().toString('utf8'));
    const script = add('diagram-frame', 'js', readFrameScript());
    const beside = (file: string) => `./${nameOf(file)}`;
    const page = drawFrame({ mermaid: beside(mermaid), script: beside(script) });
    return {
      frame: add('diagram', 'html', String(page)),
      script: add('diagrams', 'js', readFileSync(join(client, 'diagrams.js'), 'utf8')),
    };
  }
}
