import { hash } from 'node:crypto';
import type { Blob, Commit, FileMode, GitObject, Tree, TreeItem } from './types.ts';

/** A blob with its mode, or the oid of one that is a plain file. */
export type Files = ReadonlyMap<string, string | TreeFile>;
export type TreeFile = { oid: string; mode: FileMode };

export type GitStore = {
  get(oid: string): GitObject | undefined;
  /** Writes a blob and returns its oid. */
  blob(content: string | Buffer): string;
  /** Writes the trees of `path -> blob` and returns the oid of the root. */
  tree(files: Files): string;
  commit(commit: Omit<Commit, 'type' | 'oid'>, person: { name: string; email: string }): Commit;
  /** `path -> blob` of everything below a tree. */
  files(treeOid: string): Map<string, TreeFile>;
  /** The tree item at a path, or undefined. An empty path is the tree itself, without a name. */
  at(treeOid: string, path: string): TreeItem | undefined;
};

/** Objects of all repositories by their oid: equal contents are kept once, as git does within a repository. */
export function createGitStore(): GitStore {
  const objects = new Map<string, GitObject>();

  function blob(content: string | Buffer): string {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    const oid = objectId('blob', bytes);
    if (!objects.has(oid)) objects.set(oid, { type: 'blob', oid, bytes: bytes.length, content });
    return oid;
  }

  function tree(files: Files): string {
    const entries: TreeItem[] = [];
    const folders = new Map<string, Map<string, string | TreeFile>>();
    for (const [path, file] of files) {
      const slash = path.indexOf('/');
      if (slash === -1) {
        const plain = typeof file === 'string' ? { oid: file, mode: 0o100644 as const } : file;
        entries.push({ name: path, ...plain });
        continue;
      }
      const name = path.slice(0, slash);
      const inside = folders.get(name) ?? new Map<string, string | TreeFile>();
      folders.set(name, inside.set(path.slice(slash + 1), file));
    }
    for (const [name, inside] of folders) entries.push({ name, mode: 0o40000, oid: tree(inside) });
    entries.sort((a, b) => Buffer.compare(sortKey(a), sortKey(b)));
    const oid = objectId('tree', Buffer.concat(entries.flatMap(treeBytes)));
    if (!objects.has(oid)) objects.set(oid, { type: 'tree', oid, entries });
    return oid;
  }

  function treeAt(oid: string): Tree | undefined {
    const object = objects.get(oid);
    return object?.type === 'tree' ? object : undefined;
  }

  function files(treeOid: string): Map<string, TreeFile> {
    const found = new Map<string, TreeFile>();
    const visit = (oid: string, prefix: string): void => {
      for (const entry of treeAt(oid)?.entries ?? []) {
        if (entry.mode === 0o40000) visit(entry.oid, `${prefix}${entry.name}/`);
        else found.set(prefix + entry.name, { oid: entry.oid, mode: entry.mode });
      }
    };
    visit(treeOid, '');
    return found;
  }

  function at(treeOid: string, path: string): TreeItem | undefined {
    let here: TreeItem | undefined = { name: '', mode: 0o40000, oid: treeOid };
    for (const part of path.split('/').filter((name) => name !== '')) {
      here = here && treeAt(here.oid)?.entries.find((entry) => entry.name === part);
    }
    return here;
  }

  return {
    get: (oid) => objects.get(oid),
    blob,
    tree,
    files,
    at,
    commit(commit, person) {
      const who = `${person.name} <${person.email}> ${Math.floor(Date.parse(commit.at) / 1000)} +0000`;
      const text = [
        `tree ${commit.tree}`,
        ...commit.parents.map((parent) => `parent ${parent}`),
        `author ${who}`,
        `committer ${who}`,
        '',
        `${commit.message}\n`,
      ].join('\n');
      const made: Commit = {
        type: 'commit',
        oid: objectId('commit', Buffer.from(text)),
        ...commit,
      };
      objects.set(made.oid, made);
      return made;
    },
  };
}

function objectId(type: string, bytes: Buffer): string {
  return hash('sha1', Buffer.concat([Buffer.from(`${type} ${bytes.length}\0`), bytes]), 'hex');
}

/** Git sorts a folder as if its name ended in a slash. */
function sortKey(entry: TreeItem): Buffer {
  return Buffer.from(entry.mode === 0o40000 ? `${entry.name}/` : entry.name);
}

function treeBytes(entry: TreeItem): Buffer[] {
  return [Buffer.from(`${entry.mode.toString(8)} ${entry.name}\0`), Buffer.from(entry.oid, 'hex')];
}

/** Whether git would call this blob binary: it holds a NUL or is no UTF-8. Texts are kept as strings. */
export function isBinary(blob: Blob): boolean {
  return typeof blob.content !== 'string';
}
