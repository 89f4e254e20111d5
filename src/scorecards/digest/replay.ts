import { MILLION, shareOf } from '../results/read.ts';
import type { Score, StoredChange } from '../results/stored.ts';

/** Where an entity stands on the scorecard it is read for. */
export type Standing = Pick<Score, 'level' | 'earned' | 'possible'> & {
  ref: string;
  owner: string | null;
};

/** Everybody who counts, added up. Shares are whole millionths: the same entities have the same sum in any order. */
export type Tally = { entities: number; shares: number; levels: ReadonlyMap<string, number> };

/** What one change did to the average, in points, and to its entity, in millionths of its share (null where it came or went). */
export type Step = { change: StoredChange; points: number; gain: number | null };

export type Replay = {
  before: Tally;
  after: Tally;
  steps: readonly Step[];
  start: ReadonlyMap<string, Standing>;
  end: ReadonlyMap<string, Standing>;
};

/** Refs of the owners a digest is about; null is everybody. */
export type Owners = ReadonlySet<string> | null;

/**
 * Plays the changes of one scorecard again. `standings` is how it is now, `changes` all since the beginning of the period, in order: undone
 * backwards they say how it began, done again up to `until` how it ended. Every step moves the average by what it is after it less what it was
 * before, so the steps sum to the movement.
 */
export function replay(
  standings: readonly Standing[],
  changes: readonly StoredChange[],
  { until, owners }: { until: Date; owners: Owners },
): Replay {
  const start = undone(standings, changes);
  const end = new Map(start);
  const counts = counting(owners);
  for (const standing of start.values()) counts.add(standing, 1);
  const before = counts.tally();
  const steps: Step[] = [];
  let average = averageOf(before);
  for (const change of changes) {
    if (change.at >= until) continue;
    const was = end.get(change.ref);
    const is = change.after && standingOf(change.ref, change.owner, change.after);
    if (was) counts.add(was, -1);
    if (is) {
      counts.add(is, 1);
      end.set(change.ref, is);
    } else end.delete(change.ref);
    const next = counts.average();
    const gain =
      was && is && counts.has(was) && counts.has(is) ? millionths(is) - millionths(was) : null;
    // While nobody counts there is no average, and nothing moves it.
    steps.push({ change, gain, points: average === null || next === null ? 0 : next - average });
    average = next ?? average;
  }
  return { before, after: counts.tally(), steps, start, end };
}

/** In points; null where nobody counts. */
export function averageOf({ entities, shares }: Pick<Tally, 'entities' | 'shares'>): number | null {
  return entities > 0 ? shares / entities / (MILLION / 100) : null;
}

/** The share of something that counts, in whole millionths. */
export function millionths(standing: Standing): number {
  return Math.round((shareOf(standing) ?? 0) * MILLION);
}

function undone(
  standings: readonly Standing[],
  changes: readonly StoredChange[],
): Map<string, Standing> {
  const state = new Map(standings.map((standing) => [standing.ref, standing]));
  for (const { ref, before, ownerBefore } of changes.toReversed())
    if (before) state.set(ref, standingOf(ref, ownerBefore, before));
    else state.delete(ref);
  return state;
}

function standingOf(ref: string, owner: string | null, score: Score): Standing {
  return { ref, owner, level: score.level, earned: score.earned, possible: score.possible };
}

function counting(owners: Owners) {
  let entities = 0;
  let shares = 0;
  const levels = new Map<string, number>();
  const has = (standing: Standing) =>
    shareOf(standing) !== null &&
    (owners === null || (standing.owner !== null && owners.has(standing.owner)));
  return {
    has,
    average: () => averageOf({ entities, shares }),
    add(standing: Standing, sign: 1 | -1): void {
      if (!has(standing)) return;
      entities += sign;
      shares += sign * millionths(standing);
      const level = standing.level ?? '';
      levels.set(level, (levels.get(level) ?? 0) + sign);
    },
    tally: (): Tally => ({ entities, shares, levels: new Map(levels) }),
  };
}
