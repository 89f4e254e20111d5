import { expect, it } from 'vitest';
import { editDistance, typoDistance } from './distance.ts';

it.each([
  ['ledger', 'ledger', 0],
  ['ledger', 'legder', 1],
  ['ledger', 'ledgr', 1],
  ['ledger', 'budget', Number.POSITIVE_INFINITY],
])('%s is %s from %s', (a, b, distance) => {
  expect(editDistance(a, b, 2)).toBe(distance);
});

it.each([
  ['paymnets api', 'payments api', 1],
  ['idenity servce', 'identity service', 2],
  ['tokenvualt', 'token vault', 1],
])('takes "%s" for a mistyped "%s"', (typed, name, distance) => {
  expect(typoDistance(typed.split(' '), name.split(' '))).toBe(distance);
});

it.each([
  ['payments ui', 'payments api'],
  ['payments rest v1', 'payments rest v2'],
  ['ledger exporter', 'ledger export'],
  ['ledger', 'ledger export'],
  ['quantum vault', 'token vault'],
])('takes "%s" for something else than "%s"', (typed, name) => {
  expect(typoDistance(typed.split(' '), name.split(' '))).toBe(Number.POSITIVE_INFINITY);
});
