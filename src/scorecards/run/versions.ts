import { desc, eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { scorecardVersions } from '../../db/scorecard-tables.ts';
import type { Scorecard } from '../scorecard.ts';

/** Reads a kept text of a scorecard again; null where it cannot be read by the facts of today. */
export type Reread = (text: string) => Scorecard | null;

/** The rules of the past. */
export type Versions = {
  /** A scorecard as it was in this version; null where it is lost. */
  at: (scorecard: string, version: string) => Promise<Scorecard | null>;
  /** As it was before the version it has now, and since when it has that; null where it had no other. */
  before: (scorecard: Scorecard) => Promise<{ former: Scorecard | null; since: Date }>;
};

type Row = typeof scorecardVersions.$inferSelect;

/** Keeps the text of each scorecard, once. */
export async function rememberVersions(
  db: Db,
  scorecards: readonly Scorecard[],
  now: Date,
): Promise<void> {
  if (scorecards.length === 0) return;
  const rows = scorecards.map(({ name, version, text }) => ({
    ...{ scorecard: name, version, text, firstAt: now },
  }));
  await db.insert(scorecardVersions).values(rows).onConflictDoNothing();
}

/** For one run: what was read again is kept until its end. */
export function createVersions(db: Db, reread: Reread): Versions {
  const rows = new Map<string, Row[]>();
  const read = new Map<string, Scorecard | null>();

  async function rowsOf(scorecard: string): Promise<Row[]> {
    const kept = rows.get(scorecard);
    if (kept) return kept;
    const found = await db
      .select()
      .from(scorecardVersions)
      .where(eq(scorecardVersions.scorecard, scorecard))
      .orderBy(desc(scorecardVersions.firstAt));
    rows.set(scorecard, found);
    return found;
  }

  function readRow({ scorecard, version, text }: Row) {
    const key = `${scorecard} ${version}`;
    if (!read.has(key)) read.set(key, reread(text));
    return read.get(key) ?? null;
  }

  return {
    async at(scorecard, version) {
      const row = (await rowsOf(scorecard)).find((one) => one.version === version);
      return row ? readRow(row) : null;
    },
    async before({ name, version }) {
      const all = await rowsOf(name);
      const current = all.find((one) => one.version === version);
      const former = all.find((one) => one.version !== version);
      return { former: former ? readRow(former) : null, since: current?.firstAt ?? new Date(0) };
    },
  };
}
