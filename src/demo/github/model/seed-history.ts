import type { RepositorySeed } from '../organisation.ts';
import type { Commit } from './types.ts';

type Files = ReadonlyMap<string, string | Buffer>;
type SeedCommit = Pick<
  RepositorySeed['commits'][number],
  'at' | 'author' | 'message' | 'pull' | 'tag'
> & {
  /** Path -> content after it. */
  files: Files;
  changes: Commit['changes'];
};

/** The commits of a repository, oldest first, each with all files as it left them; one commit of everything where the seed names none. */
export function seedHistory(organization: { login: string }, seed: RepositorySeed): SeedCommit[] {
  const first = { at: seed.createdAt, author: organization.login, message: 'Initial commit' };
  const commits = seed.commits.length > 0 ? seed.commits : [{ ...first, paths: [], before: {} }];
  const history: SeedCommit[] = [];
  let files: Files = new Map(Object.entries(seed.files));
  for (const { paths, before, ...commit } of commits) {
    const added = paths.filter((path) => before[path] === null);
    const modified = paths.filter((path) => before[path] !== null);
    history.unshift({ ...commit, files, changes: { added, modified, removed: [] } });
    files = filesBefore(files, before, `${seed.name}, "${commit.message}"`);
  }
  const [root] = history;
  if (root) root.changes = { added: [...root.files.keys()], modified: [], removed: [] };
  return history;
}

type Before = RepositorySeed['commits'][number]['before'];

function filesBefore(after: Files, before: Before, commit: string): Files {
  if (Object.keys(before).length === 0) return after;
  const files = new Map(after);
  for (const [path, texts] of Object.entries(before)) {
    let content = files.get(path);
    if (texts === null) files.delete(path);
    for (const [now, then] of Object.entries(texts ?? {})) {
      if (typeof content !== 'string' || !content.includes(now))
        throw new Error(
          `${commit}: ${path} does not hold "${now}", so it was not otherwise before`,
        );
      content = content.replaceAll(now, then);
      files.set(path, content);
    }
  }
  return files;
}
