import { defineOrganisation, type OrganisationInput } from '../organisation.ts';
import type { TreeFile } from './git.ts';
import { addRepository } from './load.ts';
import type { State } from './model.ts';
import { isoSeconds } from './time.ts';
import type { Commit, Repository, Visibility } from './types.ts';

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
  createBranch: (name: string, branch: string, oid: string) => Promise<void>;
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

  /** Makes a name free for use: a living repository keeps its name, a redirect from a former name ends. */
  function claim(owner: string, name: string): void {
    const holder = state.repositories.get(state.names.get(key(owner, name)) ?? '');
    if (holder && key(holder.owner, holder.name) === key(owner, name)) {
      throw new Error(`${owner}/${name} exists already`);
    }
    state.names.delete(key(owner, name));
  }

  return {
    async push(name, files, options = {}) {
      const of = repository(name);
      if (of.isArchived) throw new Error(`${name} is archived: nothing can be pushed to it`);
      const branch = options.branch ?? of.defaultBranch;
      const before = of.branches.get(branch);
      const parent = before ?? of.branches.get(of.defaultBranch);
      const parentCommit = parent === undefined ? undefined : state.git.get(parent);
      const tree: Map<string, TreeFile> =
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
        const mode = tree.get(path)?.mode ?? 0o100644;
        tree.set(path, { oid: state.git.blob(content), mode });
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

    async createBranch(name, branch, oid) {
      const of = repository(name);
      of.branches.set(branch, oid);
      touch(of);
      await state.emit({
        name: 'create',
        repository: of,
        extra: { ref: branch, ref_type: 'branch' },
      });
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
      claim(state.organization.login, read.name);
      const made = addRepository(state, read);
      state.version++;
      await state.emit({ name: 'repository', action: 'created', repository: made });
      return made;
    },

    rename(name, newName) {
      const of = repository(name);
      claim(of.owner, newName);
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
  };
}
