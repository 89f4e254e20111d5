import { expect, it } from 'vitest';
import { budgetOf, isBelowReserve } from './budget.ts';

const now = new Date('2026-06-15T12:00:00Z');
const later = new Date('2026-06-15T12:30:00Z');

it.each([
  [{ limit: 5000, remaining: 1000, resetAt: later }, false],
  [{ limit: 5000, remaining: 999, resetAt: later }, true],
  [{ limit: 5000, remaining: 0, resetAt: new Date('2026-06-15T11:59:00Z') }, false],
])('a fifth of the limit is kept until it starts afresh: %o', (budget, isBelow) => {
  expect(isBelowReserve(budget, now)).toBe(isBelow);
});

it('reads what GitHub says of its limit, and nothing where it says nothing', () => {
  const headers = {
    'x-ratelimit-limit': '12500',
    'x-ratelimit-remaining': '12000',
    'x-ratelimit-reset': String(later.getTime() / 1000),
    'x-ratelimit-resource': 'graphql',
  };
  expect(budgetOf(headers)).toEqual({
    resource: 'graphql',
    budget: { limit: 12_500, remaining: 12_000, resetAt: later },
  });
  expect(budgetOf({ 'content-type': 'application/json' })).toBeNull();
});
