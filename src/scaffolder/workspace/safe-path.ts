import { UserError } from '../../errors.ts';

const LONGEST_NAME = 255;
const LONGEST_PATH = 1024;
/** Windows opens a device for these, whatever their ending. */
const DEVICES = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** How `.git` can also be spelled on disks that fold names: Windows passes over dots at the end and what follows a colon. */
const GIT_FOLDER = /^(\.git|git~\d)[. ]*(:|$)/i;
/** Letters that the disks of a Mac pass over, so that a name with them is the name without. */
const PASSED_OVER = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;
/** What makes the rest of a name read backwards: `README\u202egnp.sh` looks like a picture. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/;

/**
 * A path of the workspace: relative, with `/`, without `.`, `..` or an empty name; `''` is the workspace itself. With `base`, the path
 * lies below that folder.
 * @throws UserError for one that leads out, or a name no file may have.
 */
export function safePath(path: string, base = ''): string {
  const problem = problemOf(path);
  if (problem) throw refused(path, problem);
  const names: string[] = [];
  for (const name of path.split('/')) {
    if (name === '' || name === '.') continue;
    if (name !== '..') names.push(name);
    else if (names.pop() === undefined) throw refused(path, 'leads out of its folder');
  }
  const problemOfName = names.map(problemOfOne).find((one) => one !== null);
  if (problemOfName) throw refused(path, problemOfName);
  const whole = [base, ...names].filter((name) => name !== '').join('/');
  if (Buffer.byteLength(whole) > LONGEST_PATH) throw refused(path, 'is too long');
  return whole;
}

/** The same of a path that names a file. */
export function safeFilePath(path: string, base = ''): string {
  const safe = safePath(path, base);
  if (safe === base) throw refused(path, 'names no file');
  return safe;
}

function problemOf(path: string): string | null {
  if (path.includes('\\')) return 'has a backslash';
  // Control characters: a NUL ends a name early, a line break hides one in a list.
  if ([...path].some((character) => character < ' ' || character === '\u007f'))
    return 'has a control character';
  if (TURNS.test(path)) return 'turns the direction in which it is read';
  if (!path.isWellFormed()) return 'holds half a character';
  if (path.startsWith('/') || /^[a-z]:/i.test(path) || path.startsWith('~'))
    return 'is not relative';
  return null;
}

function problemOfOne(name: string): string | null {
  if (GIT_FOLDER.test(name.replace(PASSED_OVER, ''))) return 'is within the .git folder';
  if (DEVICES.test(name)) return `holds the reserved name ${name}`;
  if (Buffer.byteLength(name) > LONGEST_NAME) return 'holds a name that is too long';
  return null;
}

function refused(path: string, problem: string): UserError {
  const shown = path.length > 100 ? `${path.slice(0, 100)}…` : path;
  return new UserError(
    `The path ${JSON.stringify(shown)} ${problem}.`,
    'Use a relative path with /, below the folder.',
  );
}

/** The folder a path lies in; `''` at the top. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '';
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
