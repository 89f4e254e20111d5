import { createHash } from 'node:crypto';
import { readFileSync, realpathSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';
import { openFolder } from '../../catalog/folder-tree.ts';
import type { DocFile } from '../../docs/site.ts';
import { UserError } from '../../errors.ts';

/** Files of a folder on disk as docs are made of them. */
export type FolderFiles = {
  root: string;
  files: readonly DocFile[];
  read: (path: string) => string | undefined;
};

/** A larger text is no page that anybody reads. */
const MOST_BYTES = 8 * 1024 * 1024;
const TEXT = /\.(md|markdown|mdown|mkdn|mkd)$|(^|\/)(mkdocs\.ya?ml|\.pages)$/i;

/**
 * Every file below a folder, without what `except` holds. Files that pages are made of are known by their content, others by size and time:
 * pictures may be large. What links lead to outside the folder is not there.
 */
export async function filesOf(folder: string, except: string | null): Promise<FolderFiles> {
  const isFolder = await stat(folder).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder)
    throw new UserError(`There is no folder ${folder}.`, 'Name the folder that holds docs.');
  const tree = await openFolder(folder);
  const home = realpathSync(tree.root);
  const left = except === null ? null : relative(tree.root, resolve(except)).split(sep).join('/');
  const paths = (await tree.list()).filter((path) => !left || !`${path}/`.startsWith(`${left}/`));
  const texts = new Map<string, string | undefined>();
  const read = (path: string): string | undefined => {
    if (!texts.has(path)) texts.set(path, readInside(join(tree.root, path), home));
    return texts.get(path);
  };
  const files = paths.flatMap((path): DocFile[] => {
    const found = statSync(join(tree.root, path), { throwIfNoEntry: false });
    if (!found?.isFile() || !isInside(join(tree.root, path), home)) return [];
    const oid = TEXT.test(path)
      ? hashOf(read(path) ?? '')
      : hashOf(`${path} ${found.size} ${found.mtimeMs}`);
    return [{ path, oid, bytes: found.size }];
  });
  return { root: tree.root, files, read };
}

function readInside(file: string, home: string): string | undefined {
  const found = statSync(file, { throwIfNoEntry: false });
  if (!found?.isFile() || found.size > MOST_BYTES || !isInside(file, home)) return undefined;
  return readFileSync(file, 'utf8');
}

function isInside(file: string, home: string): boolean {
  return realpathSync(file).startsWith(home + sep);
}

export function hashOf(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 40);
}
