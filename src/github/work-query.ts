import { z } from 'zod';

// What changed in repositories and what was deployed: one query for many of them, without the parts that GitHub refuses to show.

/** Parts that need a permission of their own, by the field of the query that fails without it. */
export const WORK_PARTS = {
  pullRequests: 'pulls',
  deployments: 'deployments',
  environments: 'environments',
  releases: 'releases',
  refs: 'tags',
  defaultBranchRef: 'commits',
} as const;
export type WorkPart = (typeof WORK_PARTS)[keyof typeof WORK_PARTS];

const RATE_LIMIT = 'rateLimit { cost limit remaining resetAt }';
const PAGE_INFO = 'pageInfo { hasNextPage endCursor }';
const PULLS = `${PAGE_INFO} nodes {
  id number title url state createdAt updatedAt mergedAt baseRefName headRefName headRefOid
  author { login } mergeCommit { oid }
  labels(first: 10) { nodes { name } }
  files(first: 50) { pageInfo { hasNextPage } nodes { path } }
}`;
const DEPLOYMENT = `id environment state commitOid createdAt updatedAt ref { name } creator { login }
  latestStatus { state updatedAt logUrl environmentUrl }`;

const TEXTS: Record<WorkPart, string> = {
  pulls: `pullRequests(first: 15, orderBy: { field: UPDATED_AT, direction: DESC }) { ${PULLS} }`,
  deployments: `deployments(first: 40, orderBy: { field: CREATED_AT, direction: DESC }) { ${PAGE_INFO} nodes { ${DEPLOYMENT} } }`,
  // An environment that is rarely deployed to may lie behind forty previews.
  environments: `environments(first: 100) { nodes { name latestCompletedDeployment { ${DEPLOYMENT} } } }`,
  releases:
    'releases(first: 20, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { tagName url publishedAt isDraft author { login } } }',
  tags: `refs(refPrefix: "refs/tags/", first: 50, orderBy: { field: TAG_COMMIT_DATE, direction: DESC }) {
    nodes { name target { oid ... on Tag { target { oid } } } }
  }`,
  commits: `defaultBranchRef { target { ... on Commit { history(first: 25) { nodes {
    oid messageHeadline committedDate author { name user { login } } parents(first: 3) { nodes { oid } }
  } } } } }`,
};

/**
 * What happened lately in up to 20 repositories. 12 points for 20: labels and files of 15 pull requests and parents of 25 commits each
 * count for themselves.
 */
export function workQuery(without: ReadonlySet<WorkPart>): string {
  const parts = Object.entries(TEXTS).filter(([part]) => !without.has(part as WorkPart));
  return `query Work($ids: [ID!]!) {
  ${RATE_LIMIT}
  nodes(ids: $ids) { ... on Repository { id pushedAt
    ${parts.map(([, text]) => text).join('\n    ')}
  } }
}`;
}

export type MorePulls = { id: string; after: string };

/** The next pull requests of some repositories, each from its own place. */
export function morePullsQuery(places: readonly MorePulls[]): string {
  const nodes = places.map(
    ({ id, after }, index) =>
      `r${index}: node(id: ${JSON.stringify(id)}) { ... on Repository {
        pullRequests(first: 50, after: ${JSON.stringify(after)}, orderBy: { field: UPDATED_AT, direction: DESC }) { ${PULLS} }
      } }`,
  );
  return `query MorePulls { ${RATE_LIMIT} ${nodes.join('\n')} }`;
}

export type Behind = { id: string; environments: readonly string[] };

/** The last deployments to environments of which the newest say too little. */
export function environmentsQuery(places: readonly Behind[]): string {
  const nodes = places.map(
    ({ id, environments }, index) =>
      `r${index}: node(id: ${JSON.stringify(id)}) { ... on Repository {
        deployments(first: 30, environments: ${JSON.stringify(environments)}, orderBy: { field: CREATED_AT, direction: DESC }) { nodes { ${DEPLOYMENT} } }
      } }`,
  );
  return `query Environments { ${RATE_LIMIT} ${nodes.join('\n')} }`;
}

const moment = z.coerce.date();
const Login = z.object({ login: z.string() }).nullish();
const Oid = z.object({ oid: z.string() }).nullish();
const PageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });
const list = <Node extends z.ZodType>(node: Node) => z.array(node.nullable()).nullish();

const PullNode = z.object({
  id: z.string(),
  number: z.number(),
  title: z.string(),
  url: z.string(),
  state: z.string(),
  createdAt: moment,
  updatedAt: moment,
  mergedAt: moment.nullish(),
  baseRefName: z.string(),
  headRefName: z.string(),
  headRefOid: z.string().nullish(),
  author: Login,
  mergeCommit: Oid,
  labels: z.object({ nodes: list(z.object({ name: z.string() })) }).nullish(),
  files: z
    .object({
      pageInfo: z.object({ hasNextPage: z.boolean() }),
      nodes: list(z.object({ path: z.string() })),
    })
    .nullish(),
});
export type PullNode = z.infer<typeof PullNode>;
const Pulls = z.object({ pageInfo: PageInfo, nodes: list(PullNode) });

const DeploymentNode = z.object({
  id: z.string(),
  environment: z.string().nullish(),
  state: z.string().nullish(),
  commitOid: z.string().nullish(),
  createdAt: moment,
  updatedAt: moment,
  ref: z.object({ name: z.string() }).nullish(),
  creator: Login,
  latestStatus: z
    .object({
      state: z.string(),
      updatedAt: moment.nullish(),
      logUrl: z.string().nullish(),
      environmentUrl: z.string().nullish(),
    })
    .nullish(),
});
export type DeploymentNode = z.infer<typeof DeploymentNode>;
const Deployments = z.object({ pageInfo: PageInfo.optional(), nodes: list(DeploymentNode) });

export const WorkNode = z.object({
  id: z.string(),
  pushedAt: moment.nullish(),
  pullRequests: Pulls.nullish(),
  deployments: Deployments.nullish(),
  environments: z
    .object({
      nodes: list(
        z.object({ name: z.string(), latestCompletedDeployment: DeploymentNode.nullish() }),
      ),
    })
    .nullish(),
  releases: z
    .object({
      nodes: list(
        z.object({
          tagName: z.string(),
          url: z.string(),
          publishedAt: moment.nullish(),
          isDraft: z.boolean(),
          author: Login,
        }),
      ),
    })
    .nullish(),
  refs: z
    .object({
      nodes: list(
        z.object({
          name: z.string(),
          target: z.object({ oid: z.string(), target: Oid }).nullish(),
        }),
      ),
    })
    .nullish(),
  defaultBranchRef: z
    .object({
      target: z
        .object({
          history: z
            .object({
              nodes: list(
                z.object({
                  oid: z.string(),
                  messageHeadline: z.string(),
                  committedDate: moment,
                  author: z.object({ name: z.string().nullish(), user: Login }).nullish(),
                  parents: z.object({ nodes: list(z.object({ oid: z.string() })) }).nullish(),
                }),
              ),
            })
            .optional(),
        })
        .nullish(),
    })
    .nullish(),
});
export type WorkNode = z.infer<typeof WorkNode>;

export const WorkAnswer = z.object({
  nodes: z.array(
    z.union([WorkNode, z.object({}).transform(() => 'unreadable' as const)]).nullable(),
  ),
});

/** Of queries whose nodes are called `r0`, `r1`, …, by their number. */
const numbered = <Node extends z.ZodType>(node: Node) =>
  z.looseObject({}).transform((answer) => {
    const found = new Map<number, z.infer<Node>>();
    for (const [name, value] of Object.entries(answer)) {
      const index = /^r(\d+)$/.exec(name)?.[1];
      const read = index === undefined ? null : node.safeParse(value).data;
      if (index !== undefined && read) found.set(Number(index), read);
    }
    return found;
  });
export const MorePullsAnswer = numbered(z.object({ pullRequests: Pulls }));
export const EnvironmentsAnswer = numbered(z.object({ deployments: Deployments }));
