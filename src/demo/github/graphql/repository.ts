import { codeownersErrors } from '../model/codeowners.ts';
import { nodeId } from '../model/node-id.ts';
import type { Flag } from '../model/settings.ts';
import type { PullRequest, Repository } from '../model/types.ts';
import { connection, type PageArgs } from './connection.ts';
import { counted, type Resolvers } from './context.ts';
import { gitNode, type RefNode, resolveExpression } from './git.ts';

const url = (of: Repository) => `https://github.com/${of.owner}/${of.name}`;
const yes = () => true;
const no = () => false;
const none = () => null;
const flag = (name: Flag) => (of: Repository) => of.settings.flags[name];

export const repositoryResolvers: Resolvers = {
  Repository: {
    nameWithOwner: (of: Repository) => `${of.owner}/${of.name}`,
    owner: (_of: Repository, _args, { model }) => model.organization,
    url,
    resourcePath: (of: Repository) => `/${of.owner}/${of.name}`,
    sshUrl: (of: Repository) => `git@github.com:${of.owner}/${of.name}.git`,
    visibility: (of: Repository) => of.visibility.toUpperCase(),
    isPrivate: (of: Repository) => of.visibility !== 'public',
    isEmpty: (of: Repository) => of.branches.size === 0,
    diskUsage: (of: Repository) => (of.branches.size === 0 ? 0 : 64),
    defaultBranchRef: (of: Repository): RefNode | null =>
      of.branches.has(of.defaultBranch)
        ? { repository: of, kind: 'heads', name: of.defaultBranch }
        : null,
    ref(of: Repository, { qualifiedName }: { qualifiedName: string }): RefNode | null {
      const name = qualifiedName.replace(/^refs\/(heads|tags)\//, '');
      if (of.branches.has(name)) return { repository: of, kind: 'heads', name };
      return of.tags.has(name) ? { repository: of, kind: 'tags', name } : null;
    },
    refs(
      of: Repository,
      args: PageArgs & { refPrefix: string; orderBy?: { field: string; direction: string } },
      context,
      info,
    ) {
      const kind = args.refPrefix.startsWith('refs/tags') ? 'tags' : 'heads';
      const refs = kind === 'tags' ? of.tags : of.branches;
      const names = [...refs.keys()].sort();
      if (args.orderBy?.field === 'TAG_COMMIT_DATE') {
        const dateOf = (name: string) => {
          const commit = context.model.git.get(refs.get(name) ?? '');
          return commit?.type === 'commit' ? commit.at : '';
        };
        names.sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : 1));
        if (args.orderBy.direction === 'DESC') names.reverse();
      }
      return connection(names, args, {
        context,
        info,
        key: (name) => [name],
        node: (name): RefNode => ({ repository: of, kind, name }),
      });
    },
    object(of: Repository, args: { expression?: string; oid?: string }, context) {
      const oid = args.oid ?? resolveExpression(context.model, of, args.expression ?? '');
      return counted(context, oid === null ? null : gitNode(context.model, of, oid));
    },
    primaryLanguage: (of: Repository) => (of.language ? language(of.language) : null),
    languages(of: Repository, args: PageArgs, context, info) {
      const names = of.language ? [of.language] : [];
      return connection(names, args, {
        context,
        info,
        node: language,
        edge: () => ({ size: 10_000 }),
        extra: { totalSize: names.length * 10_000 },
      });
    },
    licenseInfo: (of: Repository) =>
      of.license && {
        type: 'License',
        id: nodeId('License', of.license.length, of.license),
        key: of.license.toLowerCase(),
        name: of.license,
        spdxId: of.license,
      },
    repositoryTopics: (of: Repository, args: PageArgs, context, info) =>
      connection(of.topics, args, {
        context,
        info,
        node: (name) => ({
          type: 'RepositoryTopic',
          id: nodeId('RepositoryTopic', of.databaseId, name),
          resourcePath: `/topics/${name}`,
          url: `https://github.com/topics/${name}`,
          topic: { type: 'Topic', id: nodeId('Topic', name.length, name), name },
        }),
      }),
    codeowners(of: Repository, _args, { model }) {
      const errors = codeownersErrors(model, of);
      return errors && { errors };
    },
    latestRelease: (of: Repository) =>
      of.releases.find((release) => !release.isDraft && !release.isPrerelease) ?? null,
    release: (of: Repository, { tagName }: { tagName: string }) =>
      of.releases.find((release) => release.tagName === tagName) ?? null,
    releases: (of: Repository, args: PageArgs, context, info) =>
      connection(of.releases, args, { context, info }),
    pullRequests(
      of: Repository,
      args: PageArgs & {
        states?: string[];
        orderBy?: { field: string; direction: 'ASC' | 'DESC' };
      },
      context,
      info,
    ) {
      const at = (one: PullRequest) =>
        args.orderBy?.field === 'UPDATED_AT' ? one.updatedAt : one.createdAt;
      const pulls = of.pullRequests
        .filter(({ state }) => args.states?.includes(state) ?? true)
        .toSorted((a, b) => (at(a) < at(b) ? -1 : at(a) > at(b) ? 1 : 0));
      return connection(args.orderBy?.direction === 'DESC' ? pulls.toReversed() : pulls, args, {
        context,
        info,
      });
    },
    pullRequest: (of: Repository, { number }: { number: number }) =>
      of.pullRequests.find((pull: PullRequest) => pull.number === number) ?? null,
    deployments(
      of: Repository,
      args: PageArgs & { environments?: string[]; orderBy?: { direction: 'ASC' | 'DESC' } },
      context,
      info,
    ) {
      const found = of.deployments.filter(
        ({ environment }) => args.environments?.includes(environment) ?? true,
      );
      return connection(args.orderBy?.direction === 'DESC' ? found.toReversed() : found, args, {
        context,
        info,
      });
    },
    environments(of: Repository, args: PageArgs, context, info) {
      const deployed = of.deployments.map(({ environment }) => environment);
      const names = [...new Set([...deployed, ...of.settings.environments.keys()])].sort();
      return connection(names, args, {
        context,
        info,
        key: (name) => [name],
        node: (name) => ({ type: 'Environment', repository: of, name }),
      });
    },
    // What the demo does not model answers as for a repository where nobody has switched it on.
    descriptionHTML: (of: Repository) => of.description ?? '',
    shortDescriptionHTML: (of: Repository) => of.description ?? '',
    isFork: no,
    isMirror: no,
    isLocked: no,
    isDisabled: no,
    isInOrganization: yes,
    isUserConfigurationRepository: no,
    isSecurityPolicyEnabled: (of: Repository, _args, { model }) =>
      resolveExpression(model, of, 'HEAD:SECURITY.md') !== null,
    hasIssuesEnabled: flag('has_issues'),
    hasProjectsEnabled: flag('has_projects'),
    hasWikiEnabled: flag('has_wiki'),
    hasDiscussionsEnabled: no,
    forkingAllowed: no,
    forkCount: () => 0,
    stargazerCount: () => 0,
    deleteBranchOnMerge: flag('delete_branch_on_merge'),
    mergeCommitAllowed: flag('allow_merge_commit'),
    squashMergeAllowed: flag('allow_squash_merge'),
    rebaseMergeAllowed: flag('allow_rebase_merge'),
    autoMergeAllowed: flag('allow_auto_merge'),
    allowUpdateBranch: flag('allow_update_branch'),
    webCommitSignoffRequired: no,
    parent: none,
    templateRepository: none,
    viewerPermission: () => 'READ',
  },
};

function language(name: string) {
  return { type: 'Language', id: nodeId('Language', name.length, name), name, color: null };
}
