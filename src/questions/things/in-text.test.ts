import { describe, expect, it } from 'vitest';
import { spotsIn } from './in-text.ts';

const told = (text: string) => spotsIn(text).map(({ sort, said }) => `${sort} ${said}`);

describe('what a message points to', () => {
  it.each([
    [
      'an alert with labels and a link',
      '[FIRING:1] LedgerLagHigh\nservice: ledger\nhttps://grafana.acme.com/d/ledger?orgId=1',
      ['address https://grafana.acme.com/d/ledger?orgId=1', 'label ledger', 'alert LedgerLagHigh'],
    ],
    [
      'a stack trace in a sentence',
      'We get this since noon:\n    at post (/srv/book/src/entry.js:10:5)\n    at run (/srv/book/node_modules/@acme/money/i.js:1:1)',
      ['frame /srv/book/src/entry.js', 'frame @acme/money'],
    ],
    [
      'a pull request among words',
      'Can somebody look at <https://github.com/acme/book/pull/7>, please?',
      ['address https://github.com/acme/book/pull/7'],
    ],
    ['a path', 'see acme/book/src/x.ts:12.', ['path acme/book/src/x.ts:12']],
    ['a ref', 'about component:default/book', ['ref component:default/book']],
    [
      'names that are written as names',
      'is payments-api or `ledger` slow?',
      ['name payments-api', 'name ledger'],
    ],
    ['a name beside its noun', 'the ledger service is slow', ['name ledger']],
    [
      'an error tracker',
      'Project: book-api\nTypeError in checkout',
      ['label book-api', 'name TypeError'],
    ],
  ])('%s', (_what, text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it.each([
    'I keep a ledger of my expenses, and checkout was slow at the shop',
    'Thanks! That is it: they changed the amount.',
    'e.g. this and/or that, see you at 14:30',
  ])('takes prose for prose: %s', (text) => {
    expect(told(text).filter((spot) => !spot.includes('e.g'))).toEqual([]);
  });

  it('says where each stands, and reads long texts in bounds', () => {
    expect(spotsIn('look: payments-api')[0]?.at).toBe(6);
    expect(spotsIn('payments-api '.repeat(10_000))).toHaveLength(1);
    const many = Array.from({ length: 5_000 }, (_, at) => `svc-${at}`).join(' ');
    expect(spotsIn(many)).toHaveLength(60);
    expect(spotsIn(`service: ${'a.'.repeat(20_000)}`)).toEqual([]);
  });
});
