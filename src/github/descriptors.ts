import { type Ask, asksOf } from '../catalog/asks.ts';
import { type ForeignKinds, holdsEntities } from '../catalog/foreign-kinds.ts';
import { type Included, MAX_INCLUDED_BYTES, placeholdersOf } from '../catalog/placeholders.ts';
import type { DescriptorFile, SourceSnapshot } from '../catalog/snapshot.ts';
import { aimOf, type Place } from '../catalog/targets.ts';
import type { UnreadTargets } from '../catalog/warnings.ts';
import { tooLarge } from '../catalog/wording.ts';
import { type AskedPaths, isAskedOf, missingOf } from './locations.ts';
import { isDescriptorPath, isNamedDescriptor, type RepositoryFile } from './paths.ts';
import { type Facts, sourceOf } from './store.ts';

/** Files of one repository whose text may hold entities. */
export function descriptorFiles(
  facts: Facts,
  files: readonly RepositoryFile[],
  paths: AskedPaths,
): RepositoryFile[] {
  const repository = facts.slug.split('/')[1] ?? '';
  const asked = isAskedOf(paths);
  return files.filter(({ path }) => isDescriptorPath(path, { repository, asked }));
}

/** Where a file of a repository is read by people and by Backstage: `url:https://github.com/o/r/blob/main/catalog-info.yaml`. */
export function locationOf(facts: Facts, path: string): string {
  const encoded = `${facts.defaultBranch}/${path}`.split('/').map(encodeURIComponent).join('/');
  return `url:${facts.url}/blob/${encoded}`;
}

/** The same for what is written in that file: the branch is known, and may hold a "/". */
export function placeIn(facts: Facts, path: string): Place {
  return { root: `${facts.url}/blob/${facts.defaultBranch}/`, path };
}

/** The files of the same repository that the placeholders in a text name. */
export function includedPaths(text: string, place: Place): string[] {
  return placeholdersOf(text).flatMap((target) => {
    const aim = aimOf(target, place);
    return aim.kind === 'inside' ? [aim.path] : [];
  });
}

/** One repository, read completely. */
export type ReadRepository = {
  facts: Facts;
  files: readonly RepositoryFile[];
  descriptors: readonly RepositoryFile[];
  /** What Locations ask of it. */
  paths: AskedPaths;
};

/** Stands for the content of a file that GitHub calls binary, so that it is told of and not taken for empty. */
const NO_TEXT = '\0';

/** All descriptor files of one repository as one source. Every text must be at hand. */
export function snapshotOf(
  { facts, files, descriptors, paths }: ReadRepository,
  {
    textOf,
    unreadOf,
    kinds,
  }: {
    /** The text of an object; empty for one that is no text. */
    textOf: (oid: string) => string;
    unreadOf: (facts: Facts, asks: readonly Ask[]) => UnreadTargets;
    kinds: ForeignKinds;
  },
): SourceSnapshot {
  const known = new Map(files.map((file) => [file.path, file]));
  const isAsked = isAskedOf(paths);
  const found: DescriptorFile[] = [];
  for (const { path, oid, bytes } of descriptors) {
    const text = textOf(oid) || (bytes > 0 ? NO_TEXT : '');
    // YAML of other trades (workflows, manifests) is not the catalog's business; what somebody points to always is.
    if (!isNamedDescriptor(path) && !isAsked(path) && !holdsEntities(text, kinds)) continue;
    const place = placeIn(facts, path);
    const included = includedIn(text, { facts, place, known, textOf });
    const unread = unreadOf(facts, asksOf(text, place, kinds).asks);
    found.push({
      location: locationOf(facts, path),
      path,
      text,
      commit: facts.head,
      ...(included.size > 0 && { included }),
      ...(unread.size > 0 && { unread }),
    });
  }
  const missing = missingOf(paths, new Set(known.keys())).map((path) => ({
    location: locationOf(facts, path),
    reason: `A Location points to this file, and there is no ${path} in ${facts.slug}. What it said before stays.`,
  }));
  return { source: sourceOf(facts.id), files: found, derived: [], missing };
}

function includedIn(
  text: string,
  {
    facts,
    place,
    known,
    textOf,
  }: {
    facts: Facts;
    place: Place;
    known: ReadonlyMap<string, RepositoryFile>;
    textOf: (oid: string) => string;
  },
): Map<string, Included> {
  const read = (target: string): Included => {
    const aim = aimOf(target, place);
    if (aim.kind === 'nowhere') return aim;
    if (aim.kind === 'elsewhere')
      return {
        reason: `it is not a file of ${facts.slug}, and other repositories are not looked into`,
      };
    const file = known.get(aim.path);
    if (!file) return { reason: `there is no file ${aim.path} in ${facts.slug}` };
    if (file.bytes > MAX_INCLUDED_BYTES)
      return { reason: tooLarge(file.bytes, MAX_INCLUDED_BYTES) };
    const text = textOf(file.oid);
    return text === '' && file.bytes > 0 ? { reason: 'it is not a text' } : { text };
  };
  return new Map(placeholdersOf(text).map((target) => [target, read(target)]));
}
