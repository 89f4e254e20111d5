import type { Entity, Relation } from '../../catalog/entity.ts';
import type { OwnerDirectory } from '../../catalog/owner-directory.ts';
import type { Seen } from '../fact.ts';

/** Files of one repository at one moment. */
export type Files = {
  /** Every path, with "/" between its parts. */
  paths: readonly string[];
  /** Null where the file is not there, is no text, or was not read. */
  text: (path: string) => string | null;
};

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
  files: Files;
  /** Where its descriptor stands, without slashes at the ends; empty for the root. */
  folder: string;
  settings: RepositorySettings | null;
  /** Null where there is no catalog to look into. */
  directory: OwnerDirectory | null;
  /** Where a file can be looked at. */
  seenAt: (path: string) => Seen;
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
