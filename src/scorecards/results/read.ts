import { and, asc, eq, gte, inArray, isNull, lt, type SQL } from 'drizzle-orm';
import type { Db } from '#dialect';
import { scoreChanges, scoreDays, scoreResults } from '../../db/scorecard-tables.ts';
import type { Score, ScoreDay, StoredChange, StoredResult } from './stored.ts';

/** Weights are kept in whole thousandths, shares in millionths, so that both databases add alike. */
export const THOUSAND = 1000;
export const MILLION = 1_000_000;

/** The part of what counts that passes, of 1; null where nothing counts. */
export function shareOf(score: Pick<Score, 'earned' | 'possible'> | null): number | null {
  return score && score.possible > 0 ? score.earned / score.possible : null;
}

/** Where one entity stands, on every scorecard that is about it. */
export async function resultsOf(db: Db, ref: string): Promise<StoredResult[]> {
  const rows = await db
    .select()
    .from(scoreResults)
    .where(eq(scoreResults.ref, ref))
    .orderBy(asc(scoreResults.scorecard));
  return rows.map(resultOf);
}

export type ResultFilter = {
  scorecard?: string;
  /** Refs of owners; null among them is what has none. */
  owners?: readonly (string | null)[];
  refs?: readonly string[];
};

/** Where entities stand, by ref. Whoever reads all of a large catalog takes one scorecard at a time. */
export async function resultsWhere(db: Db, filter: ResultFilter = {}): Promise<StoredResult[]> {
  const { scorecard, owners, refs } = filter;
  const conditions: (SQL | undefined)[] = [
    scorecard === undefined ? undefined : eq(scoreResults.scorecard, scorecard),
    refs === undefined ? undefined : inArray(scoreResults.ref, [...refs]),
    owners === undefined
      ? undefined
      : owners.includes(null) && owners.length === 1
        ? isNull(scoreResults.owner)
        : inArray(
            scoreResults.owner,
            owners.filter((one) => one !== null),
          ),
  ];
  const rows = await db
    .select()
    .from(scoreResults)
    .where(and(...conditions))
    .orderBy(asc(scoreResults.ref), asc(scoreResults.scorecard));
  return rows.map(resultOf);
}

export type ChangeFilter = {
  ref?: string;
  scorecard?: string;
  /** From here on, and before there. */
  since?: Date;
  until?: Date;
};

/** Steps of scores in the order in which they happened. */
export async function changesWhere(db: Db, filter: ChangeFilter): Promise<StoredChange[]> {
  const { ref, scorecard, since, until } = filter;
  return db
    .select()
    .from(scoreChanges)
    .where(
      and(
        ref === undefined ? undefined : eq(scoreChanges.ref, ref),
        scorecard === undefined ? undefined : eq(scoreChanges.scorecard, scorecard),
        since === undefined ? undefined : gte(scoreChanges.at, since),
        until === undefined ? undefined : lt(scoreChanges.at, until),
      ),
    )
    .orderBy(asc(scoreChanges.id));
}

/** Ends of days from `since` (`2026-06-01`) on, in order. `owner` is `*` for everybody. */
export async function daysWhere(
  db: Db,
  { scorecard, owner, since }: { scorecard?: string; owner?: string; since: string },
): Promise<ScoreDay[]> {
  const rows = await db
    .select()
    .from(scoreDays)
    .where(
      and(
        gte(scoreDays.day, since),
        scorecard === undefined ? undefined : eq(scoreDays.scorecard, scorecard),
        owner === undefined ? undefined : eq(scoreDays.owner, owner),
      ),
    )
    .orderBy(asc(scoreDays.day), asc(scoreDays.scorecard), asc(scoreDays.owner));
  return rows.map((row) => ({ ...row, shares: row.shares / MILLION }));
}

function resultOf(row: typeof scoreResults.$inferSelect): StoredResult {
  const { earned, possible, unknown, ...rest } = row;
  return {
    ...rest,
    earned: earned / THOUSAND,
    possible: possible / THOUSAND,
    unknown: unknown / THOUSAND,
  };
}
