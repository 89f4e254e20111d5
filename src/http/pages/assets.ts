import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Context } from 'hono';
import { type Html, html } from '../../html.ts';
import { fontFile } from '../../pictures/font.ts';
import { graphCss } from '../../pictures/theme.ts';
import { rootFolder } from '../../root.ts';
import { docsClient } from './docs/client.ts';

const FOLDER = join(rootFolder(), 'src', 'http', 'pages', 'client');
const YEAR = 'public, max-age=31536000, immutable';

type Asset = { content: string | Buffer<ArrayBuffer>; type: string };

export type Assets = {
  /** Where the page finds them; a new content has a new address. */
  style: string;
  script: string;
  /** What forms and runs gain from a script. */
  templates: string;
  /** What shows the diagrams of a page of docs. */
  diagrams: string;
  /** What stands in the head of a page of docs beside that. */
  docsHead: Html;
  icon: string;
  serve: (c: Context, name: string) => Response;
};

/** The pages' own style, script and icon, read once. The styles are one file, in the order of their names. */
export function readAssets(base: string): Assets {
  const files = new Map<string, Asset>();
  const add = (name: string, ending: string, type: string, content: Asset['content']) => {
    const hash = createHash('sha256').update(content).digest('base64url').slice(0, 12);
    const file = `${name}-${hash}.${ending}`;
    files.set(file, { content, type });
    return `${base}/${file}`;
  };
  const read = (name: string) => readFileSync(join(FOLDER, name), 'utf8');
  const names = readdirSync(FOLDER).filter((name) => name.endsWith('.css'));
  const dark = `@media screen and (prefers-color-scheme: dark) {${graphCss('dark', ':is(.graph, .chart)')}}`;
  // Graphs are measured in this font; another one would not fit into the boxes.
  const faces = (['regular', 'bold'] as const).map((weight) => {
    const url = add(`inter-${weight}`, 'ttf', 'font/ttf', readFileSync(fontFile(weight)));
    return `@font-face{font-family:Inter;font-weight:${weight === 'bold' ? 700 : 400};font-display:swap;src:url(${url})}`;
  });
  const styles = [
    ...faces,
    ...names.sort().map(read),
    graphCss('light', ':is(.graph, .chart)'),
    dark,
  ];
  const docs = docsClient();
  const docsStyle = add('docs', 'css', 'text/css; charset=utf-8', docs.style);
  const docsScript = add('docs', 'js', 'text/javascript; charset=utf-8', docs.script);
  return {
    docsHead: html`<link rel="stylesheet" href="${docsStyle}"><script src="${docsScript}" defer></script>
`,
    style: add('catalog', 'css', 'text/css; charset=utf-8', styles.join('\n')),
    script: add('catalog', 'js', 'text/javascript; charset=utf-8', read('catalog.js')),
    diagrams: add('diagrams', 'js', 'text/javascript; charset=utf-8', read('diagrams.js')),
    templates: add('templates', 'js', 'text/javascript; charset=utf-8', read('templates.js')),
    icon: add('callboard', 'svg', 'image/svg+xml', read('icon.svg')),
    serve(c, name) {
      const file = files.get(name);
      if (!file) return c.notFound() as Response;
      return c.body(file.content, 200, { 'Content-Type': file.type, 'Cache-Control': YEAR });
    },
  };
}
