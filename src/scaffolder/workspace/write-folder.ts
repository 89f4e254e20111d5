import { chmod, lstat, mkdir, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { UserError } from '../../errors.ts';
import { folderOf, safeFilePath } from './safe-path.ts';
import type { WorkspaceFile } from './workspace.ts';

/** Whether anything of it could be written over. */
export async function isEmptyFolder(folder: string): Promise<boolean> {
  const found = await lstat(folder).catch(() => null);
  if (!found) return true;
  const names = await readdir(folder).catch(() => ['not a folder']);
  return names.length === 0;
}

/** Writes the files of a run into a folder, and nothing beside it: links that are there already are not followed. */
export async function writeFolder(
  files: ReadonlyMap<string, WorkspaceFile>,
  folder: string,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const root = await realpath(folder);
  // Links come last, so that nothing is written through one.
  const sorted = [...files].sort(([, a], [, b]) => rank(a) - rank(b));
  for (const [written, file] of sorted) {
    const path = safeFilePath(written);
    await makeFolders(root, folderOf(path));
    const at = join(root, path);
    const there = await lstat(at).catch(() => null);
    if (there?.isDirectory())
      throw new UserError(`${at} is a folder; the template has a file there.`, 'Take it away.');
    if (there) await rm(at);
    if (file.link !== undefined) await symlink(file.link, at);
    else {
      await writeFile(at, file.bytes, { flag: 'wx' });
      if (file.isExecutable) await chmod(at, 0o755);
    }
  }
}

function rank({ link }: WorkspaceFile): number {
  return link === undefined ? 0 : 1;
}

async function makeFolders(root: string, path: string): Promise<void> {
  let at = root;
  for (const name of path.split('/').filter(Boolean)) {
    at = join(at, name);
    const there = await lstat(at).catch(() => null);
    if (!there) await mkdir(at);
    else if (!there.isDirectory())
      throw new UserError(`${at} is no folder; the template has files in it.`, 'Take it away.');
  }
}
