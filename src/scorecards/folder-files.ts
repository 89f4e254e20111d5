import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';
import { openFolder } from '../catalog/folder-tree.ts';
import type { Seen } from './fact.ts';
import type { Files } from './facts/checkout.ts';

/** A larger file is no file that anything is read from. */
const MOST_BYTES = 1024 * 1024;

/** The files of a checkout on disk. What links lead to outside it is not read. */
export async function filesOfFolder(
  folder: string,
  now: Date,
): Promise<{ files: Files; seenAt: (path: string) => Seen }> {
  const tree = await openFolder(folder);
  const paths = await tree.list();
  const own = new Set(paths);
  const root = realpathSync(tree.root);
  return {
    files: {
      paths,
      text(path) {
        if (!own.has(path)) return null;
        const file = join(tree.root, path);
        const found = statSync(file, { throwIfNoEntry: false });
        const isReadable = found?.isFile() && found.size <= MOST_BYTES;
        return isReadable && realpathSync(file).startsWith(root + sep)
          ? readFileSync(file, 'utf8')
          : null;
      },
    },
    seenAt: (path) => ({ source: path || 'files of the folder', url: null, observedAt: now }),
  };
}
