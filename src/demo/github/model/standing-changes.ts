import type { State } from './model.ts';
import { protectionIn, type RulesSeed, type Standing } from './standing.ts';
import type { Repository } from './types.ts';

/** What happens to the rules of a repository and to how it is doing. */
export type StandingChanges = {
  /** Rules of the default branch; null takes them away. */
  protect: (name: string, rules: Partial<RulesSeed> | null) => Promise<void>;
  setChecks: (name: string, checks: NonNullable<Standing['checks']>) => Promise<void>;
  /** Open alerts from now on. */
  setAlerts: (name: string, alerts: Standing['alerts']) => Promise<void>;
};

export function standingChanges(
  state: State,
  repository: (name: string) => Repository,
): StandingChanges {
  return {
    protect(name, rules) {
      const of = repository(name);
      const { protection } = of.settings;
      if (rules === null) protection.delete(of.defaultBranch);
      else
        protection.set(
          of.defaultBranch,
          protectionIn({ reviews: 1, codeOwners: false, checks: [], ...rules }),
        );
      state.version++;
      const action = rules === null ? 'deleted' : 'created';
      return state.emit({ name: 'branch_protection_rule', action, repository: of });
    },
    setChecks(name, checks) {
      const of = repository(name);
      of.settings.standing.checks = checks;
      state.version++;
      const action = checks === 'PENDING' ? 'requested' : 'completed';
      return state.emit({ name: 'check_suite', action, repository: of });
    },
    setAlerts(name, alerts) {
      const of = repository(name);
      of.settings.standing.alerts = alerts;
      state.version++;
      return state.emit({ name: 'dependabot_alert', action: 'created', repository: of });
    },
  };
}
