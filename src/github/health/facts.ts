import type { RepositoryHealth } from '../../scorecards/facts/health.ts';
import type { HealthNode, HealthPart } from './query.ts';

// GitHub's answer as what is kept of it. Pure.

export type HealthRead = Pick<RepositoryHealth, HealthPart>;

const QUARTER = 90 * 24 * 3_600_000;

/** What an answer says of each part; null for what it does not say. `before` is what was known. */
export function healthIn(
  node: HealthNode,
  { before, now }: { before: Partial<RepositoryHealth>; now: Date },
): HealthRead {
  return {
    protection: protectionIn(node.protection ?? null),
    ci: ciIn(node.ci ?? null, before.ci ?? null),
    alerts: node.alerts ? alertsIn(node.alerts) : null,
    hasVulnerabilityAlerts: node.hasVulnerabilityAlerts ?? null,
    hasSecurityPolicy: node.hasSecurityPolicy ?? null,
    pullRequests: node.pullRequests
      ? {
          open: node.pullRequests.totalCount,
          oldestAt: node.pullRequests.nodes[0]?.createdAt ?? null,
          oldestUrl: node.pullRequests.nodes[0]?.url ?? null,
        }
      : null,
    releases: node.releases ? releasesIn(node.releases, now) : null,
    // A repository without the file answers null, and so has no errors in it.
    codeownersErrors: node.codeownersErrors?.errors.slice(0, MOST_ERRORS) ?? [],
  };
}

/** A file that is no CODEOWNERS at all has an error in each of its lines. */
const MOST_ERRORS = 20;

/** Rules that stop a push by mistake; one that only forbids to delete the branch does not. */
const GUARDS = new Set([
  ...['PULL_REQUEST', 'REQUIRED_STATUS_CHECKS', 'MERGE_QUEUE', 'UPDATE', 'LOCK_BRANCH'],
]);

function protectionIn(ref: NonNullable<HealthNode['protection']> | null) {
  // An empty repository has no branch to protect.
  if (ref === null) return null;
  const { branchProtectionRule: rule, refUpdateRule: seen, rules } = ref;
  const set = (rules?.nodes ?? []).filter(({ type }) => GUARDS.has(type));
  const reviews = [
    rule?.requiresApprovingReviews ? (rule.requiredApprovingReviewCount ?? 1) : 0,
    seen?.requiredApprovingReviewCount ?? 0,
    ...set.map(({ parameters }) => parameters?.requiredApprovingReviewCount ?? 0),
  ];
  const checks = [
    ...(rule?.requiresStatusChecks ? rule.requiredStatusCheckContexts : []),
    ...(seen?.requiredStatusCheckContexts ?? []),
    ...set.flatMap(({ parameters }) =>
      (parameters?.requiredStatusChecks ?? []).map(({ context }) => context),
    ),
  ];
  return {
    isProtected: Boolean(rule) || Boolean(seen) || set.length > 0,
    requiredReviews: Math.max(...reviews),
    requiresCodeOwnerReview:
      (rule?.requiresCodeOwnerReviews ?? false) ||
      (seen?.requiresCodeOwnerReviews ?? false) ||
      set.some(({ parameters }) => parameters?.requireCodeOwnerReview),
    requiredChecks: [...new Set(checks)].toSorted(),
  };
}

const STATES: Readonly<Record<string, 'success' | 'failure' | 'pending'>> = {
  SUCCESS: 'success',
  FAILURE: 'failure',
  ERROR: 'failure',
  PENDING: 'pending',
  EXPECTED: 'pending',
};

/** While checks run, what the commit before them had counts. */
function ciIn(
  ref: NonNullable<HealthNode['ci']> | null,
  before: RepositoryHealth['ci'],
): RepositoryHealth['ci'] {
  if (!ref?.target) return null;
  const { url, statusCheckRollup: rollup } = ref.target;
  const state = rollup ? (STATES[rollup.state] ?? 'pending') : 'none';
  if (state === 'pending' && (before?.state === 'success' || before?.state === 'failure'))
    return before;
  return { state, url: url ? `${url}/checks` : null };
}

function alertsIn({ nodes }: NonNullable<HealthNode['alerts']>) {
  const count = (severity: string) =>
    nodes.filter((one) => one.securityVulnerability?.severity === severity).length;
  return {
    critical: count('CRITICAL'),
    high: count('HIGH'),
    medium: count('MODERATE'),
    low: count('LOW'),
  };
}

function releasesIn({ nodes }: NonNullable<HealthNode['releases']>, now: Date) {
  const times = nodes.flatMap(({ publishedAt, isDraft }) =>
    publishedAt && !isDraft ? [publishedAt] : [],
  );
  const since = now.getTime() - QUARTER;
  return {
    lastAt: times.toSorted().at(-1) ?? null,
    in90Days: times.filter((at) => new Date(at).getTime() >= since).length,
  };
}
