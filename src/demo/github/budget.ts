import type { Model } from './model/model.ts';
import type { Principal } from './tokens.ts';

/** One hour's allowance of one token for one API. */
export type Budget = { limit: number; used: number; remaining: number; resetAt: Date };

export type Budgets = {
  /** The allowance as it stands. */
  of: (principal: Principal, resource: 'core' | 'graphql') => Budget;
  /** Takes points away; false when fewer were left, and then takes none. */
  spend: (principal: Principal, resource: 'core' | 'graphql', points: number) => boolean;
};

const HOUR = 3_600_000;

/** GitHub's primary limits: an hour that starts with the first call, per token owner and API. */
export function createBudgets(model: Model): Budgets {
  const windows = new Map<string, { startedAt: number; used: number }>();

  function windowOf(principal: Principal, resource: string): { startedAt: number; used: number } {
    const key = `${principal.id} ${resource}`;
    const now = model.now().getTime();
    const known = windows.get(key);
    if (known && now < known.startedAt + HOUR && now >= known.startedAt) return known;
    const fresh = { startedAt: now, used: 0 };
    windows.set(key, fresh);
    return fresh;
  }

  function of(principal: Principal, resource: 'core' | 'graphql'): Budget {
    const window = windowOf(principal, resource);
    const limit = principal.kind === 'installation' ? installationLimit(model) : 5000;
    return {
      limit,
      used: window.used,
      remaining: Math.max(0, limit - window.used),
      resetAt: new Date(window.startedAt + HOUR),
    };
  }

  return {
    of,
    spend(principal, resource, points) {
      if (of(principal, resource).remaining < points) return false;
      windowOf(principal, resource).used += points;
      return true;
    },
  };
}

/**
 * 5,000 points, 50 more for each repository and each member over 20, at most 12,500
 * (https://docs.github.com/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api).
 */
function installationLimit(model: Model): number {
  const members = [...model.users.values()].filter((user) => user.role !== null).length;
  const extra = Math.max(0, model.repositories.size - 20) + Math.max(0, members - 20);
  return Math.min(12_500, 5000 + 50 * extra);
}

/** The `x-ratelimit-*` headers of an answer. */
export function budgetHeaders(budget: Budget, resource: string): Record<string, string> {
  return {
    'x-ratelimit-limit': String(budget.limit),
    'x-ratelimit-remaining': String(budget.remaining),
    'x-ratelimit-used': String(budget.used),
    'x-ratelimit-reset': String(Math.ceil(budget.resetAt.getTime() / 1000)),
    'x-ratelimit-resource': resource,
  };
}
