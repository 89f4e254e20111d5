import { changeKindOf } from '../operations/change-kind.ts';
import type { Deployment, DeploymentState, Tag } from '../operations/deployments.ts';
import type { Commit, Pull } from '../operations/work-store.ts';
import type { DeploymentNode, PullNode, WorkNode } from './work-query.ts';

// GitHub's answers as rows. Pure.

const some = <Node>(nodes: readonly (Node | null)[] | null | undefined): Node[] =>
  (nodes ?? []).filter((node) => node !== null);

export function pullOf(repository: string, node: PullNode): Pull {
  const labels = some(node.labels?.nodes).map(({ name }) => name);
  const files = some(node.files?.nodes).map(({ path }) => path);
  const { title, headRefName: branch } = node;
  return {
    id: node.id,
    repository,
    number: node.number,
    title,
    url: node.url,
    author: node.author?.login ?? null,
    state: node.state === 'MERGED' ? 'merged' : node.state === 'OPEN' ? 'open' : 'closed',
    base: node.baseRefName,
    head: node.headRefOid || null,
    mergeCommit: node.mergeCommit?.oid ?? null,
    labels,
    files,
    hasMoreFiles: node.files?.pageInfo.hasNextPage ?? false,
    kind: changeKindOf({ title, branch, labels, files }),
    createdAt: node.createdAt,
    updatedAt: node.updatedAt,
    mergedAt: node.mergedAt ?? null,
  };
}

export function commitsIn(repository: string, { defaultBranchRef }: WorkNode): Commit[] {
  return some(defaultBranchRef?.target?.history?.nodes).map((node) => ({
    repository,
    oid: node.oid,
    headline: node.messageHeadline,
    author: node.author?.user?.login ?? node.author?.name ?? null,
    parents: some(node.parents?.nodes).map(({ oid }) => oid),
    at: node.committedDate,
  }));
}

/** Tags with the commit they name, which an annotated tag holds one level deeper. */
export function tagsIn(repository: string, { refs, releases }: WorkNode): Tag[] {
  const released = new Map(
    some(releases?.nodes)
      .filter(({ isDraft }) => !isDraft)
      .map((release) => [release.tagName, release]),
  );
  return some(refs?.nodes).flatMap(({ name, target }) => {
    const oid = target?.target?.oid ?? target?.oid;
    if (!oid) return [];
    const release = released.get(name);
    return [
      {
        repository,
        name,
        oid,
        releasedAt: release?.publishedAt ?? null,
        releasedBy: release?.author?.login ?? null,
        url: release?.url ?? null,
      },
    ];
  });
}

const STATES: Readonly<Record<string, DeploymentState>> = {
  ACTIVE: 'active',
  SUCCESS: 'active',
  INACTIVE: 'replaced',
  ABANDONED: 'removed',
  DESTROYED: 'removed',
  FAILURE: 'failed',
  ERROR: 'failed',
};

export function deploymentOf(
  repository: string,
  node: DeploymentNode,
  readAt: Date,
): Deployment | null {
  if (!node.environment) return null;
  const { latestStatus } = node;
  // GitHub leaves `state` as it was when a status is the newer word.
  const state = STATES[node.state ?? ''] ?? STATES[latestStatus?.state ?? ''] ?? 'pending';
  const url = [latestStatus?.logUrl, latestStatus?.environmentUrl].find((one) =>
    /^https?:\/\//.test(one ?? ''),
  );
  return {
    id: `github:${node.id}`,
    repository,
    ref: null,
    environment: node.environment,
    state,
    oid: node.commitOid || null,
    gitRef: node.ref?.name ?? null,
    version: null,
    by: node.creator?.login ?? null,
    url: url ?? null,
    source: 'GitHub',
    createdAt: node.createdAt,
    changedAt: latestStatus?.updatedAt ?? node.updatedAt,
    readAt,
  };
}

/** The newest deployments, and the last of each environment that is not among them. */
export function deploymentsIn(repository: string, node: WorkNode, readAt: Date): Deployment[] {
  const nodes = [
    ...some(node.deployments?.nodes),
    ...some(node.environments?.nodes).flatMap((one) => one.latestCompletedDeployment ?? []),
  ];
  const rows = nodes.flatMap((one) => deploymentOf(repository, one, readAt) ?? []);
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** Environments whose newest deployments do not say what runs there, while there are older ones. */
export function environmentsBehind(
  { deployments }: WorkNode,
  found: readonly Deployment[],
): string[] {
  if (!deployments?.pageInfo?.hasNextPage) return [];
  const all = Map.groupBy(found, ({ environment }) => environment);
  return [...all]
    .filter(([, same]) => !same.some(({ state }) => state === 'active' || state === 'removed'))
    .map(([environment]) => environment)
    .slice(0, 10);
}
