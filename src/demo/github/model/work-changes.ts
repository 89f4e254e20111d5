import type { State } from './model.ts';
import { nodeId } from './node-id.ts';
import { isoSeconds } from './time.ts';
import type { Deployment, PullRequest, Release, Repository } from './types.ts';

/** Releases, pull requests and deployments of a repository. */
export type WorkChanges = {
  release: (
    name: string,
    release: Pick<Release, 'tagName'> & Partial<Pick<Release, 'name' | 'description' | 'author'>>,
  ) => Promise<Release>;
  openPullRequest: (
    name: string,
    pull: Pick<PullRequest, 'title' | 'author' | 'headRefName'> & { body?: string },
  ) => Promise<PullRequest>;
  deploy: (
    name: string,
    deployment: Pick<Deployment, 'environment' | 'creator'> &
      Partial<Pick<Deployment, 'state' | 'commitOid'>>,
  ) => Promise<Deployment>;
};

export function workChanges(state: State, repository: (name: string) => Repository): WorkChanges {
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

    async openPullRequest(name, seed) {
      const of = repository(name);
      const databaseId = state.nextId();
      const made: PullRequest = {
        type: 'PullRequest',
        id: nodeId('PullRequest', databaseId),
        databaseId,
        repository: of,
        number: of.pullRequests.length + 1,
        body: '',
        ...seed,
        state: 'OPEN',
        isDraft: false,
        baseRefName: of.defaultBranch,
        createdAt: time(),
        updatedAt: time(),
        mergedAt: null,
      };
      of.pullRequests.push(made);
      touch(of);
      await state.emit({
        name: 'pull_request',
        action: 'opened',
        repository: of,
        sender: made.author,
        extra: { number: made.number, pull_request: { id: databaseId, title: made.title } },
      });
      return made;
    },

    async deploy(name, seed) {
      const of = repository(name);
      const databaseId = state.nextId();
      const newState = seed.state ?? 'ACTIVE';
      // One deployment is active in an environment; the one before it becomes inactive.
      if (newState === 'ACTIVE') {
        for (const other of of.deployments) {
          if (other.environment === seed.environment && other.state === 'ACTIVE')
            other.state = 'INACTIVE';
        }
      }
      const made: Deployment = {
        type: 'Deployment',
        id: nodeId('Deployment', databaseId),
        databaseId,
        repository: of,
        commitOid: of.branches.get(of.defaultBranch) ?? '',
        ...seed,
        state: newState,
        createdAt: time(),
        updatedAt: time(),
      };
      of.deployments.push(made);
      touch(of);
      await state.emit({
        name: 'deployment',
        action: 'created',
        repository: of,
        sender: made.creator,
        extra: {
          deployment: { id: databaseId, environment: made.environment, sha: made.commitOid },
        },
      });
      return made;
    },
  };
}
