import { expect, it } from 'vitest';
import { codeLook } from './code-look.ts';

const PLAIN = { language: '', title: null, firstLine: null, marked: [] as number[] };

it.each([
  ['py', { language: 'py' }],
  ['Python title="a b.py"', { language: 'python', title: 'a b.py' }],
  ['{ .yaml .numberLines title="x" }', { language: 'yaml', title: 'x', firstLine: 1 }],
  ['{.json}', { language: 'json' }],
  ['js linenums="5" hl_lines="2 4-6"', { language: 'js', firstLine: 5, marked: [2, 4, 5, 6] }],
  ["sh hl_lines='1,3'", { language: 'sh', marked: [1, 3] }],
  ['sh linenums="false"', { language: 'sh' }],
  ['c++', { language: 'c++' }],
  ['title="only"', { title: 'only' }],
  ['', {}],
])('reads %s', (info, look) => {
  const { marked, ...found } = codeLook(info);
  expect({ ...found, marked: [...marked] }).toEqual({ ...PLAIN, ...look });
});

it('marks no more lines than a page has', () => {
  expect(codeLook('sh hl_lines="1-999999999"').marked.size).toBe(2_000);
});
