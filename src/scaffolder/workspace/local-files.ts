import { lstat, readdir, readFile, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../errors.ts';
import type { ReadFiles } from '../outside.ts';
import { LARGEST_FILE, LARGEST_RUN, MOST_FILES } from './memory.ts';
import type { WorkspaceFile } from './workspace.ts';

/** Reads `file:` addresses below one folder, and nothing beside it: neither by `..` nor by a link. */
export function readLocalFiles(folder: string): ReadFiles {
  return async (address, { signal }) => {
    const asked = pathOf(address);
    const root = await realpath(folder);
    if (!isWithin(resolve(folder), asked)) throw outOf(asked, folder);
    const top = await realpath(asked).catch(() => null);
    if (top === null)
      throw new UserError(
        `There is nothing at ${asked}.`,
        'Put the skeleton there, or correct the address in the template.',
      );
    if (!isWithin(root, top)) throw outOf(asked, folder);
    const found = await lstat(top);
    if (!found.isDirectory()) return new Map([[basename(asked), await fileAt(top, root)]]);
    const files = new Map<string, WorkspaceFile>();
    await readBelow({ folder: top, top, root, files, signal });
    return files;
  };
}

function pathOf(address: string): string {
  const url = URL.parse(address);
  if (url?.protocol !== 'file:' || url.host !== '')
    throw new UserError(
      `${address} is not read here.`,
      'Templates from a folder fetch what lies in that folder.',
    );
  // `./skeleton/` is the same folder.
  return resolve(fileURLToPath(url));
}

type Reading = {
  folder: string;
  top: string;
  root: string;
  files: Map<string, WorkspaceFile>;
  signal: AbortSignal;
};

async function readBelow(reading: Reading): Promise<void> {
  const { folder, top, root, files, signal } = reading;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    signal.throwIfAborted();
    const path = join(folder, entry.name);
    if (entry.name === '.git') continue;
    if (entry.isDirectory()) await readBelow({ ...reading, folder: path });
    // Sockets, pipes and devices are no files of a skeleton.
    else if (entry.isFile() || entry.isSymbolicLink()) {
      files.set(relative(top, path).split(sep).join('/'), await fileAt(path, root));
      if (files.size > MOST_FILES) throw tooMuch(`${top} holds more than 5,000 files.`);
    }
  }
  const total = [...files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (total > LARGEST_RUN) throw tooMuch(`${top} holds more than 50 MB.`);
}

async function fileAt(path: string, root: string): Promise<WorkspaceFile> {
  const found = await lstat(path);
  if (found.isSymbolicLink()) return await linkAt(path, root);
  if (found.size > LARGEST_FILE) throw tooMuch(`${path} is larger than 10 MB.`);
  return { bytes: await readFile(path), isExecutable: (found.mode & 0o100) !== 0 };
}

/** A link is kept as one; where it leads is asked of the disk, too, for a link on the way may lead elsewhere. */
async function linkAt(path: string, root: string): Promise<WorkspaceFile> {
  const link = await readlink(path);
  const aim = resolve(dirname(path), link);
  const real = await realpath(path).catch(() => aim);
  if (!isWithin(root, aim) || !isWithin(root, real)) throw outOf(path, root);
  return {
    bytes: Buffer.alloc(0),
    isExecutable: false,
    link: relative(dirname(path), aim).split(sep).join('/') || '.',
  };
}

function isWithin(root: string, path: string): boolean {
  const way = relative(root, path);
  return way === '' || (way !== '..' && !way.startsWith(`..${sep}`) && resolve(root, way) === path);
}

function outOf(path: string, root: string): UserError {
  return new UserError(
    `${path} leads out of ${root}, and is not read.`,
    'Keep what a template fetches in the folder it is read from.',
  );
}

function tooMuch(sentence: string): UserError {
  return new UserError(
    `${sentence} A run cannot hold that much.`,
    'Leave large files out of the skeleton.',
  );
}
