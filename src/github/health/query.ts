import { z } from 'zod';
import type { RepositoryHealth } from '../../scorecards/facts/health.ts';

// How repositories are set up and how they are doing: one query for many of them, without the parts that GitHub refuses to show.

/** Parts of the query, each under its own name in the answer, so that an error says which one it is about. */
export const HEALTH_PARTS = [
  'protection',
  'ci',
  'alerts',
  'hasVulnerabilityAlerts',
  'hasSecurityPolicy',
  'pullRequests',
  'releases',
  'codeownersErrors',
] as const satisfies (keyof RepositoryHealth)[];
export type HealthPart = (typeof HEALTH_PARTS)[number];

const TEXTS: Record<HealthPart, string> = {
  // Branch protection is shown to admins alone; what it asks of pushes, and rulesets, are shown to everybody.
  protection: `protection: defaultBranchRef {
      branchProtectionRule { requiresApprovingReviews requiredApprovingReviewCount requiresCodeOwnerReviews requiresStatusChecks requiredStatusCheckContexts }
      refUpdateRule { requiredApprovingReviewCount requiresCodeOwnerReviews requiredStatusCheckContexts }
      rules(first: 50) { nodes { type parameters {
        ... on PullRequestParameters { requiredApprovingReviewCount requireCodeOwnerReview }
        ... on RequiredStatusChecksParameters { requiredStatusChecks { context } }
      } } }
    }`,
  ci: 'ci: defaultBranchRef { target { ... on Commit { url statusCheckRollup { state } } } }',
  alerts:
    'alerts: vulnerabilityAlerts(first: 100, states: OPEN) { nodes { securityVulnerability { severity } } }',
  hasVulnerabilityAlerts: 'hasVulnerabilityAlerts: hasVulnerabilityAlertsEnabled',
  hasSecurityPolicy: 'hasSecurityPolicy: isSecurityPolicyEnabled',
  pullRequests:
    'pullRequests(states: OPEN, first: 1, orderBy: { field: CREATED_AT, direction: ASC }) { totalCount nodes { createdAt url } }',
  releases:
    'releases(first: 30, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { publishedAt isDraft } }',
  codeownersErrors: 'codeownersErrors: codeowners { errors { line message } }',
};

const RATE_LIMIT = 'rateLimit { cost limit remaining resetAt }';

/** Up to 50 repositories for two points. */
export function healthQuery(without: ReadonlySet<string>): string {
  const parts = HEALTH_PARTS.filter((part) => !without.has(part)).map((part) => TEXTS[part]);
  return `query Health($ids: [ID!]!) {
  ${RATE_LIMIT}
  nodes(ids: $ids) { ... on Repository { id
    ${parts.join('\n    ')}
  } }
}`;
}

const list = <Node extends z.ZodType>(node: Node) =>
  z
    .array(node.nullable())
    .nullish()
    .transform((nodes) => (nodes ?? []).filter((one) => one !== null));

const Contexts = z
  .array(z.string().nullable())
  .nullish()
  .transform((names) => (names ?? []).filter((name) => name !== null));

const Rule = z.object({
  type: z.string(),
  parameters: z
    .object({
      requiredApprovingReviewCount: z.number().nullish(),
      requireCodeOwnerReview: z.boolean().nullish(),
      requiredStatusChecks: z.array(z.object({ context: z.string() })).nullish(),
    })
    .nullish(),
});

export const HealthNode = z.object({
  id: z.string(),
  protection: z
    .object({
      branchProtectionRule: z
        .object({
          requiresApprovingReviews: z.boolean(),
          requiredApprovingReviewCount: z.number().nullish(),
          requiresCodeOwnerReviews: z.boolean(),
          requiresStatusChecks: z.boolean(),
          requiredStatusCheckContexts: Contexts,
        })
        .nullish(),
      refUpdateRule: z
        .object({
          requiredApprovingReviewCount: z.number().nullish(),
          requiresCodeOwnerReviews: z.boolean(),
          requiredStatusCheckContexts: Contexts,
        })
        .nullish(),
      rules: z.object({ nodes: list(Rule) }).nullish(),
    })
    .nullish(),
  ci: z
    .object({
      target: z
        .object({
          url: z.string().nullish(),
          statusCheckRollup: z.object({ state: z.string() }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
  alerts: z
    .object({
      nodes: list(
        z.object({ securityVulnerability: z.object({ severity: z.string() }).nullish() }),
      ),
    })
    .nullish(),
  hasVulnerabilityAlerts: z.boolean().nullish(),
  hasSecurityPolicy: z.boolean().nullish(),
  pullRequests: z
    .object({
      totalCount: z.number(),
      nodes: list(z.object({ createdAt: z.string(), url: z.string() })),
    })
    .nullish(),
  releases: z
    .object({ nodes: list(z.object({ publishedAt: z.string().nullish(), isDraft: z.boolean() })) })
    .nullish(),
  codeownersErrors: z
    .object({ errors: z.array(z.object({ line: z.number(), message: z.string() })) })
    .nullish(),
});
export type HealthNode = z.infer<typeof HealthNode>;

export const HealthAnswer = z.object({
  nodes: z.array(
    z.union([HealthNode, z.object({}).transform(() => 'unreadable' as const)]).nullable(),
  ),
});
