import { nodeId } from '../model/node-id.ts';
import type { Deployment, PullRequest, Release, Repository } from '../model/types.ts';
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
    changedFiles: () => 0,
    reviewDecision: () => null,
  },
  Deployment: {
    latestEnvironment: ({ environment }: Deployment) => environment,
    originalEnvironment: ({ environment }: Deployment) => environment,
    creator: ({ creator }: Deployment, _args, { model }) =>
      model.users.get(creator) ?? [...model.users.values()][0],
    commit: ({ repository, commitOid }: Deployment, _args, { model }) =>
      gitNode(model, repository, commitOid),
    ref: ({ repository }: Deployment) => ({
      repository,
      kind: 'heads',
      name: repository.defaultBranch,
    }),
    latestStatus: ({ id, state, createdAt }: Deployment) => ({
      type: 'DeploymentStatus',
      id: `${id}_status`,
      createdAt,
      updatedAt: createdAt,
      state: state === 'ACTIVE' ? 'SUCCESS' : state,
    }),
  },
  Environment: {
    id: ({ repository, name }: EnvironmentNode) =>
      nodeId('Environment', repository.databaseId, name),
    latestCompletedDeployment: ({ repository, name }: EnvironmentNode) =>
      repository.deployments.findLast(
        ({ environment, state }) => environment === name && state !== 'IN_PROGRESS',
      ) ?? null,
  },
};
