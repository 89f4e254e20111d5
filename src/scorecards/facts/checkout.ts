import type { Entity, Relation } from '../../catalog/entity.ts';
import type { OwnerDirectory } from '../../catalog/owner-directory.ts';
import { type Fact, known, type Seen, unknown } from '../fact.ts';
import type { Around } from './around.ts';

/** Files of one repository at one moment. */
export type Files = {
  /** Every path, with "/" between its parts. */
  paths: readonly string[];
  /** Null where the file is not there, is no text, or was not read. */
  text: (path: string) => string | null;
  /** Where a path may be missing although the file is there; absent where every path is listed. */
  hidden?: Hidden | null;
};

/** `below`: in folders other than `.github` and `docs`. `why` ends a sentence. */
export type Hidden = { where: 'below' | 'everywhere'; why: string };

/** How a repository is or will be set up; null is not known. */
export type RepositorySettings = {
  defaultBranch: string | null;
  isBranchProtected: boolean | null;
  requiredReviews: number | null;
  requiresCodeOwnerReview: boolean | null;
  /** Who says so: `step "Create repository"`. */
  source: string;
};

/** All that facts are read from. The same for a run of the scaffolder, a checkout on disk, and what GitHub tells. */
export type Checkout = {
  entity: Entity;
  relations: readonly Relation[];
  /** Path of the file that states it. */
  descriptor: string;
  files: Files;
  /** Where its descriptor stands, without slashes at the ends; empty for the root. */
  folder: string;
  /** Why one of them could not be read again: it is the last good one then. */
  staleBecause: { descriptor: string | null; files: string | null };
  settings: RepositorySettings | null;
  /** Null where there is no catalog to look into. */
  directory: OwnerDirectory | null;
  /** Where a file can be looked at. */
  seenAt: (path: string) => Seen;
  around: Around;
};

/** Files whose names do not differ by case, as far as conventions care: the first in the entity's folder, then in the root. */
export function findFile({ files, folder }: Checkout, pattern: RegExp): string | null {
  const places = folder === '' ? [''] : [`${folder}/`, ''];
  for (const place of places) {
    const found = files.paths.find(
      (path) => path.startsWith(place) && pattern.test(path.slice(place.length)),
    );
    if (found !== undefined) return found;
  }
  return null;
}

/** Files below the entity's folder. */
export function filesBelow({ files, folder }: Checkout, pattern: RegExp): string[] {
  const place = folder === '' ? '' : `${folder}/`;
  return files.paths.filter(
    (path) => path.startsWith(place) && pattern.test(path.slice(place.length)),
  );
}

/**
 * Why a file that was not found may be there all the same; null where it is not there. `near`: it was looked for in the root, in `.github`
 * and in `docs` alone, and in the same places of the entity's folder.
 */
export function mayBeHidden({ files, folder }: Checkout, looked: 'near' | 'deep'): string | null {
  const { hidden } = files;
  if (!hidden) return null;
  return hidden.where === 'everywhere' || looked === 'deep' || folder !== '' ? hidden.why : null;
}

/** "There is none", where it would have been seen. */
export function absent(checkout: Checkout, looked: 'near' | 'deep', value = false): Fact {
  const why = mayBeHidden(checkout, looked);
  return why === null ? known(value, checkout.seenAt('')) : unknown(why);
}
