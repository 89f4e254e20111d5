import { expect, it } from 'vitest';
import { indexed, wordsIn } from './analyse.ts';
import { phrasePattern, stemsOf } from './phrase.ts';

it.each([
  ['trial balance', 'Verify the trial balance.', true],
  ['rotating keys', 'Rotate key material', true],
  ['rotate keys', 'They rotated all keys', false],
  ['balance trial', 'The trial balance', false],
  ['lock trial', 'lock a trial', false],
  ['stuck in reconciling', 'Stuck in reconciling', true],
  ['key', 'monkey', false],
])('"%s" in "%s": %s', (phrase, text, isThere) => {
  const stems = wordsIn(phrase).map(({ stem }) => stem);
  expect(phrasePattern(stems).test(indexed(text))).toBe(isThere);
});

it('reads stems back from the index', () => {
  expect(stemsOf(indexed('Rotating all keys daily'))).toEqual(['rotat', 'all', 'kei', 'daili']);
});
