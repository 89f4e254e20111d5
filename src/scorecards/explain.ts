import { shareOf } from './results/read.ts';
import type { ChangedCheck, StoredChange } from './results/stored.ts';
import type { Level, Scorecard } from './scorecard.ts';

/** A step that took something away, and the checks that did it. */
export type Drop = {
  change: StoredChange;
  /** Levels; null below the first. */
  from: Level | null;
  to: Level | null;
  /** Those that passed or did not count before, and stand in the way since. */
  checks: readonly ChangedCheck[];
};

/**
 * Why an entity is not where it was: the last of its steps on a scorecard that lowered its level, else the last that lowered its share.
 * Null where nothing ever did.
 */
export function lastDrop(
  { name, levels }: Pick<Scorecard, 'name' | 'levels'>,
  changes: readonly StoredChange[],
): Drop | null {
  const own = changes.filter(({ scorecard }) => scorecard === name);
  const place = (level: string | null) => levels.findIndex((one) => one.name === level);
  const levelOf = (level: string | null) => levels[place(level)] ?? null;
  const change =
    own.findLast(
      ({ before, after }) => before && after && place(after.level) < place(before.level),
    ) ??
    own.findLast(
      ({ before, after }) =>
        before && after && (shareOf(after) ?? Number.POSITIVE_INFINITY) < (shareOf(before) ?? 0),
    );
  if (!change) return null;
  return {
    change,
    from: levelOf(change.before?.level ?? null),
    to: levelOf(change.after?.level ?? null),
    checks: change.checks.filter(isInTheWay),
  };
}

function isInTheWay({ from, to }: ChangedCheck): boolean {
  return (to === 'fail' || to === 'unknown') && from !== 'fail';
}
