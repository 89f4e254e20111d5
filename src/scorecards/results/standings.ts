import { sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { scoreResults } from '../../db/scorecard-tables.ts';

/** How many of an owner's entities have a level on a scorecard, and the sum of their shares. */
export type Standing = {
  scorecard: string;
  owner: string | null;
  level: string | null;
  entities: number;
  /** Those for whom something counts; `shares` is the sum of theirs, of 1 each. */
  scored: number;
  shares: number;
};

/** How everybody stands, added up by the database: a page over all scorecards reads no single result. */
export async function standings(db: Db): Promise<Standing[]> {
  const { scorecard, owner, level, earned, possible } = scoreResults;
  const rows = await db
    .select({
      scorecard,
      owner,
      level,
      entities: sql<number>`count(*)`.mapWith(Number),
      scored: sql<number>`sum(case when ${possible} > 0 then 1 else 0 end)`.mapWith(Number),
      shares:
        sql<number>`sum(case when ${possible} > 0 then ${earned} * 1.0 / ${possible} else 0 end)`.mapWith(
          Number,
        ),
    })
    .from(scoreResults)
    .groupBy(scorecard, owner, level);
  return rows;
}

/** Standings taken together. */
export function summed(list: readonly Standing[]): {
  entities: number;
  average: number | null;
  levels: ReadonlyMap<string, number>;
} {
  const levels = new Map<string, number>();
  let [entities, scored, shares] = [0, 0, 0];
  for (const one of list) {
    levels.set(one.level ?? '', (levels.get(one.level ?? '') ?? 0) + one.entities);
    entities += one.entities;
    scored += one.scored;
    shares += one.shares;
  }
  return { entities, average: scored === 0 ? null : shares / scored, levels };
}
