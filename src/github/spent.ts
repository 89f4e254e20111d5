import type { Reader } from './reader.ts';

/** Below this share of the hour's budget what is beside the catalog waits: the catalog comes first. */
const SPARED = 0.4;

export function isSpent({ client, now }: Pick<Reader, 'client' | 'now'>): boolean {
  const budget = client.budget();
  if (budget === null || budget.resetAt <= now()) return false;
  return budget.remaining < budget.limit * SPARED;
}
