import { and, desc, eq, gte, inArray, lte, or } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import { findings, initiativeDays, scoreDays, scoreResults } from '../../db/scorecard-tables.ts';
import type { Initiative } from '../initiatives/initiative.ts';
import type { Finding } from '../nudges/nudge.ts';
import { MILLION, THOUSAND } from '../results/read.ts';
import type { Digest, Movement } from './digest.ts';
import type { Owners, Standing } from './replay.ts';

const DAY_MS = 24 * 60 * 60_000;
const WEEK_MS = 7 * DAY_MS;
const WEEKS = 12;
/** Who stands for everybody in the ends of days. */
const EVERYBODY = '*';

/** Where everything stands on one scorecard, without what a digest does not need; `unknown` is the weight of what nobody knows. */
export async function standingsOf(
  db: Db,
  scorecard: string,
): Promise<(Standing & { unknown: number })[]> {
  const rows = await db
    .select({
      ref: scoreResults.ref,
      owner: scoreResults.owner,
      level: scoreResults.level,
      earned: scoreResults.earned,
      possible: scoreResults.possible,
      unknown: scoreResults.unknown,
    })
    .from(scoreResults)
    .where(eq(scoreResults.scorecard, scorecard));
  return rows.map((row) => ({
    ...row,
    earned: row.earned / THOUSAND,
    possible: row.possible / THOUSAND,
    unknown: row.unknown / THOUSAND,
  }));
}

/** Averages at the ends of the twelve weeks before `until`, oldest first; null where a week has none. */
export async function weeksOf(
  db: Db,
  scorecard: string,
  { until, owners }: { until: Date; owners: Owners },
): Promise<Movement['weeks']> {
  const from = dayOf(new Date(until.getTime() - WEEKS * WEEK_MS));
  const days = new Map<string, { entities: number; shares: number }>();
  for (const some of chunks(owners ? [...owners] : [EVERYBODY])) {
    const rows = await db
      .select({
        day: scoreDays.day,
        entities: scoreDays.entities,
        shares: scoreDays.shares,
      })
      .from(scoreDays)
      .where(
        and(
          eq(scoreDays.scorecard, scorecard),
          inArray(scoreDays.owner, some),
          gte(scoreDays.day, from),
          lte(scoreDays.day, dayOf(until)),
        ),
      );
    for (const { day, entities, shares } of rows) {
      const sum = days.get(day) ?? { entities: 0, shares: 0 };
      days.set(day, { entities: sum.entities + entities, shares: sum.shares + shares });
    }
  }
  const known = [...days].sort(([a], [b]) => (a < b ? 1 : -1));
  return Array.from({ length: WEEKS }, (_, at) => {
    const end = new Date(until.getTime() - (WEEKS - 1 - at) * WEEK_MS);
    const start = dayOf(new Date(end.getTime() - WEEK_MS));
    const day = dayOf(end);
    const [, last] = known.find(([one]) => one <= day && one > start) ?? [];
    const share = last && last.entities > 0 ? last.shares / MILLION / last.entities : null;
    return { day, share };
  });
}

/** Findings that were open in the period or were settled not long before it. */
export function findingsSince(db: Db, since: Date): Promise<Finding[]> {
  return db
    .select()
    .from(findings)
    .where(or(eq(findings.state, 'open'), gte(findings.settledAt, since)));
}

/** How far initiatives were, those that are due first. */
export async function initiativesOf(
  db: Db,
  all: readonly Initiative[],
  { until, owners }: { until: Date; owners: Owners },
): Promise<Digest['initiatives']> {
  const told: Digest['initiatives'][number][] = [];
  for (const { name, title, due } of all.toSorted((a, b) => +a.due - +b.due)) {
    const rows = await lastDay(db, name, until);
    const own = rows.filter(({ owner }) => (owners ? owners.has(owner) : owner === EVERYBODY));
    const sum = (of: 'done' | 'total' | 'exempt') => own.reduce((all, row) => all + row[of], 0);
    if (sum('total') === 0) continue;
    const counts = { done: sum('done'), total: sum('total'), exempt: sum('exempt') };
    told.push({ name, title, due: due.toISOString(), ...counts });
  }
  return told;
}

async function lastDay(db: Db, name: string, until: Date) {
  const before = and(eq(initiativeDays.name, name), lte(initiativeDays.day, dayOf(until)));
  const [last] = await db
    .select({ day: initiativeDays.day })
    .from(initiativeDays)
    .where(before)
    .orderBy(desc(initiativeDays.day))
    .limit(1);
  if (!last) return [];
  return db
    .select()
    .from(initiativeDays)
    .where(and(eq(initiativeDays.name, name), eq(initiativeDays.day, last.day)));
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
