import { z } from 'zod';
import type { GitStore } from './git.ts';
import type { Repository } from './types.ts';

/** What a ruleset asks of the default branch. */
export type Rule =
  | { kind: 'reviews'; count: number; codeOwners: boolean }
  | { kind: 'checks'; checks: string[] };
export type Alert = { package: string; severity: 'CRITICAL' | 'HIGH' | 'MODERATE' | 'LOW' };

/** What people ask of changes, and how the repository is doing. */
export type Standing = {
  rulesets: { name: string; rules: Rule[] }[];
  hasAlerts: boolean;
  alerts: Alert[];
  hasSecretScanning: boolean;
  /** Of the head of the default branch; null where what has a workflow is green. */
  checks: 'SUCCESS' | 'FAILURE' | 'PENDING' | null;
};

export function newStanding(): Standing {
  return { rulesets: [], hasAlerts: true, alerts: [], hasSecretScanning: true, checks: null };
}

/** Reviews and checks that a rule asks for, in a fixture. */
export const RulesSeed = z.object({
  reviews: z.int().min(0).default(1),
  codeOwners: z.boolean().default(false),
  checks: z.array(z.string()).default([]),
});
export type RulesSeed = z.infer<typeof RulesSeed>;

/** How a repository of a fixture stands. */
export const StandingSeed = z.object({
  protection: RulesSeed.nullable().default(null),
  alertsEnabled: z.boolean().default(true),
  alerts: z
    .array(
      z.object({
        package: z.string(),
        severity: z.enum(['CRITICAL', 'HIGH', 'MODERATE', 'LOW']),
      }),
    )
    .default([]),
  secretScanning: z.boolean().default(true),
  checks: z.enum(['SUCCESS', 'FAILURE', 'PENDING']).nullable().default(null),
});

/** Rules of the organisation: of every repository but some. */
export const RulesetSeed = RulesSeed.extend({
  name: z.string(),
  except: z.array(z.string()).default([]),
});

/** A branch's rules as the REST API takes them. */
export function protectionIn({ reviews, codeOwners, checks }: RulesSeed) {
  return {
    required_pull_request_reviews:
      reviews === 0
        ? null
        : { required_approving_review_count: reviews, require_code_owner_reviews: codeOwners },
    required_status_checks: checks.length === 0 ? null : { strict: false, contexts: checks },
    enforce_admins: false,
    restrictions: null,
  };
}

export function rulesetIn(name: string, { reviews, codeOwners, checks }: RulesSeed) {
  const rules: Rule[] = [];
  if (reviews > 0) rules.push({ kind: 'reviews', count: reviews, codeOwners });
  if (checks.length > 0) rules.push({ kind: 'checks', checks });
  return { name, rules };
}

/** What rulesets ask of a branch. */
export function rulesOf({ settings, defaultBranch }: Repository, branch: string): Rule[] {
  if (branch !== defaultBranch) return [];
  return settings.standing.rulesets.flatMap(({ rules }) => rules);
}

/** How the checks of the newest commit ended; null where nothing checks it. */
export function checksOf(
  { git }: { git: GitStore },
  { settings, branches, defaultBranch }: Repository,
): 'SUCCESS' | 'FAILURE' | 'PENDING' | null {
  if (settings.standing.checks !== null) return settings.standing.checks;
  const head = git.get(branches.get(defaultBranch) ?? '');
  if (head?.type !== 'commit') return null;
  return git.at(head.tree, '.github/workflows') ? 'SUCCESS' : null;
}
