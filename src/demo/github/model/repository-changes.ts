import { defineOrganisation, type OrganisationInput } from '../organisation.ts';
import { addRepository } from './load.ts';
import type { State } from './model.ts';
import { nodeId } from './node-id.ts';
import { isoSeconds } from './time.ts';
import type { Commit, Deployment, PullRequest, Release, Repository, Visibility } from './types.ts';

type PushOptions = {
  author?: string;
  message?: string;
  /** Default: the repository's default branch. */
  branch?: string;
  /** Content of the commit replaces the whole tree, as a forced push of another history would. */
  forced?: boolean;
};
type NewRepository = NonNullable<OrganisationInput['repositories']>[number];

/** Everything that can happen to a repository. The model has changed when a call returns; its promise waits for the webhooks. */
export type RepositoryChanges = {
  /** Writes files (null removes one) as one commit. */
  push: (
    name: string,
    files: Record<string, string | Buffer | null>,
    options?: PushOptions,
  ) => Promise<Commit>;
  createRepository: (seed: NewRepository) => Promise<Repository>;
  rename: (name: string, newName: string) => Promise<void>;
  archive: (name: string, archived?: boolean) => Promise<void>;
  setVisibility: (name: string, visibility: Visibility) => Promise<void>;
  edit: (
    name: string,
    changes: Partial<Pick<Repository, 'description' | 'homepageUrl' | 'topics' | 'defaultBranch'>>,
  ) => Promise<void>;
  /** Hands a repository to another account, out of the App's sight. */
  transfer: (name: string, newOwner: string) => Promise<void>;
  deleteRepository: (name: string) => Promise<void>;
  /** Takes repositories away from the App, with the event that GitHub sends. */
  removeFromInstallation: (names: readonly string[]) => Promise<void>;
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

export function repositoryChanges(
  state: State,
  repository: (name: string) => Repository,
): RepositoryChanges {
  const time = () => isoSeconds(state.now());
  const key = (owner: string, name: string) => `${owner}/${name}`.toLowerCase();

  function touch(of: Repository): void {
    of.updatedAt = time();
    state.version++;
  }

  function changed(of: Repository, action: string, extra: Record<string, unknown> = {}) {
    touch(of);
    return state.emit({ name: 'repository', action, repository: of, extra });
  }

  return {
    async push(name, files, options = {}) {
      const of = repository(name);
      if (of.isArchived) throw new Error(`${name} is archived: nothing can be pushed to it`);
      const branch = options.branch ?? of.defaultBranch;
      const before = of.branches.get(branch);
      const parent = before ?? of.branches.get(of.defaultBranch);
      const parentCommit = parent === undefined ? undefined : state.git.get(parent);
      const tree: Map<string, string> =
        parentCommit?.type === 'commit' ? state.git.files(parentCommit.tree) : new Map();
      const changes: Commit['changes'] = { added: [], modified: [], removed: [] };
      if (options.forced) {
        changes.removed.push(...[...tree.keys()].filter((path) => !(path in files)));
        for (const path of changes.removed) tree.delete(path);
      }
      for (const [path, content] of Object.entries(files)) {
        if (content === null) {
          if (tree.delete(path)) changes.removed.push(path);
          continue;
        }
        const list = tree.has(path) ? changes.modified : changes.added;
        list.push(path);
        tree.set(path, state.git.blob(content));
      }
      const author = options.author ?? state.organization.login;
      const person = state.users.get(author);
      const commit = state.git.commit(
        {
          tree: state.git.tree(tree),
          parents: parent === undefined || options.forced ? [] : [parent],
          author,
          at: time(),
          message: options.message ?? 'Update files',
          changes,
        },
        {
          name: person?.name ?? author,
          email: person?.email ?? `${author}@users.noreply.github.com`,
        },
      );
      of.branches.set(branch, commit.oid);
      of.pushedAt = commit.at;
      touch(of);
      await state.emit({
        name: 'push',
        repository: of,
        sender: author,
        extra: { ref: `refs/heads/${branch}`, before, commit, forced: options.forced ?? false },
      });
      return commit;
    },

    async createRepository(seed) {
      const at = time();
      const { repositories } = defineOrganisation({
        login: state.organization.login,
        name: state.organization.name,
        repositories: [{ createdAt: at, ...seed }],
      });
      const [read] = repositories;
      if (!read) throw new Error('A repository needs a name');
      // Whoever takes a name that once redirected ends the redirect.
      const former = state.names.get(key(state.organization.login, read.name));
      if (former && state.repositories.get(former)?.name !== read.name) {
        state.names.delete(key(state.organization.login, read.name));
      }
      const made = addRepository(state, read);
      state.version++;
      await state.emit({ name: 'repository', action: 'created', repository: made });
      return made;
    },

    rename(name, newName) {
      const of = repository(name);
      of.name = newName;
      state.names.set(key(of.owner, newName), of.id);
      return changed(of, 'renamed', { changes: { repository: { name: { from: name } } } });
    },

    archive(name, archived = true) {
      const of = repository(name);
      of.isArchived = archived;
      of.archivedAt = archived ? time() : null;
      return changed(of, archived ? 'archived' : 'unarchived');
    },

    setVisibility(name, visibility) {
      const of = repository(name);
      of.visibility = visibility;
      return changed(of, visibility === 'public' ? 'publicized' : 'privatized');
    },

    edit(name, changes) {
      const of = repository(name);
      Object.assign(of, changes);
      return changed(of, 'edited', { changes: {} });
    },

    transfer(name, newOwner) {
      const of = repository(name);
      const from = of.owner;
      of.owner = newOwner;
      state.names.set(key(newOwner, of.name), of.id);
      return changed(of, 'transferred', {
        changes: { owner: { from: { organization: { login: from } } } },
      });
    },

    deleteRepository(name) {
      const of = repository(name);
      state.repositories.delete(of.id);
      for (const [known, id] of state.names) if (id === of.id) state.names.delete(known);
      for (const team of state.teams.values()) team.repositories.delete(of.id);
      return changed(of, 'deleted');
    },

    removeFromInstallation(names) {
      const gone = names.map(repository);
      const seen = state.installation.repositories ?? new Set(state.repositories.keys());
      state.installation.repositories = new Set(
        [...seen].filter((id) => !gone.some((of) => of.id === id)),
      );
      state.version++;
      return state.emit({
        name: 'installation_repositories',
        action: 'removed',
        extra: {
          repository_selection: 'selected',
          repositories_added: [],
          repositories_removed: gone.map((of) => ({
            id: of.databaseId,
            node_id: of.id,
            name: of.name,
            full_name: `${of.owner}/${of.name}`,
            private: of.visibility !== 'public',
          })),
        },
      });
    },

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
