import type { Commit } from './work-store.ts';

/** The part of a repository's history that was read, as a graph. */
export type CommitGraph = {
  /** Whether a state of the code has a commit in it; null where what was read of the history does not say. */
  contains: (state: string, commit: string) => boolean | null;
  /** What `to` has and `from` has not, newest first; null where what was read of the history does not say. */
  between: (from: string, to: string) => Commit[] | null;
};

export function commitGraph(commits: readonly Commit[]): CommitGraph {
  const known = new Map(commits.map((commit) => [commit.oid, commit]));

  function below(oid: string): Set<string> {
    const seen = new Set([oid]);
    for (const one of seen) for (const parent of known.get(one)?.parents ?? []) seen.add(parent);
    return seen;
  }

  /** Whether everything down to a moment was read: below the first gap everything is older than what stands above it. */
  function isReadDownTo(at: Date, seen: ReadonlySet<string>): boolean {
    return [...seen].every((oid) => {
      const commit = known.get(oid);
      return !commit || commit.at <= at || commit.parents.every((parent) => known.has(parent));
    });
  }

  return {
    contains(state, commit) {
      const seen = below(state);
      if (seen.has(commit)) return true;
      const sought = known.get(commit);
      if (!sought) return null;
      if (below(commit).has(state)) return false;
      return known.has(state) && isReadDownTo(sought.at, seen) ? false : null;
    },
    between(from, to) {
      const [old, all] = [below(from), below(to)];
      if (!known.has(from) && !all.has(from)) return null;
      const added = [...all].filter((oid) => !old.has(oid));
      if (!added.every((oid) => known.has(oid))) return null;
      return added
        .flatMap((oid) => known.get(oid) ?? [])
        .sort((a, b) => b.at.getTime() - a.at.getTime());
    },
  };
}
