import type { Ask } from '../catalog/asks.ts';
import { isGlob, pathMatcher } from '../catalog/targets.ts';
import type { Facts } from './store.ts';

/**
 * A file, or files by a glob, that a Location asks for: `repository` is its address in lower case, `rest` begins with the branch, of which an
 * address alone does not tell where it ends.
 */
export type AskedFile = { repository: string; rest: string; isRequired: boolean };

/** What Locations ask for, by the location of the file they stand in. */
export type Asked = Map<string, { source: string; files: readonly AskedFile[] }>;

type Home = Pick<Facts, 'url' | 'defaultBranch'>;

const FILE = /^(https?:\/\/[^/]+\/[^/]+\/[^/]+)\/blob\/(.+)$/;

/** The file of GitHub that a target leads to; null where it leads to none. `home` is the repository the target is written in. */
export function askedFile({ aim, isRequired }: Ask, home: Home | null): AskedFile | null {
  if (aim.kind === 'inside' && home) {
    const rest = `${home.defaultBranch}/${aim.path}`;
    return { repository: home.url.toLowerCase(), rest, isRequired };
  }
  const [, repository, rest] = (aim.kind === 'elsewhere' && FILE.exec(aim.url)) || [];
  return repository && rest ? { repository, rest, isRequired } : null;
}

/** What is asked of each repository, by its address in lower case. */
export type AskedOf = ReadonlyMap<string, readonly AskedFile[]>;

export function byRepository(asked: Asked): AskedOf {
  const all = [...asked.values()].flatMap(({ files }) => files);
  return Map.groupBy(all, ({ repository }) => repository);
}

/** The path within a repository, or null where the address names another branch than the one that is read. */
export function pathOnBranch(rest: string, { defaultBranch }: Pick<Facts, 'defaultBranch'>) {
  for (const branch of [`${defaultBranch}/`, 'HEAD/'])
    if (rest.startsWith(branch)) return rest.slice(branch.length);
  return null;
}

/** Paths and globs that Locations ask for in one repository. */
export type AskedPaths = { path: string; isRequired: boolean }[];

export function askedPaths(asked: AskedOf, facts: Home): AskedPaths {
  return (asked.get(facts.url.toLowerCase()) ?? []).flatMap(({ rest, isRequired }) => {
    const path = pathOnBranch(rest, facts);
    return path === null ? [] : [{ path, isRequired }];
  });
}

/** A test of the paths of one repository: does a Location ask for it? */
export function isAskedOf(paths: AskedPaths): (path: string) => boolean {
  const literal = new Set(paths.map(({ path }) => path));
  const globs = [...literal].filter(isGlob).map(pathMatcher);
  return (path) => literal.has(path) || globs.some((matches) => matches(path));
}

/** Files that must be there and are not. */
export function missingOf(paths: AskedPaths, known: ReadonlySet<string>): string[] {
  const literal = paths.filter(({ path, isRequired }) => isRequired && !isGlob(path));
  return [...new Set(literal.map(({ path }) => path))].filter((path) => !known.has(path));
}

/** True when one of the paths is not among those that a shallow listing shows, and may lie deeper. */
export function leadsDeeper(paths: Iterable<string>, known: ReadonlySet<string>): boolean {
  for (const path of paths) if (path.includes('/') && !known.has(path)) return true;
  return false;
}

/** Changes when something else is asked of a repository. */
export function askedMark(files: readonly AskedFile[]): string {
  const words = files.map(({ rest, isRequired }) => `${rest}${isRequired ? '' : '?'}`);
  return [...new Set(words)].sort().join('\n');
}
