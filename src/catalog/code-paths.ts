import type { CodeownersRule } from './codeowners.ts';
import { codeownersOf } from './codeowners-match.ts';

/** A place in a repository, without slashes at its ends; empty for the root. `pattern` is a wildcard for files: `*.sql`. */
export type CodePath = { path: string; sort: 'file' | 'folder' | 'pattern' };

export type PathRule = {
  /** The rule that decides; null where none does. */
  rule: CodeownersRule | null;
  /** Later rules that take parts of a folder, or some files of a pattern, for themselves. */
  parts: CodeownersRule[];
};

/** Names that no rule of a CODEOWNERS file means in particular: rules for single files and endings say nothing about a folder. */
export const ANY_FILE = '~';

const FILE_NAMES =
  /^(dockerfile|makefile|rakefile|gemfile|procfile|jenkinsfile|vagrantfile|brewfile|justfile|codeowners|license|licence|readme|changelog|notice|authors|contributing)$/i;

/**
 * Reads a path as people write it. `known`: paths the repository is known to hold, which say best what is a file; else a name
 * with an ending is a file and any other a folder.
 */
export function readPath(
  text: string,
  { known = {}, sort }: { known?: Record<string, unknown>; sort?: CodePath['sort'] } = {},
): CodePath {
  const path = text.replace(/^(\.?\/)+/, '').replace(/\/+$/, '');
  if (sort) return { path, sort };
  if (/[*?]/.test(path)) return { path, sort: 'pattern' };
  if (path === '' || text.endsWith('/')) return { path, sort: 'folder' };
  if (Object.hasOwn(known, path)) return { path, sort: 'file' };
  const isAbove = Object.keys(known).some((other) => other.startsWith(`${path}/`));
  const name = path.slice(path.lastIndexOf('/') + 1);
  const isFile = /[^.]\.[A-Za-z]\w*$|^\.\w+(rc|ignore|env)$/.test(name) || FILE_NAMES.test(name);
  return { path, sort: isFile && !isAbove ? 'file' : 'folder' };
}

/** Which rule decides about a place, and which later ones take parts of it. */
export function ruleOfPath(rules: readonly CodeownersRule[], { path, sort }: CodePath): PathRule {
  if (sort === 'file') return { rule: codeownersOf(rules, path), parts: [] };
  const rule = codeownersOf(rules, sort === 'folder' ? inFolder(path) : likeIt(path));
  const later = rules.slice(rule ? rules.indexOf(rule) + 1 : 0);
  const parts = later.filter(({ pattern }) =>
    sort === 'folder' ? isBelow(pattern, path) : mayShare(pattern, path),
  );
  return { rule, parts };
}

function inFolder(path: string): string {
  return path === '' ? ANY_FILE : `${path}/${ANY_FILE}`;
}

/** A file the pattern means and no rule does by chance: `*.sql` becomes `~/~.sql`. */
function likeIt(pattern: string): string {
  const file = pattern.replace(/\*+/g, ANY_FILE).replace(/\?/g, ANY_FILE);
  return pattern.includes('/') ? file : `${ANY_FILE}/${file}`;
}

/** Whether the rule is about something inside the folder: `/src/capture/` in `src`. */
function isBelow(pattern: string, folder: string): boolean {
  const place = pattern.replace(/^\/+/, '').replace(/\/+$/, '');
  const isAnchored = pattern.slice(0, -1).includes('/');
  if (!isAnchored || place.startsWith('**/')) return folder === '' && !/^[*/]*$/.test(pattern);
  return folder === '' || place.startsWith(`${folder}/`);
}

/** Whether a rule may decide about some of the files a wildcard means: another ending says it does not. */
function mayShare(pattern: string, asked: string): boolean {
  const ending = (text: string) => /\*(\.[\w.]+)$/.exec(text)?.[1] ?? null;
  const [one, other] = [ending(pattern), ending(asked)];
  if (one !== null && other !== null) return one.endsWith(other) || other.endsWith(one);
  const isFile = /\.\w+$/.test(pattern) && !pattern.includes('*');
  return !isFile || (other !== null && pattern.endsWith(other));
}
