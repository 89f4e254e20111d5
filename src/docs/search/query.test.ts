import { describe, expect, it } from 'vitest';
import { readQuery } from './query.ts';
import { createVocabulary } from './vocabulary.ts';

const vocabulary = createVocabulary(
  ['rotate', 'rotat', 'key', 'vault', 'idempotencykey', 'oncall', 'ledger', 'the'].map(
    (word, place) => ({ word, sections: place + 1 }),
  ),
  100,
);
const read = (text: string) => readQuery(text, vocabulary);
const terms = (text: string) => read(text).terms.map(({ said }) => said);
const wanted = (text: string, term: string) =>
  read(text)
    .terms.find(({ said }) => said === term)
    ?.any.map(({ word, isPrefix }) => (isPrefix ? `${word}*` : word));

describe('what is asked for', () => {
  it.each([
    ['how do i rotate the keys?', ['rotate', 'keys']],
    ['Rotate rotating rotates', ['rotate']],
    // A question of such words alone asks for them.
    ['who are you?', ['who', 'are', 'you']],
    ['wie rotiere ich die Keys', ['rotiere', 'keys']],
    ['is the runbook up to date', ['runbook']],
    ['the date of a payout', ['date', 'payout']],
    ['idempotencyKey', ['idempotency', 'key']],
    ['"the key" ledger', ['the', 'key', 'ledger']],
    ['!!! ???', []],
  ])('%s', (text, said) => {
    expect(terms(text)).toEqual(said);
  });

  it('is the beginning of a pasted text', () => {
    expect(terms('one two three four '.repeat(1000)).length).toBeLessThan(17);
    expect(terms(Array.from({ length: 90 }, (_, n) => `w${n}`).join(' '))).toHaveLength(16);
  });
});

describe('what counts as a word', () => {
  it('is the beginning of a longer one where it may not be typed to its end', () => {
    expect(wanted('ledger va', 'va')).toContain('va*');
    expect(wanted('ledger va ', 'va')).not.toContain('va*');
    expect(wanted('va ledger', 'va')).not.toContain('va*');
  });

  it('is a synonym, and what it makes with its neighbour', () => {
    expect(wanted('k8s ', 'k8s')).toContain('kubernetes');
    expect(wanted('zugriff ', 'zugriff')).toContain('access');
    expect(wanted('idempotency key ', 'key')).toContain('idempotencykey');
    expect(wanted('who is on call ', 'call')).toContain('oncall');
  });

  it('is what it may have been meant to be, and nothing else where it is known', () => {
    expect(read('valut ').corrected).toEqual([{ said: 'valut', used: 'vault' }]);
    expect(wanted('valut ', 'valut')).toEqual(['valut', 'vault']);
    expect(read('vault rotating ').corrected).toEqual([]);
  });
});

it('takes what stands in quotes as it is', () => {
  expect(read('say "Rotate the keys" now').phrases).toEqual([['rotat', 'the', 'kei']]);
  expect(read('„Rotate keys“').phrases).toEqual([['rotat', 'kei']]);
  expect(read('"vault"').phrases).toEqual([]);
  expect(read('"" " ').phrases).toEqual([]);
});

it('weighs a rare word more than one that is everywhere', () => {
  const [rare, common, nowhere] = read('vault the zebra "the" ').terms;
  expect(rare?.weight).toBeGreaterThan(common?.weight ?? 0);
  expect(nowhere?.weight).toBeGreaterThan(rare?.weight ?? 0);
});
