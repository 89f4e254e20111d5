import { expect, it } from 'vitest';
import { createVocabulary } from './vocabulary.ts';

const counts = {
  rotate: 4,
  rotat: 5,
  rotation: 1,
  settlement: 3,
  settle: 2,
  settlements: 1,
  paste: 1,
  took: 9,
  cookie: 1,
  cooki: 1,
  kafka: 7,
  token: 2,
  tokens: 1,
  tok: 3,
  v2: 3,
};
const vocabulary = createVocabulary(
  Object.entries(counts).map(([word, sections]) => ({ word, sections })),
  20,
);

it.each([
  ['rotaet', 'rotate'],
  ['settelment', 'settlement'],
  ['kakfa', 'kafka'],
  ['tokn', 'token'],
  ['akfka', 'kafka'],
  // Fingers do not slip at the beginning, and the stem of "cookie" is no word.
  ['cook', null],
  ['mook', null],
  ['v3', null],
  ['kav', null],
  ['elephants', null],
])('%s was meant to be %s', (written, meant) => {
  expect(vocabulary.nearest(written)).toBe(meant);
});

it('counts the words that begin so', () => {
  expect(vocabulary.countBeginning('settle')).toBe(6);
  expect(vocabulary.countBeginning('x')).toBe(0);
  expect(vocabulary.countBeginning('')).toBe(20);
});
