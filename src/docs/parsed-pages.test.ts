import { expect, it } from 'vitest';
import type { PageEnvironment } from './page.ts';
import { createParsedPages } from './parsed-pages.ts';

const env = (files: Record<string, string>, file = 'docs/a.md'): PageEnvironment => ({
  file,
  snippetFolders: ['.'],
  include: (path) => files[path] ?? null,
});

it('parses a page again only where its text or what it takes in is another', () => {
  const parse = createParsedPages(1_000)('github:R1');
  const text = '# A\n\n--8<-- "b.md"\n';
  const first = parse(text, env({ 'b.md': 'One.' }));
  expect(parse(text, env({ 'b.md': 'One.', 'c.md': 'Other.' }))).toBe(first);
  const second = parse(text, env({ 'b.md': 'Two.' }));
  expect(second.parsed.sections[0]?.text).toContain('Two.');
  expect(parse(text, env({})).parsed.missingIncludes).toHaveLength(1);
  expect(parse('# A\n', env({})).parsed.missingIncludes).toEqual([]);
  expect(parse('# A\n', { ...env({}), snippetFolders: ['docs'] }).parsed.title).toBe('A');
});

it('parts sources, and forgets what was wanted longest ago', () => {
  const pages = createParsedPages(25);
  const [one, other] = [pages('github:R1'), pages('github:R2')];
  const text = '# Ten chars';
  const first = one(text, env({}));
  expect(other(text, env({}))).not.toBe(first);
  expect(one(text, env({}))).toBe(first);
  const third = one(text, env({}, 'docs/c.md'));
  expect(one(text, env({}))).toBe(first);
  expect(one(text, env({}, 'docs/c.md'))).toBe(third);
  one('# Twenty characters..', env({}, 'docs/d.md'));
  expect(one(text, env({}))).not.toBe(first);
});
