import type { DocsClaim } from '../../docs/claims.ts';
import { planReading, type Reading } from '../../docs/reading.ts';
import type { FoundSite } from '../../docs/save-sites.ts';
import { forEachInLanes } from '../lanes.ts';
import type { Reader } from '../reader.ts';
import { readWholeTree } from '../rest.ts';

/**
 * Whether the list of files that the catalog keeps may hide some of the docs: it has folders that were not opened, somebody names a
 * folder that is not in it, or a link leads to a file that is not. Then the whole list is worth a call.
 */
export function mayHide(
  { files, places }: Reading,
  { claims, found }: { claims: readonly DocsClaim[]; found: readonly FoundSite[] },
): boolean {
  const roots = new Set(places.map(({ root }) => root));
  if (claims.some(({ folder, isStated }) => isStated && !roots.has(folder))) return true;
  if (places.length === 0) return false;
  return files.some(({ path }) => path.endsWith('/')) || found.some(({ site }) => leadsAway(site));
}

const OF_FILES = new Set(['link', 'image', 'include', 'nav']);

function leadsAway({ problems, pages }: FoundSite['site']): boolean {
  const all = [...problems, ...pages.flatMap((page) => page.problems)];
  return all.some(({ kind }) => OF_FILES.has(kind));
}

type Deep = { reading: Reading; claims: readonly DocsClaim[]; isShort: boolean };

/** Reads the whole lists of files, and which docs there are then. */
export function deepen(reader: Reader, readings: readonly Deep[]): Promise<void> {
  return forEachInLanes(readings, async (one) => {
    const { repository, commit } = one.reading;
    if (repository === null || commit === null) return;
    const tree = await readWholeTree(reader.client, { slug: repository, head: commit });
    if (tree.kind === 'failed' || tree.data.isCut) one.isShort ||= tree.kind === 'failed';
    if (tree.kind === 'read')
      one.reading = planReading({ ...one.reading, files: tree.data.files }, one.claims);
  });
}
