import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePage } from '../../src/docs/markdown/parse.ts';
import { renderPage } from '../../src/docs/markdown/render.ts';
import { rootFolder } from '../../src/root.ts';
import { print, timed } from './measure.ts';

const ROUNDS = 20;
const env = { file: 'docs/page.md', include: () => null, snippetFolders: [] };

/** The pages of Marlin Pay, as they are read into the index and as they are first shown. */
export async function docsRender(): Promise<void> {
  const pages = pagesBelow(join(rootFolder(), 'fixtures/marlin-pay/repositories'));
  const render = async (text: string) =>
    renderPage(text, env, (href) => ({ href, isOutside: false }));
  const cold = await timed(pages.slice(0, 1), render);
  print({ bench: 'docs.render-cold', n: 1, ...cold });
  const items = Array.from({ length: ROUNDS }, () => pages).flat();
  print({ bench: 'docs.render', n: items.length, ...(await timed(items, render)) });
  const parse = async (text: string) => parsePage(text, env);
  print({ bench: 'docs.parse', n: items.length, ...(await timed(items, parse)) });
}

function pagesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .sort()
    .map((file) => readFileSync(join(folder, file), 'utf8'));
}
