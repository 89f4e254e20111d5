import { chunks } from '../../catalog/chunks.ts';
import { readClaimed, showSites } from '../../docs/claimed.ts';
import { planReading, sitesOf } from '../../docs/reading.ts';
import { type FoundSite, forgetSource, noteUnread, saveSites } from '../../docs/save-sites.ts';
import { describeError } from '../../errors.ts';
import type { Reader } from '../reader.ts';
import { addProblem, type RunReport } from '../report.ts';
import { isSpent } from '../spent.ts';
import { readState, writeState } from '../state-store.ts';
import { type PrivateTo, readAccess, readersIn } from './access.ts';
import { deepen, mayHide } from './deepen.ts';
import {
  AGAIN_MS,
  type DueSource,
  docsRepositories,
  filesOf,
  NEXT,
  planDocs,
  SHORT,
  standing,
  storedSources,
} from './sources.ts';
import { createTexts, type OpenReading, type Texts } from './texts.ts';

/** Repositories of one turn: the catalog must not wait for more. */
const MOST_AT_ONCE = 1_000;
/** Repositories whose texts are fetched together; a call takes a hundred texts, whosever they are. */
const WAVE = 500;
/** Whole lists of files of one turn: each is a REST call. */
const MOST_LISTS = 200;
const STANDING = 'github.docs';

type Turn = { reader: Reader; report: RunReport; lists: number; failed: number; isShort: boolean };

/**
 * Reads the docs of repositories that changed, of files that are new: nothing where nothing changed. What cannot be read stays as it was,
 * with the reason.
 */
export async function readDueDocs(
  reader: Reader,
  report: RunReport,
  privateTo: PrivateTo,
): Promise<void> {
  const { db, now } = reader;
  const repositories = await docsRepositories(db);
  const access = await readAccess(reader, { repositories, privateTo, report });
  const at = await standing(db, { repositories, access });
  if (isSettled(await readState(db, STANDING), at, now())) return;
  const claimed = await readClaimed(db);
  const stored = await storedSources(db);
  const { due, gone } = planDocs({
    repositories,
    claimed,
    stored,
    readersOf: (repository) => readersIn(access, repository),
    now: now(),
  });
  for (const source of gone) await forgetSource(db, source, now());
  const turn: Turn = { reader, report, lists: MOST_LISTS, failed: 0, isShort: false };
  const wanted = due.slice(0, MOST_AT_ONCE);
  let isWhole = wanted.length === due.length;
  for (const wave of chunks(wanted, WAVE)) {
    if (isSpent(reader)) {
      report.notes.push('Docs wait until GitHub has more budget.');
      isWhole = false;
      break;
    }
    isWhole = (await readWave(turn, wave)) && isWhole;
  }
  await showSites(db, claimed);
  tell(turn);
  const isShort =
    turn.isShort || [...stored.values()].some(({ version }) => version.endsWith(SHORT));
  const until = isShort ? now().getTime() + AGAIN_MS : null;
  if (isWhole) await writeState(db, STANDING, { at, until }, now());
}

/** Whether all was read of what there is, and it is not time to ask again for what could not be had. */
function isSettled(stored: unknown, at: string, now: Date): boolean {
  const { at: before, until } = (stored ?? {}) as { at?: string; until?: number | null };
  return before === at && (until === null || until === undefined || now.getTime() < until);
}

type Open = OpenReading & Pick<DueSource, 'claims' | 'version'>;

/** Reads the docs of some repositories. False where some of them are to be read again at once. */
async function readWave(turn: Turn, wave: readonly DueSource[]): Promise<boolean> {
  const { reader } = turn;
  const files = await filesOf(
    reader.db,
    wave.map(({ about }) => about.id),
  );
  const readings = wave.map(({ about, claims, version }): Open => {
    const listed = Object.entries(files.get(about.id) ?? {});
    const all = listed.map(([path, oid]) => ({ path, oid, bytes: null }));
    const reading = planReading({ ...about, files: all }, claims);
    return { id: about.id, claims, version, reading, isShort: false };
  });
  const texts = createTexts(reader);
  await texts.fetch(readings);
  const hidden: Open[] = [];
  let isWhole = true;
  for (const one of readings) {
    const found = await build(turn, one, texts);
    if (!found) continue;
    const isHidden = mayHide(one.reading, { claims: one.claims, found });
    if (isHidden && hidden.length < turn.lists) hidden.push(one);
    else await save(turn, one, { found, left: isHidden ? NEXT : '' });
    isWhole &&= !isHidden || hidden.at(-1) === one;
  }
  turn.lists -= hidden.length;
  await deepen(reader, hidden);
  await texts.fetch(hidden);
  for (const one of hidden) {
    const found = await build(turn, one, texts);
    if (found) await save(turn, one, { found, left: '' });
  }
  return isWhole;
}

/** The sites of a source; null where one of them broke us: then all of them stay as they were. */
async function build(turn: Turn, { reading }: Open, texts: Texts): Promise<FoundSite[] | null> {
  const { db, log, now } = turn.reader;
  const found = await sitesOf(reading, texts.of);
  if (reading.broken.size === 0) return found;
  turn.failed += 1;
  for (const [folder, error] of reading.broken)
    log.error(
      { repository: reading.repository, folder, reason: describeError(error) },
      'docs not read',
    );
  await noteUnread(db, reading.source, { error: 'Its docs broke Callboard.', now: now() });
  return null;
}

async function save(
  turn: Turn,
  { reading, version, isShort }: Open,
  { found, left }: { found: FoundSite[]; left: '' | typeof NEXT },
): Promise<void> {
  const { db, now } = turn.reader;
  turn.isShort ||= isShort;
  const mark = left || (isShort ? SHORT : '');
  await saveSites(db, reading.source, { found, version: version + mark, now: now() });
  turn.report.repositories.read += 1;
}

function tell({ report, failed, isShort }: Turn): void {
  report.repositories.failed += failed;
  if (isShort)
    report.notes.push('Some files of docs could not be read; what was known of them stays.');
  if (failed === 0) return;
  const reason = `the docs of ${failed} repositories could not be read and stay as they were`;
  addProblem(report, { code: 'docs', reason });
}
