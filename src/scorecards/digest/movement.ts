import { CAUSES, type Cause, type StoredChange } from '../results/stored.ts';
import type { Level } from '../scorecard.ts';
import type { Movement } from './digest.ts';
import { whatHappened } from './happened.ts';
import { type Gains, gainsOf } from './ranking.ts';
import { averageOf, type Owners, replay, type Standing, type Step } from './replay.ts';
import { sharedOut, tenth } from './tenths.ts';

/** One scorecard over the period. */
export type ScorecardHistory = {
  scorecard: string;
  title: string;
  /** Lowest first. */
  levels: readonly Level[];
  /** Where everything stands now. */
  standings: readonly Standing[];
  /** All since the beginning of the period, in order. */
  changes: readonly StoredChange[];
  weeks: Movement['weeks'];
};

/** How a scorecard moved, and what the teams did to it themselves. */
export type Moved = { movement: Movement; gains: Gains };

/** Names kept of each part; its words count all. */
const NAMED = 20;

/** What moved a scorecard from the beginning of the period to `until`, for one audience. */
export function movementOf(
  { scorecard, title, levels, standings, changes, weeks }: ScorecardHistory,
  { until, owners }: { until: Date; owners: Owners },
): Moved {
  const played = replay(standings, changes, { until, owners });
  const before = averageOf(played.before);
  const after = averageOf(played.after);
  const isMeasured = before !== null && after !== null;
  // Of the numbers that are shown, so that whoever adds them up comes to what is shown.
  const movement = isMeasured ? tenth(tenth(after) - tenth(before)) : null;
  const count = (tally: typeof played.before, name: string) => tally.levels.get(name) ?? 0;
  const named = [{ name: '', title: 'No level' }, ...levels];
  return {
    movement: {
      scorecard,
      title,
      entities: played.after.entities,
      before: before === null ? null : before / 100,
      after: after === null ? null : after / 100,
      movement,
      parts: movement === null ? [] : partsOf(played.steps, movement),
      levels: (levels.length > 0 ? named : []).map((level) => ({
        name: level.name,
        title: level.title,
        before: count(played.before, level.name),
        after: count(played.after, level.name),
      })),
      weeks,
    },
    gains: gainsOf(played),
  };
}

/** By cause, the one that moved most first; what changed nothing is left out. */
function partsOf(steps: readonly Step[], movement: number): Movement['parts'] {
  const groups = Map.groupBy(steps, ({ change }) => change.cause);
  const causes = CAUSES.flatMap((cause): { cause: Cause; steps: Step[]; points: number }[] => {
    const own = groups.get(cause)?.filter(({ points }) => points !== 0) ?? [];
    const points = own.reduce((sum, step) => sum + step.points, 0);
    return own.length > 0 ? [{ cause, steps: own, points }] : [];
  });
  const points = sharedOut(
    causes.map((part) => part.points),
    movement,
  );
  return causes
    .map(({ cause, steps: own }, at) => ({
      cause,
      points: points[at] ?? 0,
      refs: byWeight(own).slice(0, NAMED),
      what: whatHappened(cause, own),
    }))
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
}

function byWeight(steps: readonly Step[]): string[] {
  const weights = new Map<string, number>();
  for (const { change, points } of steps)
    weights.set(change.ref, (weights.get(change.ref) ?? 0) + points);
  return [...weights].sort(([, a], [, b]) => Math.abs(b) - Math.abs(a)).map(([ref]) => ref);
}
