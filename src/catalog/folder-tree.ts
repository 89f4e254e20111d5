import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import type { Unread } from './warnings.ts';
import { tooLarge } from './wording.ts';

/** `..data` and its like hold the real files of a Kubernetes volume, which links show under their own names. */
const IGNORED_FOLDER = /^(?:node_modules|\.git|\.\..+)$/;

/** A file of a folder tree: its text, or why it cannot be had. */
export type FileRead = { text: string } | Unread;

/** A folder tree. Paths are below its root, with "/" between their parts. */
export type FolderTree = {
  root: string;
  /** Every file below `folder`, in the order of the paths, without what packages and git keep for themselves. */
  list: (folder?: string) => Promise<string[]>;
  /** Reads one file; never one that stands outside, wherever links lead. */
  read: (path: string, most: number) => Promise<FileRead>;
};

export async function openFolder(path: string): Promise<FolderTree> {
  const root = resolve(path);
  const realRoot = await realpath(root);
  return {
    root,
    async list(folder = root) {
      const files = await filesBelow(folder);
      return files.map((file) => relative(root, file).split(sep).join('/'));
    },
    async read(path, most) {
      const file = join(root, path);
      const real = await realpath(file).catch(goneAs(null));
      if (real === null) return { isMissing: true, reason: `there is no file ${file}` };
      if (!`${real}${sep}`.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep))
        return { isMissing: false, reason: `it leads out of the folder ${root}` };
      const found = await stat(real);
      if (!found.isFile()) return { isMissing: false, reason: 'it is not a file' };
      if (found.size > most) return { isMissing: false, reason: tooLarge(found.size, most) };
      const text = await readFile(real, 'utf8').catch(goneAs(null));
      return text === null ? { isMissing: true, reason: `there is no file ${file}` } : { text };
    },
  };
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(goneAs([]));
  const found: string[] = [];
  for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!IGNORED_FOLDER.test(entry.name)) found.push(...(await filesBelow(path)));
    } else if (entry.isFile() || (entry.isSymbolicLink() && (await isLinkToFile(path))))
      found.push(path);
  }
  return found;
}

/** Links to folders are not followed: they may lead back up. */
async function isLinkToFile(path: string): Promise<boolean> {
  const target = await stat(path).catch(goneAs(null));
  return target?.isFile() ?? false;
}

/** Files come and go while a folder is read; a file that went is not there, any other failure rises. */
export function goneAs<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ELOOP') return value;
    throw error;
  };
}
