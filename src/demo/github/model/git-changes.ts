import type { State } from './model.ts';
import { isoSeconds } from './time.ts';
import type { Commit, Repository } from './types.ts';

type NewCommit = Pick<Commit, 'tree' | 'parents' | 'author' | 'message' | 'at'> & {
  person: { name: string; email: string };
};

/** What can be done with git's own objects. */
export type GitChanges = {
  /** A commit on no branch yet. */
  addCommit: (of: Repository, commit: NewCommit) => Commit;
  /** Lets a branch stand at a commit, and makes it where it is not there. */
  moveBranch: (
    of: Repository,
    move: { branch: string; oid: string; forced: boolean },
  ) => Promise<void>;
  /** Its open pull requests are closed with it. */
  removeBranch: (of: Repository, branch: string) => Promise<void>;
};

export function gitChanges(state: State): GitChanges {
  const time = () => isoSeconds(state.now());

  function changesOf(tree: string, parent: string | undefined): Commit['changes'] {
    const under = state.git.get(parent ?? '');
    const before = under?.type === 'commit' ? state.git.files(under.tree) : new Map();
    const after = state.git.files(tree);
    const isOther = (path: string) => {
      const [was, is] = [before.get(path), after.get(path)];
      return was?.oid !== is?.oid || was?.mode !== is?.mode;
    };
    return {
      added: [...after.keys()].filter((path) => !before.has(path)),
      modified: [...after.keys()].filter((path) => before.has(path) && isOther(path)),
      removed: [...before.keys()].filter((path) => !after.has(path)),
    };
  }

  return {
    addCommit(of, { person, ...commit }) {
      const changes = changesOf(commit.tree, commit.parents[0]);
      const made = state.git.commit({ ...commit, changes, person }, person);
      of.loose.add(made.oid);
      return made;
    },

    async moveBranch(of, { branch, oid, forced }) {
      const before = of.branches.get(branch);
      const commit = state.git.get(oid);
      if (commit?.type !== 'commit') throw new Error(`${oid} is no commit`);
      of.branches.set(branch, oid);
      of.pushedAt = time();
      of.updatedAt = time();
      state.version++;
      for (const pull of of.pullRequests)
        if (pull.state === 'OPEN' && pull.headRefName === branch) pull.headOid = oid;
      const sender = commit.author;
      const extra = { ref: `refs/heads/${branch}`, before, commit, forced };
      await state.emit({ name: 'push', repository: of, sender, extra });
    },

    async removeBranch(of, branch) {
      of.branches.delete(branch);
      of.updatedAt = time();
      state.version++;
      for (const pull of of.pullRequests)
        if (pull.state === 'OPEN' && pull.headRefName === branch)
          Object.assign(pull, { state: 'CLOSED', updatedAt: time() });
      const extra = { ref: branch, ref_type: 'branch' };
      await state.emit({ name: 'delete', repository: of, extra });
    },
  };
}
