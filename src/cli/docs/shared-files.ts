import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsClient } from '../../http/pages/docs/client.ts';
import { rootFolder } from '../../root.ts';
import { hashOf } from './folder-files.ts';
import type { Shared } from './frame.ts';

/** Folder of what all pages share, below the folder that is written. No page is called so. */
const FOLDER = '-callboard';

/** Style, scripts and icon of the live pages, under names that change with their content, so that they may be kept for ever. */
export function sharedFiles(): { shared: Shared; contents: ReadonlyMap<string, string> } {
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
  };
  return { shared, contents };
}
