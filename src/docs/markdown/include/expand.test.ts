import { expect, it } from 'vitest';
import { expandIncludes } from './expand.ts';

function expand(text: string, files: Record<string, string>, snippetFolders: string[] = []) {
  const asked: string[] = [];
  const include = (path: string) => {
    asked.push(path);
    return files[path] ?? null;
  };
  const lines = text.split('\n').map((line, at) => ({ text: line, number: at + 1 }));
  const env = { file: 'docs/guide/page.md', include, snippetFolders };
  return { ...expandIncludes(lines, env), asked };
}

it('looks for snippets in the folders of mkdocs.yml, then beside the page', () => {
  const { lines, asked } = expand('--8<-- "a.md"', { 'docs/guide/a.md': 'found' }, [
    '',
    'snippets',
  ]);
  expect(lines).toEqual([{ text: 'found', number: 1 }]);
  expect(asked).toEqual(['a.md', 'snippets/a.md', 'docs/guide/a.md']);
});

it.each(['../../../etc/passwd', '/../x', '../../..'])('never asks outside for %s', (path) => {
  const { asked, missing } = expand(`--8<-- "${path}"\n{% include-markdown "${path}" %}`, {});
  expect(asked.filter((one) => one.startsWith('.') || one.startsWith('/'))).toEqual([]);
  expect(missing.map(({ line }) => line)).toEqual([1, 2]);
});

it('ends where files include each other', () => {
  const files = { 'a.md': 'a\n--8<-- "b.md"', 'b.md': 'b\n--8<-- "a.md"' };
  const { lines, missing } = expand('--8<-- "a.md"', files);
  expect(lines.map(({ text }) => text)).toEqual(['a', 'b', '--8<-- "a.md"']);
  expect(missing).toEqual([{ path: 'a.md', line: 1 }]);
});

it('says what it left out of files that multiply', () => {
  const files = Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((n) => [`${n}.md`, `--8<-- "${n + 1}.md"\n`.repeat(30)]),
  );
  const { lines, missing } = expand('--8<-- "1.md"', { ...files, '7.md': 'x\n'.repeat(30) });
  expect(lines.length).toBeLessThan(70_000);
  expect(missing.length).toBeGreaterThan(0);
});

it('puts a snippet as far in as it is asked for', () => {
  const { lines } = expand('- x\n\n    --8<-- "a.md"', { 'a.md': 'one\n\n  two\n' });
  expect(lines.map(({ text }) => text)).toEqual(['- x', '', '    one', '', '      two']);
});
