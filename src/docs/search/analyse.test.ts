import { describe, expect, it } from 'vitest';
import { indexed, indexedWithout, wordsIn } from './analyse.ts';

const words = (text: string) => wordsIn(text).map(({ word }) => word);

describe('words of a text', () => {
  it.each([
    ['Rotate the keys.', ['rotate', 'the', 'keys']],
    ['ledger.entries.v2', ['ledger', 'entries', 'v2']],
    ['recon_locks', ['recon', 'locks']],
    ['idempotencyKey', ['idempotency', 'key', 'idempotencykey']],
    ['HTTPServer', ['http', 'server', 'httpserver']],
    ['on-call', ['on', 'call', 'oncall']],
    ['2026-06-01', ['2026', '06', '01']],
    ['a-b-c', ['a', 'b', 'c']],
    ['São Paulo, Größe', ['sao', 'paulo', 'große']],
    ['⑴ ½ Ⅷ ﬁne', ['1', '12', 'viii', 'fine']],
    ['', []],
    ['x'.repeat(41), []],
  ])('%s', (text, found) => {
    expect(words(text)).toEqual(found);
  });

  it('stand where they are in the text', () => {
    const text = 'The on-call idempotencyKey';
    expect(wordsIn(text).map(({ start, end }) => text.slice(start, end))).toEqual(
      'The on call on-call idempotency Key idempotencyKey'.split(' '),
    );
  });
});

it('holds each word and its stem', () => {
  expect(indexed('Rotating keys daily')).toBe('rotating rotat keys kei daily daili');
});

it('leaves out what another text says in another form', () => {
  expect(indexedWithout('onboarding/access-keys', 'Accounts and key access')).toBe(
    'onboarding onboard',
  );
});
