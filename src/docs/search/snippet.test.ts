import { expect, it } from 'vitest';
import { lookupOf } from './match.ts';
import { readQuery } from './query.ts';
import { snippetOf } from './snippet.ts';
import { createVocabulary } from './vocabulary.ts';

const lookup = (text: string) => lookupOf(readQuery(text, createVocabulary([], 1)));
function marked(text: string, asked: string, length?: number) {
  const { text: shown, marks } = snippetOf(text, lookup(asked), length);
  return { shown, found: marks.map(([start, end]) => shown.slice(start, end)) };
}

it('marks words in whatever form they were found', () => {
  const { shown, found } = marked('Rotating a Key\nrotates `signingKey`s.', 'rotate signing key');
  expect(shown).toBe('Rotating a Key rotates `signingKey`s.');
  expect(found).toEqual(['Rotating', 'Key', 'rotates', 'signing', 'Key']);
});

it('cuts a long text at words, around what was asked for', () => {
  const text = `${'lorem ipsum '.repeat(50)}release the stale lock ${'dolor sit '.repeat(50)}`;
  const { shown, found } = marked(text, 'stale lock', 80);
  expect(shown).toMatch(/^… (?:lorem|ipsum|release).* …$/);
  expect(shown.length).toBeLessThan(90);
  expect(found).toEqual(['stale', 'lock']);
});

it('begins at the beginning where nothing was found', () => {
  expect(marked('One two three. '.repeat(20), 'zebra', 30)).toEqual({
    shown: 'One two three. One two three. …',
    found: [],
  });
});

it.each(['', ' ', 'x'.repeat(50_000), '-'.repeat(50_000)])('keeps to its length', (text) => {
  expect(marked(text, 'x y').shown.length).toBeLessThan(300);
});
