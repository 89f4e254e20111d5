import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rootFolder } from '../../root.ts';
import type { ResolveLink } from '../page.ts';
import { parsePage } from './parse.ts';
import { renderPage } from './render.ts';

const FOLDER = join(rootFolder(), 'fixtures/docs/elements');

/** Leads everywhere, but to what is called missing. */
const resolve: ResolveLink = (href) =>
  /missing/.test(href)
    ? null
    : { href: href.replace(/^wiki:/, 'by-name/'), isOutside: /^https?:/.test(href) };

// What each element is read and shown as; `vitest -u` writes it anew, to be looked at.
describe.each(readdirSync(FOLDER))('%s', (name) => {
  const folder = join(FOLDER, name);
  const text = readFileSync(join(folder, 'page.md'), 'utf8');
  const env = {
    file: 'page.md',
    snippetFolders: [],
    include: (path: string) =>
      existsSync(join(folder, path)) ? readFileSync(join(folder, path), 'utf8') : null,
  };

  it('is shown', async () => {
    const { html, headings } = renderPage(text, env, resolve);
    await expect(html).toMatchFileSnapshot(join(folder, 'page.html'));
    for (const { id } of headings) expect(html).toContain(`id="${id}"`);
  });

  it('is read', async () => {
    // How words are counted is the search's own matter.
    const { words: _, ...page } = parsePage(text, env);
    await expect(`${JSON.stringify(page, null, 2)}\n`).toMatchFileSnapshot(
      join(folder, 'page.json'),
    );
  });
});
