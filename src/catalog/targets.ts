import { matchesGlob, posix } from 'node:path';

/**
 * Where a file stands: `root` is the address of the tree it belongs to, ending in "/" (`https://github.com/o/r/blob/main/`, or the
 * path of a folder), and `path` leads from there to the file.
 */
export type Place = { root: string; path: string };

/**
 * What an address written in a file leads to: a file of the same tree (`path`, which may be a glob), another address, or nothing that
 * can be read, with the reason.
 */
export type Aim =
  | { kind: 'inside'; path: string }
  | { kind: 'elsewhere'; url: string }
  | { kind: 'nowhere'; reason: string };

const FILE_URL = /^(https?:\/\/[^/]+\/[^/]+\/[^/]+\/(?:-\/)?)(?:blob|tree|raw|edit)\/([^?#]+)/i;
const RAW_URL =
  /^https?:\/\/raw\.githubusercontent\.com\/([^/]+\/[^/]+)\/(?:refs\/heads\/)?([^?#]+)/i;

/**
 * Reads a target as Backstage does: relative to the file it is written in, "/" is the root of the tree, and a whole address may lead
 * into the same tree or away from it.
 */
export function aimOf(target: string, { root, path }: Place): Aim {
  const isUrl = /^https?:\/\//i.test(root);
  if (/^https?:\/\//i.test(target)) {
    const url = canonicalUrl(target);
    const home = canonicalUrl(root);
    return isUrl && url.startsWith(home)
      ? { kind: 'inside', path: posix.normalize(url.slice(home.length)) }
      : { kind: 'elsewhere', url };
  }
  if (/^[a-z][a-z0-9+.-]*:/i.test(target))
    return {
      kind: 'nowhere',
      reason: 'it is neither a path nor an address that begins with https://',
    };
  const written = isUrl ? decoded(target) : target;
  const isAbsolute = written.startsWith('/');
  const below = !isUrl && written.startsWith(root) ? written.slice(root.length) : written;
  const joined = isAbsolute ? `./${below}` : posix.join(posix.dirname(path), written);
  const found = posix.normalize(joined);
  return found === '..' || found.startsWith('../')
    ? { kind: 'nowhere', reason: 'it leads out of the tree that it is written in' }
    : { kind: 'inside', path: found };
}

/** The place that a location names. The branch is taken for one word: an address alone does not tell where it ends. */
export function placeOf(location: string): Place {
  const address = location.replace(/^(?:url|file):/, '');
  if (!/^https?:\/\//i.test(address)) return { root: '/', path: address.replace(/^\/+/, '') };
  const url = canonicalUrl(address);
  const [root = '/'] =
    /^https?:\/\/[^/]+\/[^/]+\/[^/]+\/(?:-\/)?blob\/[^/]+\//.exec(url) ??
    /^https?:\/\/[^/]+\//.exec(url) ??
    [];
  return { root, path: url.slice(root.length) };
}

/** One spelling of an address for all: `tree`, `raw` and `edit` are `blob`, host and repository in lower case, nothing escaped. */
export function canonicalUrl(url: string): string {
  const raw = RAW_URL.exec(url);
  if (raw) return `https://github.com/${raw[1]?.toLowerCase()}/blob/${decoded(raw[2] ?? '')}`;
  const file = FILE_URL.exec(url);
  return file ? `${file[1]?.toLowerCase()}blob/${decoded(file[2] ?? '')}` : decoded(url);
}

/** Whether a path is a pattern that names several files. */
export function isGlob(path: string): boolean {
  return /[*?[{]/.test(path);
}

/** A test of paths: those that `wanted` names, as a path or as a glob. A name that begins with a dot must be written as one. */
export function pathMatcher(wanted: string): (path: string) => boolean {
  return isGlob(wanted)
    ? (path) => path === wanted || matchesGlob(path, wanted)
    : (path) => path === wanted;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
