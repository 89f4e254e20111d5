import { type PastVersion, versionsInFile } from '../catalog/file-past.ts';
import { versionsOf } from '../catalog/history.ts';
import type { Room } from './intention.ts';
import { fileOf } from './past.ts';
import type { Period } from './times.ts';

/** All that can be known of the past of an entity. */
export type KnownPast = {
  /** Oldest first; those that the git history of its file tells of come before the catalog's own. */
  versions: PastVersion[];
  /** Whether its file has older commits, which were not read. */
  isCut: boolean;
  /** Why nothing is known of the time before the catalog's first version, a sentence; null where it is, or where it has no file to ask. */
  silence: string | null;
};

/** What an entity was in a period: from the catalog, and from the git history of its file where the catalog began later. */
export async function knownPast(
  ref: string,
  { db, readPast }: Pick<Room, 'db' | 'readPast'>,
  { since, until }: Pick<Period, 'since' | 'until'>,
): Promise<KnownPast> {
  const known = await versionsOf(db, ref);
  const [first] = known;
  if (!first || first.at <= since) return { versions: known, isCut: false, silence: null };
  const { location } = first;
  const read = await readPast(location, until < first.at ? until : first.at);
  if (read.kind === 'unread') return { versions: known, isCut: false, silence: read.reason };
  const earlier = versionsInFile(
    read.versions.filter(({ at }) => at < first.at && at < until),
    { ref, location },
  );
  const file = fileOf(location);
  const silence =
    read.versions.length === 0
      ? `The git history of ${file} begins later.`
      : `The git history of ${file} does not tell of it under this name.`;
  return {
    versions: [...earlier, ...known],
    isCut: read.isCut,
    silence: earlier.length > 0 ? null : silence,
  };
}
