import { listAll, listPushed } from './listing.ts';
import { readOrganisation } from './organisation.ts';
import type { Reader } from './reader.ts';
import { isComplete, removeMissing } from './removal.ts';
import { addProblem, type RunReport } from './report.ts';
import { readRepositories } from './repositories.ts';
import { readState, readStateRow, writeState } from './state-store.ts';
import { GitHubStop } from './stop.ts';
import { unreadRepositories } from './store.ts';

const WATERMARK = 'github.watermark';
const ORGANISATION = 'github.organisation';
const ORGANISATION_MS = 6 * 3_600_000;

/** Lists every repository and reads what changed; the only place where anything is removed. */
export async function sweep(
  reader: Reader,
  report: RunReport,
  { isAccepted }: { isAccepted: boolean },
): Promise<void> {
  const listing = await listAll(reader);
  report.repositories.listed = listing.seen.size;
  report.repositories.changed += listing.changed;
  await readUnread(reader, report, { withFailed: true });
  if (isComplete(listing)) {
    const removal = await removeMissing(reader, listing, { isAccepted });
    report.repositories.removed = removal.removed;
    report.repositories.held = removal.held + removal.lost;
    if (removal.lost > 0)
      report.notes.push(`${removal.lost} repositories stay although access to them was lost`);
    for (const reason of removal.problems)
      addProblem(report, { code: 'gone', reason, nextStep: ACCEPT });
    if (listing.pushedAt) await raiseWatermark(reader, listing.pushedAt);
    return;
  }
  for (const reason of listing.problems) addProblem(report, { code: 'listing', reason });
  if (listing.problems.length === 0) {
    const reason = `GitHub listed ${listing.seen.size} of ${listing.totalCount} repositories`;
    addProblem(report, { code: 'listing', reason });
  }
}

const ACCEPT =
  'Check what the GitHub App or token may read. If they are really gone, run `callboard sync --accept-removals`.';

/** Looks for pushes since the last look: one call, whatever the size of the organisation. False before the first sweep: then there is nothing to start from. */
export async function delta(reader: Reader, report: RunReport): Promise<boolean> {
  const since = await readState(reader.db, WATERMARK);
  if (typeof since !== 'string') return false;
  const listing = await listPushed(reader, new Date(since));
  report.repositories.listed = listing.seen.size;
  report.repositories.changed += listing.changed;
  for (const reason of listing.problems) addProblem(report, { code: 'listing', reason });
  if (listing.problems.length === 0 && listing.pushedAt)
    await raiseWatermark(reader, listing.pushedAt);
  await readUnread(reader, report, { withFailed: false });
  return true;
}

async function raiseWatermark({ db, now }: Reader, pushedAt: Date): Promise<void> {
  const known = await readState(db, WATERMARK);
  if (typeof known === 'string' && new Date(known) >= pushedAt) return;
  await writeState(db, WATERMARK, pushedAt.toISOString(), now());
}

async function readUnread(
  reader: Reader,
  report: RunReport,
  which: { withFailed: boolean },
): Promise<void> {
  const ids = await unreadRepositories(reader.db, which);
  const { read, failed, committersReason } = await readRepositories(reader, ids);
  if (committersReason)
    report.notes.push(`Recent committers were not read everywhere: ${committersReason}`);
  report.repositories.read += read;
  report.repositories.failed += failed;
  if (failed > 0) {
    const reason = `${failed} repositories could not be read and stay as they were`;
    addProblem(report, { code: 'unreadable', reason });
  }
}

/** Reads teams and people; with `ifOlder` not when they were read in the last six hours. */
export async function organisation(
  reader: Reader,
  report: RunReport,
  { ifOlder, isAccepted }: { ifOlder: boolean; isAccepted: boolean },
): Promise<void> {
  const { db, now } = reader;
  const last = await readStateRow(db, ORGANISATION);
  const isFresh = last?.value === true && now().getTime() - last.at.getTime() < ORGANISATION_MS;
  if (ifOlder && isFresh) return;
  try {
    const read = await readOrganisation(reader, { isAccepted });
    report.organisation = { teams: read.teams, people: read.people };
    report.notes.push(...read.notes);
    for (const reason of read.problems) addProblem(report, { code: 'organisation', reason });
    await writeState(db, ORGANISATION, read.problems.length === 0, now());
  } catch (error) {
    // Without the right to read people, repositories are still readable.
    const isOfPeople =
      error instanceof GitHubStop && ['forbidden', 'rejected', 'unavailable'].includes(error.code);
    if (!isOfPeople) throw error;
    await writeState(db, ORGANISATION, false, now());
    addProblem(report, { code: 'organisation', reason: error.message, nextStep: error.nextStep });
  }
}
