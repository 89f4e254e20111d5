import type { State } from './model.ts';
import { nodeId } from './node-id.ts';
import type { RepositoryChanges } from './repository-changes.ts';
import { addDeployment, addStatus } from './seed-work.ts';
import { isoSeconds } from './time.ts';
import type { Deployment, PullRequest, Release, Repository, StatusState } from './types.ts';

/** Releases, pull requests and deployments of a repository. */
export type WorkChanges = {
  release: (
    name: string,
    release: Pick<Release, 'tagName'> & Partial<Pick<Release, 'name' | 'description' | 'author'>>,
  ) => Promise<Release>;
  /** `files`: pushed to its branch, which is made from the default one where it is not there. */
  openPullRequest: (
    name: string,
    pull: Pick<PullRequest, 'title' | 'author' | 'headRefName'> & {
      body?: string;
      baseRefName?: string;
      isDraft?: boolean;
      labels?: string[];
      files?: Record<string, string | null>;
    },
  ) => Promise<PullRequest>;
  /** Squashes it onto its base. */
  mergePullRequest: (name: string, number: number, by?: string) => Promise<PullRequest>;
  /** Closes it as it is. */
  closePullRequest: (name: string, number: number, by?: string) => Promise<PullRequest>;
  /** Says something below a pull request. */
  comment: (name: string, number: number, by: string, body: string) => Promise<PullRequest>;
  /** `ref`: a tag or branch; the head of the default branch without one. */
  deploy: (
    name: string,
    deployment: Pick<Deployment, 'environment' | 'creator'> & {
      ref?: string;
      state?: StatusState;
    },
  ) => Promise<Deployment>;
  /** What became of a deployment. */
  deploymentStatus: (of: Deployment, state: StatusState) => Promise<void>;
};

/** Issues and pull requests are counted together. */
export function nextNumber(of: Repository): number {
  const taken = [...of.pullRequests, ...of.settings.issues].map(({ number }) => number);
  return Math.max(0, ...taken) + 1;
}

export function workChanges(
  state: State,
  repository: (name: string) => Repository,
  push: RepositoryChanges['push'],
): WorkChanges {
  const time = () => isoSeconds(state.now());

  function touch(of: Repository): void {
    of.updatedAt = time();
    state.version++;
  }

  return {
    async release(name, seed) {
      const of = repository(name);
      const databaseId = state.nextId();
      const head = of.branches.get(of.defaultBranch);
      if (head === undefined) throw new Error(`${name} is empty: there is nothing to release`);
      of.tags.set(seed.tagName, head);
      const made: Release = {
        type: 'Release',
        id: nodeId('Release', databaseId),
        databaseId,
        repository: of,
        name: seed.tagName,
        description: null,
        author: null,
        ...seed,
        isPrerelease: false,
        isDraft: false,
        createdAt: time(),
        publishedAt: time(),
      };
      of.releases.unshift(made);
      touch(of);
      await state.emit({
        name: 'release',
        action: 'published',
        repository: of,
        extra: { release: { id: databaseId, tag_name: made.tagName, name: made.name } },
      });
      return made;
    },

    async openPullRequest(name, { body = '', labels = [], files = {}, ...seed }) {
      const of = repository(name);
      const { title: message, author, headRefName: branch } = seed;
      if (Object.keys(files).length > 0) await push(name, files, { author, message, branch });
      const databaseId = state.nextId();
      const made: PullRequest = {
        type: 'PullRequest',
        id: nodeId('PullRequest', databaseId),
        databaseId,
        repository: of,
        number: nextNumber(of),
        body,
        isDraft: false,
        baseRefName: of.defaultBranch,
        ...seed,
        state: 'OPEN',
        labels,
        reviewers: [],
        headOid: of.branches.get(branch) ?? null,
        mergeOid: null,
        createdAt: time(),
        updatedAt: time(),
        mergedAt: null,
        settledBy: null,
        comments: [],
      };
      of.pullRequests.push(made);
      touch(of);
      await tellPull(made, 'opened');
      return made;
    },

    async mergePullRequest(name, number, by) {
      const of = repository(name);
      const pull = of.pullRequests.find((one) => one.number === number);
      if (pull?.state !== 'OPEN') throw new Error(`${name} has no open pull request ${number}`);
      const merged = await push(name, contentOf(pull), {
        author: pull.author,
        message: `${pull.title} (#${number})`,
        branch: pull.baseRefName,
      });
      Object.assign(pull, {
        state: 'MERGED',
        mergeOid: merged.oid,
        mergedAt: merged.at,
        settledBy: by ?? null,
        updatedAt: merged.at,
      });
      touch(of);
      await tellPull(pull, 'closed', by);
      return pull;
    },

    async closePullRequest(name, number, by) {
      const of = repository(name);
      const pull = of.pullRequests.find((one) => one.number === number);
      if (pull?.state !== 'OPEN') throw new Error(`${name} has no open pull request ${number}`);
      Object.assign(pull, { state: 'CLOSED', settledBy: by ?? null, updatedAt: time() });
      touch(of);
      await tellPull(pull, 'closed', by);
      return pull;
    },

    async comment(name, number, author, body) {
      const of = repository(name);
      const pull = of.pullRequests.find((one) => one.number === number);
      if (!pull) throw new Error(`${name} has no pull request ${number}`);
      pull.comments.push({ id: state.nextId(), author, body, at: time() });
      touch(of);
      return pull;
    },

    async deploy(name, { state: ended = 'SUCCESS', ref, ...seed }) {
      const of = repository(name);
      const from = ref ?? of.defaultBranch;
      const made = addDeployment(state, of, {
        ...seed,
        ref: from,
        commitOid: of.tags.get(from) ?? of.branches.get(from) ?? '',
        at: time(),
        ended,
      });
      touch(of);
      await tellDeployment(made, 'deployment');
      await tellDeployment(made, 'deployment_status');
      return made;
    },

    async deploymentStatus(of, ended) {
      addStatus(state, of, ended, time());
      touch(of.repository);
      await tellDeployment(of, 'deployment_status');
    },
  };

  function tellPull(pull: PullRequest, action: string, by = pull.author): Promise<void> {
    const { repository, number, databaseId: id, title, state: now, mergeOid, mergedAt } = pull;
    return state.emit({
      name: 'pull_request',
      action,
      repository,
      sender: by,
      extra: {
        number,
        pull_request: {
          id,
          node_id: pull.id,
          number,
          title,
          state: now === 'OPEN' ? 'open' : 'closed',
          merged: now === 'MERGED',
          merge_commit_sha: mergeOid,
          merged_at: mergedAt,
        },
      },
    });
  }

  function tellDeployment(
    made: Deployment,
    name: 'deployment' | 'deployment_status',
  ): Promise<void> {
    const status = made.statuses.at(-1);
    return state.emit({
      name,
      action: 'created',
      repository: made.repository,
      sender: made.creator,
      extra: {
        deployment: {
          id: made.databaseId,
          node_id: made.id,
          environment: made.environment,
          sha: made.commitOid,
          ref: made.ref,
        },
        ...(name === 'deployment_status' &&
          status && { deployment_status: { id: status.id, state: status.state.toLowerCase() } }),
      },
    });
  }

  /** The files of a pull request as its branch has them. */
  function contentOf(pull: PullRequest): Record<string, string | Buffer | null> {
    const head = pull.headOid === null ? undefined : state.git.get(pull.headOid);
    if (head?.type !== 'commit') return {};
    const { added, modified, removed } = head.changes;
    const files: Record<string, string | Buffer | null> = {};
    for (const path of removed) files[path] = null;
    for (const path of [...added, ...modified]) {
      const blob = state.git.get(state.git.at(head.tree, path)?.oid ?? '');
      if (blob?.type === 'blob') files[path] = blob.content;
    }
    return files;
  }
}
