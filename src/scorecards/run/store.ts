import { and, asc, eq, getTableColumns, gt, inArray, lt, type SQL, sql } from 'drizzle-orm';
import { type Db, insertRows, type Plan } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import { raiseFence, readFence } from '../../db/fence.ts';
import { scoreChanges, scoreResults } from '../../db/scorecard-tables.ts';
import { resultsWhere, THOUSAND } from '../results/read.ts';
import type { StoredChange, StoredResult } from '../results/stored.ts';

/** What an evaluation found to be different from what is kept. */
export type Found = {
  /** Rows to be written whole. */
  written: readonly StoredResult[];
  gone: readonly Pick<StoredResult, 'ref' | 'scorecard'>[];
  changes: readonly Omit<StoredChange, 'id'>[];
};

const FENCE = 'scorecards.results';
/** Rows of this many columns take about a millisecond a statement. */
const ROWS = 100;
const PAGE = 2000;

export function readTurn(db: Db): Promise<number> {
  return readFence(db, FENCE);
}

/** What is kept of these entities, by ref and scorecard: `stored.get(ref)?.get(scorecard)`. */
export async function storedOf(
  db: Db,
  refs: readonly string[],
): Promise<Map<string, Map<string, StoredResult>>> {
  const stored = new Map<string, Map<string, StoredResult>>();
  for (const part of chunks(refs))
    for (const row of await resultsWhere(db, { refs: part })) {
      const own = stored.get(row.ref) ?? new Map<string, StoredResult>();
      stored.set(row.ref, own.set(row.scorecard, row));
    }
  return stored;
}

/**
 * Writes what was decided from what was read at `turn`: all of it, or none where somebody else wrote since. Steps of a score follow each other
 * without a gap only because of that.
 */
export async function saveFound(
  db: Db,
  { written, gone, changes }: Found,
  turn: number,
): Promise<'saved' | 'late'> {
  try {
    await db.atomically(function* (tx) {
      yield raiseFence(tx, { name: FENCE, turn });
      for (const part of chunks(written, ROWS)) yield upsert(tx, part);
      for (const [scorecard, refs] of byScorecard(gone))
        for (const part of chunks(refs))
          yield tx
            .delete(scoreResults)
            .where(and(eq(scoreResults.scorecard, scorecard), inArray(scoreResults.ref, part)));
      // The database numbers them, in this order.
      for (const part of chunks(changes, ROWS))
        yield insertRows(
          tx,
          scoreChanges,
          part.map((change) => ({ ...change, checks: [...change.checks] })),
        );
    });
    return 'saved';
  } catch (error) {
    if ((await readTurn(db)) !== turn) return 'late';
    throw error;
  }
}

/** Says of what stands as it stood that it was looked at; not at every turn, because that writes every row. */
export async function noteEvaluated(
  db: Db,
  { refs, now, before }: { refs: readonly string[]; now: Date; before: Date },
): Promise<void> {
  for (const part of chunks(refs))
    await db
      .update(scoreResults)
      .set({ evaluatedAt: now })
      .where(and(inArray(scoreResults.ref, part), lt(scoreResults.evaluatedAt, before)));
}

/** Every entity that is scored, page by page. */
export async function* scoredRefs(db: Db): AsyncGenerator<string> {
  const { ref } = scoreResults;
  for (let last = ''; ; ) {
    const rows = await db
      .selectDistinct({ ref })
      .from(scoreResults)
      .where(gt(ref, last))
      .orderBy(asc(ref))
      .limit(PAGE);
    for (const row of rows) yield row.ref;
    last = rows.at(-1)?.ref ?? '';
    if (rows.length < PAGE) return;
  }
}

export async function isAnythingScored(db: Db): Promise<boolean> {
  return (await db.select({ ref: scoreResults.ref }).from(scoreResults).limit(1)).length > 0;
}

function upsert(tx: Plan, part: readonly StoredResult[]) {
  const rows = part.map(({ earned, possible, unknown, uncounted, ...row }) => ({
    ...row,
    uncounted: [...uncounted],
    earned: Math.round(earned * THOUSAND),
    possible: Math.round(possible * THOUSAND),
    unknown: Math.round(unknown * THOUSAND),
  }));
  return insertRows(tx, scoreResults, rows).onConflictDoUpdate({
    target: [scoreResults.ref, scoreResults.scorecard],
    set: REPLACED,
  });
}

const REPLACED: Record<string, SQL> = Object.fromEntries(
  Object.keys(getTableColumns(scoreResults))
    .filter((key) => key !== 'ref' && key !== 'scorecard')
    .map((key) => [key, sql.raw(`excluded.${snakeCase(key)}`)]),
);

/** As drizzle names columns with `casing: 'snake_case'`. */
function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function byScorecard(rows: readonly { ref: string; scorecard: string }[]): Map<string, string[]> {
  const refs = new Map<string, string[]>();
  for (const { ref, scorecard } of rows) refs.set(scorecard, [...(refs.get(scorecard) ?? []), ref]);
  return refs;
}
