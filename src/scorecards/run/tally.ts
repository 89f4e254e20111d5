import { and, asc, eq, gt, lte } from 'drizzle-orm';
import { type Db, insertRows } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import { scoreDays, scoreResults } from '../../db/scorecard-tables.ts';
import { MILLION, shareOf } from '../results/read.ts';
import type { Score, StoredResult } from '../results/stored.ts';

/** What a day keeps of a result. */
export type Counted = Pick<StoredResult, 'scorecard' | 'owner' | 'outcomes'> & Score;

/** How every owner stands on every scorecard, added up. */
export type Tally = {
  add: (result: Counted) => void;
  remove: (result: Counted) => void;
  days: (day: string) => (typeof scoreDays.$inferInsert)[];
};

type Sum = {
  entities: number;
  shares: number;
  levels: Map<string, number>;
  checks: Map<string, Record<CountedOutcome, number>>;
};
const COUNTED = ['pass', 'fail', 'unknown', 'exempt'] as const;
type CountedOutcome = (typeof COUNTED)[number];

/** The owner of rows about everybody. */
const EVERYBODY = '*';

export function createTally(): Tally {
  const scorecards = new Map<string, Map<string, Sum>>();

  function sumOf(scorecard: string, owner: string): Sum {
    const owners = scorecards.get(scorecard) ?? new Map<string, Sum>();
    scorecards.set(scorecard, owners);
    const sum = owners.get(owner) ?? {
      ...{ entities: 0, shares: 0, levels: new Map(), checks: new Map() },
    };
    owners.set(owner, sum);
    return sum;
  }

  function count(result: Counted, sign: 1 | -1): void {
    const share = shareOf(result);
    for (const owner of [EVERYBODY, result.owner ?? '']) {
      const sum = sumOf(result.scorecard, owner);
      // What has nothing that counts has no share: it is no entity of the average.
      if (share !== null) {
        sum.entities += sign;
        sum.shares += sign * Math.round(share * MILLION);
      }
      const level = result.level ?? '';
      sum.levels.set(level, (sum.levels.get(level) ?? 0) + sign);
      for (const [id, outcome] of Object.entries(result.outcomes)) {
        if (outcome === 'not-applicable') continue;
        const check = sum.checks.get(id) ?? { pass: 0, fail: 0, unknown: 0, exempt: 0 };
        check[outcome] += sign;
        sum.checks.set(id, check);
      }
    }
  }

  return {
    add: (result) => count(result, 1),
    remove: (result) => count(result, -1),
    days: (day) =>
      [...scorecards].flatMap(([scorecard, owners]) =>
        [...owners].flatMap(([owner, { entities, shares, levels, checks }]) => {
          const had = [...levels].filter(([, number]) => number > 0);
          if (had.length === 0) return [];
          const asked = [...checks].filter(([, one]) => COUNTED.some((word) => one[word] > 0));
          return [
            {
              ...{ day, scorecard, owner, entities, shares },
              levels: Object.fromEntries(had),
              checks: Object.fromEntries(asked),
            },
          ];
        }),
      ),
  };
}

const PAGE = 2000;

/** Adds up all that is kept, page by page. */
export async function readTally(db: Db): Promise<Tally> {
  const tally = createTally();
  for (let last = ''; ; ) {
    const { ref, scorecard, owner, level, outcomes, earned, possible, unknown } = scoreResults;
    const refs = await db
      .selectDistinct({ ref })
      .from(scoreResults)
      .where(gt(ref, last))
      .orderBy(asc(ref))
      .limit(PAGE);
    const end = refs.at(-1)?.ref;
    if (end === undefined) return tally;
    const rows = await db
      .select({ ref, scorecard, owner, level, outcomes, earned, possible, unknown })
      .from(scoreResults)
      .where(and(gt(ref, last), lte(ref, end)));
    for (const row of rows) tally.add(row);
    last = end;
  }
}

/** The day as it ends, should nothing else happen. */
export async function saveDay(db: Db, tally: Tally, day: string): Promise<void> {
  const rows = tally.days(day);
  await db.atomically(function* (tx) {
    yield tx.delete(scoreDays).where(eq(scoreDays.day, day));
    for (const part of chunks(rows, 200)) yield insertRows(tx, scoreDays, part);
  });
}
