import { matchesGlob, posix } from 'node:path';

/** A file, or files by a glob, that a Location entity points to: `repository` is the lower-case `owner/name`. */
export type AskedPath = { repository: string; path: string };

const GITHUB_FILE = /^https?:\/\/([^/]+)\/([^/]+\/[^/]+)\/(?:blob|tree|raw)\/([^/]+)\/(.+)$/;

/**
 * Where the targets of a Location point, as far as they are files of repositories on the same GitHub. Relative targets start at the Location's
 * own file; `location` is `url:https://github.com/o/r/blob/main/all.yaml`.
 */
export function askedPaths(location: string, targets: readonly string[]): AskedPath[] {
  const home = GITHUB_FILE.exec(location.replace(/^url:/, ''));
  return targets.flatMap((target) => {
    const there = GITHUB_FILE.exec(target);
    if (there) return there[1] === home?.[1] ? [askedPath(there[2], there[4])] : [];
    if (!home || /^[a-z][a-z0-9+.-]*:/i.test(target)) return [];
    const path = posix.normalize(posix.join(posix.dirname(home[4] ?? ''), target));
    return path.startsWith('..') ? [] : [askedPath(home[2], path)];
  });
}

function askedPath(repository = '', path = ''): AskedPath {
  return {
    repository: repository.toLowerCase(),
    path: decodeURIComponent(path).replace(/^\//, ''),
  };
}

/** All that Locations ask for, by repository. */
export type Asked = Map<string, Set<string>>;

/** Adds what is asked; true when any of it is new. */
export function addAsked(asked: Asked, more: readonly AskedPath[]): boolean {
  let isNew = false;
  for (const { repository, path } of more) {
    const paths = asked.get(repository) ?? new Set<string>();
    isNew ||= !paths.has(path);
    asked.set(repository, paths.add(path));
  }
  return isNew;
}

/** A test of the paths of one repository: does a Location ask for it? */
export function isAskedOf(asked: Asked, slug: string): (path: string) => boolean {
  const wanted = asked.get(slug.toLowerCase());
  if (!wanted) return () => false;
  const globs = [...wanted].filter((path) => /[*?[{]/.test(path));
  return (path) => wanted.has(path) || globs.some((glob) => matchesGlob(path, glob));
}

/** True when a Location asks for something of this repository that its shallow listing does not show. */
export function asksDeeper(asked: Asked, slug: string, known: ReadonlySet<string>): boolean {
  const wanted = asked.get(slug.toLowerCase()) ?? [];
  return [...wanted].some((path) => path.includes('/') && !known.has(path));
}
