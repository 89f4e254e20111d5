import { GRACE_MS, mostRemovedAtOnce } from '../catalog/leaving.ts';
import { inBatches } from './adaptive.ts';
import { Confirmed } from './answers.ts';
import type { Listing } from './listing.ts';
import { CONFIRM } from './queries.ts';
import type { Reader } from './reader.ts';
import { allRepositories, deleteRepositories, markFound, markMissing, sourceOf } from './store.ts';

/** Begins the `readError` of repositories that a webhook said were taken from the App: they stay until they come back. */
export const ACCESS_LOST = 'access lost';

type Known = { id: string; slug: string; missingSince: Date | null; readError: string | null };

/** True when a listing can speak of what is not in it: no page failed, nothing was null, and it saw at least as many as GitHub counts. */
export function isComplete(listing: Listing): boolean {
  return listing.problems.length === 0 && listing.seen.size >= listing.totalCount;
}

/** Null, or why so many cannot be removed without a person. */
function breakerReason(missing: number, known: number): string | null {
  const most = mostRemovedAtOnce(known);
  if (missing <= most) return null;
  return `${missing} of ${known} repositories are missing at once; more than ${most} are not removed without a person's word`;
}

export type Removal = {
  removed: number;
  /** Missing because GitHub said that access was lost. */
  lost: number;
  /** Missing, but kept: in their grace, or held back. */
  held: number;
  problems: string[];
};

/**
 * Removes what is gone: missing from a complete listing, confirmed by id, few enough to be believed, and missing for a while already.
 * Call it with a complete listing only. `isAccepted`: a person said that the missing ones are really gone.
 */
export async function removeMissing(
  reader: Reader,
  listing: Listing,
  { isAccepted }: { isAccepted: boolean },
): Promise<Removal> {
  const { db, log, now, apply } = reader;
  const known = await allRepositories(db);
  const unseen = known.filter((row) => !listing.seen.has(row.id));
  const isLost = (row: Known) => Boolean(row.readError?.startsWith(ACCESS_LOST));
  const missing = unseen.filter((row) => isAccepted || !isLost(row));
  const lost = unseen.length - missing.length;
  if (missing.length === 0) return { removed: 0, lost, held: 0, problems: [] };
  const reason = isAccepted ? null : breakerReason(missing.length, known.length);
  if (reason) {
    log.warn(
      { missing: missing.length, known: known.length },
      'repositories held back from removal',
    );
    return { removed: 0, lost, held: missing.length, problems: [reason] };
  }
  const confirmed = await confirmGone(reader, missing);
  await markFound(db, confirmed.found);
  await markMissing(db, confirmed.gone, now());
  const isOver = (row: Known) =>
    row.missingSince !== null && now().getTime() - row.missingSince.getTime() >= GRACE_MS;
  const removed = missing.filter(
    (row) => confirmed.gone.includes(row.id) && (isAccepted || isOver(row)),
  );
  if (removed.length > 0) {
    await apply({ snapshots: [], removed: removed.map((row) => sourceOf(row.id)) });
    await deleteRepositories(
      db,
      removed.map((row) => row.id),
    );
    log.info({ repositories: removed.map((row) => row.slug) }, 'repositories removed');
  }
  const held = missing.length - removed.length - confirmed.found.length;
  return { removed: removed.length, lost, held, problems: confirmed.problems };
}

/** Asks for each id by itself. Gone: GitHub knows no such id, or it belongs to another owner now. Unclear answers are neither gone nor found. */
async function confirmGone(
  { client, sizes, organization }: Reader,
  missing: readonly Known[],
): Promise<{ gone: string[]; found: string[]; problems: string[] }> {
  const result = { gone: [] as string[], found: [] as string[], problems: [] as string[] };
  const prefix = `${organization.toLowerCase()}/`;
  await inBatches(missing, {
    name: 'confirm',
    sizes,
    async read(batch) {
      const answer = await client.query(Confirmed, CONFIRM, { ids: batch.map((row) => row.id) });
      if (answer.kind === 'tooMuch') return answer;
      batch.forEach((row, index) => {
        const node = answer.data.nodes[index];
        const errors = answer.errors.filter((error) => error.path?.[1] === index);
        const isUnknown = node === null && errors.every((error) => error.type === 'NOT_FOUND');
        const isElsewhere =
          node?.nameWithOwner !== undefined && !node.nameWithOwner.toLowerCase().startsWith(prefix);
        if (isElsewhere || (isUnknown && errors.length > 0)) result.gone.push(row.id);
        else if (node?.nameWithOwner) result.found.push(row.id);
        else result.problems.push(`${row.slug} is missing, and GitHub does not say why`);
      });
      return { kind: 'done' };
    },
    giveUp: (row, reason) => {
      result.problems.push(`${row.slug} is missing, and asking for it failed: ${reason}`);
    },
  });
  return result;
}
