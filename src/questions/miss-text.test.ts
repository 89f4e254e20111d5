import { describe, expect, it } from 'vitest';
import { missText } from './miss-text.ts';

describe('what is kept of a text nobody knew', () => {
  it.each([
    ['Warp  Core', 'warp core'],
    ['the thing <@U02ANA> built', 'the thing someone built'],
    ['ask lena.hoffmann@example.com about ledger2', 'ask someone about ledger2'],
    ['user:default/ana laptop', 'someone laptop'],
    ['vault token=abc123secretvalue', 'vault [secret]'],
    ['key ghp_abcdefghijklmnopqrstuvwxyz0123', 'key [secret]'],
    ['session 9f86d081884c7d659a2feaa0c55ad015', 'session [secret]'],
    ['card 4111 1111 1111 1111', 'card [number]'],
    ['payments\u202egnihton', 'payments gnihton'],
    ['payments-reconciliation-worker-v2-eu-west-1', 'payments-reconciliation-worker-v2-eu-west-1'],
    ['', null],
    ['<@U02ANA>', null],
    ['a '.repeat(30), null],
    ['stack trace '.repeat(20), null],
  ])('%j becomes %j', (said, kept) => {
    expect(missText(said)).toBe(kept);
  });
});
