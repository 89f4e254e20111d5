import type { Alert, Rule } from '../model/standing.ts';
import { checksOf, rulesOf } from '../model/standing.ts';
import type { Repository } from '../model/types.ts';
import { connection, type PageArgs } from './connection.ts';
import type { Resolvers } from './context.ts';
import type { RefNode } from './git.ts';

type Reviews = { required_approving_review_count?: number; require_code_owner_reviews?: boolean };
type CommitNode = { repository: Repository; object: { oid: string } };

function protectionOf({ repository, kind, name }: RefNode) {
  const rules = kind === 'heads' ? repository.settings.protection.get(name) : undefined;
  if (!rules) return null;
  const reviews = (rules['required_pull_request_reviews'] ?? null) as Reviews | null;
  const checks = (rules['required_status_checks'] ?? null) as { contexts?: string[] } | null;
  return {
    pattern: name,
    requiresApprovingReviews: reviews !== null,
    requiredApprovingReviewCount: reviews?.required_approving_review_count ?? null,
    requiresCodeOwnerReviews: reviews?.require_code_owner_reviews ?? false,
    requiresStatusChecks: checks !== null,
    requiredStatusCheckContexts: checks?.contexts ?? [],
  };
}

/** Rules of branches, checks of commits and alerts. */
export const ruleResolvers: Resolvers = {
  Ref: {
    branchProtectionRule: protectionOf,
    refUpdateRule: protectionOf,
    rules: (ref: RefNode, args: PageArgs, context, info) =>
      connection(ref.kind === 'heads' ? rulesOf(ref.repository, ref.name) : [], args, {
        context,
        info,
      }),
  },
  RepositoryRule: {
    type: ({ kind }: Rule) => (kind === 'reviews' ? 'PULL_REQUEST' : 'REQUIRED_STATUS_CHECKS'),
    parameters: (rule: Rule) =>
      rule.kind === 'reviews'
        ? {
            type: 'PullRequestParameters',
            requiredApprovingReviewCount: rule.count,
            requireCodeOwnerReview: rule.codeOwners,
          }
        : {
            type: 'RequiredStatusChecksParameters',
            requiredStatusChecks: rule.checks.map((context) => ({ context })),
          },
  },
  Commit: {
    statusCheckRollup: ({ repository, object }: CommitNode, _args, { model }) => {
      const isHead = repository.branches.get(repository.defaultBranch) === object.oid;
      const state = isHead ? checksOf(model, repository) : null;
      return state && { type: 'StatusCheckRollup', state };
    },
  },
  Repository: {
    hasVulnerabilityAlertsEnabled: ({ settings }: Repository) => settings.standing.hasAlerts,
    vulnerabilityAlerts: (of: Repository, args: PageArgs, context, info) =>
      connection(of.settings.standing.alerts, args, { context, info }),
  },
  RepositoryVulnerabilityAlert: {
    securityVulnerability: ({ severity, package: name }: Alert) => ({
      type: 'SecurityVulnerability',
      severity,
      package: { type: 'SecurityAdvisoryPackage', name, ecosystem: 'NPM' },
    }),
  },
};
