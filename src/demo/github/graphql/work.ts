import type { Model } from '../model/model.ts';
import { nodeId } from '../model/node-id.ts';
import type { Commit, Deployment, PullRequest, Release, Repository } from '../model/types.ts';
import { connection, type PageArgs } from './connection.ts';
import type { Resolvers } from './context.ts';
import { gitNode } from './git.ts';

type EnvironmentNode = { repository: Repository; name: string };

const base = (of: Repository) => `https://github.com/${of.owner}/${of.name}`;

/** Releases, pull requests and deployments. */
export const workResolvers: Resolvers = {
  Release: {
    url: ({ repository, tagName }: Release) => `${base(repository)}/releases/tag/${tagName}`,
    author: ({ author }: Release, _args, { model }) =>
      author === null ? null : (model.users.get(author) ?? null),
    isLatest: (release: Release) =>
      release.repository.releases.find((one) => !one.isDraft && !one.isPrerelease) === release,
    updatedAt: ({ createdAt }: Release) => createdAt,
    tag: ({ repository, tagName }: Release) => ({ repository, kind: 'tags', name: tagName }),
    tagCommit({ repository, tagName }: Release, _args, { model }) {
      const oid = repository.tags.get(tagName);
      return oid === undefined ? null : gitNode(model, repository, oid);
    },
  },
  PullRequest: {
    url: ({ repository, number }: PullRequest) => `${base(repository)}/pull/${number}`,
    permalink: ({ repository, number }: PullRequest) => `${base(repository)}/pull/${number}`,
    author: ({ author }: PullRequest, _args, { model }) => model.users.get(author) ?? null,
    closed: ({ state }: PullRequest) => state !== 'OPEN',
    merged: ({ state }: PullRequest) => state === 'MERGED',
    bodyText: ({ body }: PullRequest) => body,
    additions: () => 0,
    deletions: () => 0,
    reviewDecision: () => null,
    headRefOid: ({ headOid }: PullRequest) => headOid ?? '',
    mergeCommit: ({ repository, mergeOid }: PullRequest, _args, { model }) =>
      mergeOid === null ? null : gitNode(model, repository, mergeOid),
    labels: (of: PullRequest, args: PageArgs, context, info) =>
      connection(of.labels, args, {
        context,
        info,
        node: (name) => ({ type: 'Label', id: nodeId('Label', name.length, name), name }),
      }),
    changedFiles: (of: PullRequest, _args, { model }) => filesOf(model, of).length,
    files: (of: PullRequest, args: PageArgs, context, info) =>
      connection(filesOf(context.model, of), args, { context, info }),
  },
  Deployment: {
    latestEnvironment: ({ environment }: Deployment) => environment,
    originalEnvironment: ({ environment }: Deployment) => environment,
    creator: ({ creator }: Deployment, _args, { model }) =>
      model.users.get(creator) ?? [...model.users.values()][0],
    commit: ({ repository, commitOid }: Deployment, _args, { model }) =>
      gitNode(model, repository, commitOid),
    ref: ({ repository, ref }: Deployment) =>
      repository.tags.has(ref) || repository.branches.has(ref)
        ? { repository, kind: repository.tags.has(ref) ? 'tags' : 'heads', name: ref }
        : null,
    latestStatus: ({ id, statuses }: Deployment) => {
      const last = statuses.at(-1);
      return (
        last && {
          type: 'DeploymentStatus',
          id: `${id}_${last.id}`,
          createdAt: last.at,
          updatedAt: last.at,
          state: last.state,
          environmentUrl: null,
          logUrl: null,
        }
      );
    },
  },
  Environment: {
    id: ({ repository, name }: EnvironmentNode) =>
      nodeId('Environment', repository.databaseId, name),
    latestCompletedDeployment: ({ repository, name }: EnvironmentNode) =>
      repository.deployments.findLast(
        ({ environment, state }) => environment === name && !UNDER_WAY.has(state),
      ) ?? null,
  },
};

const UNDER_WAY = new Set(['QUEUED', 'PENDING', 'WAITING', 'IN_PROGRESS']);

/** What a pull request touches: its last commit, which is all it has here. */
export function filesOf(
  { git }: { git: Model['git'] },
  { mergeOid, headOid }: PullRequest,
): { path: string; changeType: string }[] {
  const object = git.get(mergeOid ?? headOid ?? '');
  if (object?.type !== 'commit') return [];
  const { added, modified, removed } = (object as Commit).changes;
  const of = (paths: string[], changeType: string) =>
    paths.map((path) => ({ path, changeType, additions: 1, deletions: 0 }));
  return [...of(added, 'ADDED'), ...of(modified, 'MODIFIED'), ...of(removed, 'DELETED')];
}
