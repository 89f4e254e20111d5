import type { Budgets } from './budget.ts';
import type { Calls } from './calls.ts';
import type { Failures } from './failures.ts';
import type { Model } from './model/model.ts';
import type { Tokens } from './tokens.ts';
import type { Webhooks } from './webhooks.ts';

/** What the two APIs share. */
export type Services = {
  model: Model;
  tokens: Tokens;
  budgets: Budgets;
  failures: Failures;
  calls: Calls;
  webhooks: Webhooks;
};
