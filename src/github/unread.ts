import type { Ask } from '../catalog/asks.ts';
import { isGlob, pathMatcher } from '../catalog/targets.ts';
import type { Unread } from '../catalog/warnings.ts';
import { askedFile, pathOnBranch } from './locations.ts';
import type { Facts } from './store.ts';

/** What is known of a repository that a target leads to. `paths` null: it has not been read yet, or what is asked of it is new. */
export type Neighbour = Pick<Facts, 'slug' | 'defaultBranch'> & {
  paths: ReadonlySet<string> | null;
};

/** Targets of the Locations in one file that lead to nothing, with the reason. What is not known yet is not blamed. */
export function unreadTargets(
  asks: readonly Ask[],
  {
    home,
    organization,
    neighbourAt,
  }: {
    home: Facts;
    organization: string;
    /** By its address in lower case; undefined for a repository that is not among those that are read. */
    neighbourAt: (repository: string) => Neighbour | undefined;
  },
): Map<string, Unread> {
  const unread = new Map<string, Unread>();
  for (const ask of asks) {
    const why = whyUnread(ask);
    if (why) unread.set(ask.target, why);
  }
  return unread;

  function whyUnread(ask: Ask): Unread | null {
    if (ask.aim.kind === 'nowhere') return { isMissing: false, reason: ask.aim.reason };
    const file = askedFile(ask, home);
    if (!file) return { isMissing: false, reason: NO_FILE };
    const there = neighbourAt(file.repository);
    if (!there) {
      const name = file.repository.split('/').slice(-2).join('/');
      const reason = `${name} is not among the repositories of ${organization} that are read`;
      return { isMissing: false, reason };
    }
    const { slug, defaultBranch, paths } = there;
    const path = pathOnBranch(file.rest, there);
    if (path === null) {
      const reason = `it names another branch than \`${defaultBranch}\`, the one that is read of ${slug}`;
      return { isMissing: false, reason };
    }
    if (!paths || paths.has(path)) return null;
    if (!isGlob(path)) return { isMissing: true, reason: `there is no file ${path} in ${slug}` };
    const matches = pathMatcher(path);
    if ([...paths].some(matches)) return null;
    return { isMissing: true, reason: `no file of ${slug} matches it` };
  }
}

const NO_FILE =
  'it is not the address of a file on GitHub, e.g. https://github.com/owner/repository/blob/main/catalog-info.yaml';
