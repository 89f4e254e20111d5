import { UserError } from '../../errors.ts';
import { folderOf, safeFilePath, safePath } from './safe-path.ts';
import type { Workspace, WorkspaceFile } from './workspace.ts';

export const MOST_FILES = 5000;
export const LARGEST_FILE = 10_000_000;
export const LARGEST_RUN = 50_000_000;
/** As deep as Linux follows links. */
const MOST_LINKS = 40;

/** A workspace that lives as long as the process; `pack.ts` keeps it in a row. */
export function memoryWorkspace(files: Iterable<readonly [string, WorkspaceFile]> = []): Workspace {
  const held = new Map<string, WorkspaceFile>();
  /** How many files lie below each folder. */
  const folders = new Map<string, number>();
  let bytes = 0;

  function write(path: string, file: WorkspaceFile): void {
    const at = safeFilePath(path);
    const before = held.get(at);
    if (file.link !== undefined) checkLink(at, file.link);
    checkPlace(at);
    const after = bytes - (before?.bytes.length ?? 0) + file.bytes.length;
    if (file.bytes.length > LARGEST_FILE) throw tooMuch(`${at} is larger than 10 MB.`);
    if (after > LARGEST_RUN) throw tooMuch('All files together are larger than 50 MB.');
    if (!before && held.size >= MOST_FILES) throw tooMuch('There are more than 5,000 files.');
    if (!before) count(at, 1);
    held.set(at, file);
    bytes = after;
  }

  /** A file is no folder, and a folder no file; what lies behind a link is not written through it. */
  function checkPlace(at: string): void {
    for (let folder = folderOf(at); folder !== ''; folder = folderOf(folder)) {
      const found = held.get(folder);
      if (found)
        throw new UserError(
          `${at} cannot be written: ${folder} is a ${found.link === undefined ? 'file' : 'link'}.`,
          'Give one of them another name.',
        );
    }
    if (folders.has(at))
      throw new UserError(
        `${at} cannot be written: it is a folder.`,
        'Give one of them another name.',
      );
  }

  function count(path: string, change: 1 | -1): void {
    for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
      const files = (folders.get(folder) ?? 0) + change;
      if (files > 0) folders.set(folder, files);
      else folders.delete(folder);
    }
  }

  function paths(below?: string): string[] {
    const folder = safePath(below ?? '');
    if (folder !== '' && !folders.has(folder)) return [];
    const all = [...held.keys()].filter((path) => folder === '' || path.startsWith(`${folder}/`));
    return all.sort();
  }

  const workspace: Workspace = {
    paths,
    read: (path) => held.get(throughLinks(held, safePath(path))) ?? null,
    write,
    remove: (path) => {
      const at = safePath(path);
      for (const gone of [at, ...paths(at)]) {
        const file = held.get(gone);
        if (!file) continue;
        held.delete(gone);
        count(gone, -1);
        bytes -= file.bytes.length;
      }
    },
  };
  for (const [path, file] of files) write(path, file);
  return workspace;
}

/** A link stays in the workspace, wherever it stands. Up comes first: `..` behind a name that is a link itself would lead elsewhere on a disk. */
function checkLink(at: string, link: string): void {
  const aim = safePath(
    link.startsWith('/') ? link : [folderOf(at), link].filter(Boolean).join('/'),
  );
  if (/(^|\/)(?!\.{1,2}\/)[^/]+\/(.*\/)?\.\.(\/|$)/.test(link))
    throw new UserError(
      `The link ${at} goes down and up again: ${link}.`,
      `Let it lead to ${aim || 'the top'} directly.`,
    );
}

/** The path with the links among its folders followed; the last name may be a link itself. */
function throughLinks(held: ReadonlyMap<string, WorkspaceFile>, path: string): string {
  let at = path;
  for (let count = 0; count < MOST_LINKS; count++) {
    const names = at.split('/');
    const folders = names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
    const behind = folders.find((folder) => held.get(folder)?.link !== undefined);
    if (behind === undefined) return at;
    const link = held.get(behind)?.link ?? '';
    at = safePath([folderOf(behind), link, at.slice(behind.length + 1)].filter(Boolean).join('/'));
  }
  throw new UserError(`The links at ${path} lead in a circle.`, 'Remove one of them.');
}

/** What a path holds with every link followed; null where there is nothing. */
export function readThrough(workspace: Workspace, path: string): WorkspaceFile | null {
  let at = safePath(path);
  for (let count = 0; count < MOST_LINKS; count++) {
    const file = workspace.read(at);
    if (file?.link === undefined) return file;
    at = safePath([folderOf(at), file.link].filter(Boolean).join('/'));
  }
  throw new UserError(`The links at ${path} lead in a circle.`, 'Remove one of them.');
}

function tooMuch(sentence: string): UserError {
  return new UserError(
    `${sentence} A run cannot hold that much.`,
    'Leave large files out of the skeleton, or fetch them where they are needed.',
  );
}
