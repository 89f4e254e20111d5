import { shareOf } from './read.ts';
import type { ScoreDay, StoredResult } from './stored.ts';

export type CheckCounts = ScoreDay['checks'][string];

/** The mean of the shares of those for whom something counts; null where that is nobody. */
export function average(
  results: readonly Pick<StoredResult, 'earned' | 'possible'>[],
): number | null {
  const shares = results.map(shareOf).filter((share) => share !== null);
  return shares.length === 0 ? null : shares.reduce((sum, one) => sum + one, 0) / shares.length;
}

/** How many have each level, by its name; empty for those below the first. */
export function countLevels(results: readonly Pick<StoredResult, 'level'>[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { level } of results) counts.set(level ?? '', (counts.get(level ?? '') ?? 0) + 1);
  return counts;
}

/** How many stand how in each check, by its id; whom it does not apply to are in none. */
export function countChecks(
  results: readonly Pick<StoredResult, 'outcomes'>[],
): Map<string, CheckCounts> {
  const counts = new Map<string, { -readonly [Key in keyof CheckCounts]: number }>();
  for (const { outcomes } of results)
    for (const [check, outcome] of Object.entries(outcomes)) {
      if (outcome === 'not-applicable') continue;
      const of = counts.get(check) ?? { pass: 0, fail: 0, unknown: 0, exempt: 0 };
      of[outcome] += 1;
      counts.set(check, of);
    }
  return counts;
}
