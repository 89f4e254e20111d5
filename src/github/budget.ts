import { z } from 'zod';

/** What is left of one of GitHub's rate limits until `resetAt`. */
export type Budget = { limit: number; remaining: number; resetAt: Date };

/** Background work leaves this share to people and other tools that share the credentials. */
const RESERVE = 0.2;

const Headers = z.object({
  'x-ratelimit-limit': z.coerce.number().positive(),
  'x-ratelimit-remaining': z.coerce.number().min(0),
  'x-ratelimit-reset': z.coerce.number().positive(),
  'x-ratelimit-resource': z.string().default('core'),
});

/** Reads the rate limit headers of any answer; null where GitHub sends none (Enterprise Server has limits off by default). */
export function budgetOf(
  headers: Record<string, unknown>,
): { resource: string; budget: Budget } | null {
  const read = Headers.safeParse(headers);
  if (!read.success) return null;
  const resetAt = new Date(read.data['x-ratelimit-reset'] * 1000);
  return {
    resource: read.data['x-ratelimit-resource'],
    budget: {
      limit: read.data['x-ratelimit-limit'],
      remaining: read.data['x-ratelimit-remaining'],
      resetAt,
    },
  };
}

/** True while less than the reserve is left and the limit has not started afresh. */
export function isBelowReserve(budget: Budget, now: Date): boolean {
  return budget.resetAt > now && budget.remaining < budget.limit * RESERVE;
}
