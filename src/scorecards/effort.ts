import type { CheckResult, Result } from './evaluate.ts';
import type { FactTable } from './fact.ts';
import type { Check, Level } from './scorecard.ts';

/** How much it takes to pass a check, least first: press a button, add or edit a file, change a setting, or work on the thing itself. */
export const EFFORTS = ['button', 'file', 'setting', 'work'] as const;
export type Effort = (typeof EFFORTS)[number];

/** Where a yes or no comes from that a few lines in a file change. */
const IN_FILES = /catalog-info\.yaml|files of the repository|^docs$|links/;
const IN_SETTINGS = /settings/;

/** Judged by what the check rests on: a fact that is more than yes or no (a version, an age) takes more than a file. */
export function effortOf({ fix, facts }: Pick<Check, 'fix' | 'facts'>, table: FactTable): Effort {
  if (fix) return 'button';
  const specs = facts.flatMap((name) => table.get(name) ?? []);
  if (
    specs.length > 0 &&
    specs.every(({ type, source }) => type === 'bool' && IN_FILES.test(source))
  )
    return 'file';
  return specs.length > 0 && specs.every(({ source }) => IN_SETTINGS.test(source))
    ? 'setting'
    : 'work';
}

/** One check on the way to a level. */
export type WayStep = CheckResult & { effort: Effort; level: Level };

export type Way = {
  to: Level;
  /** What fails, easiest first; of the same effort, what a lower level needs first. */
  steps: readonly WayStep[];
  /** What nobody knows, and what may stand in the way too. */
  unknown: readonly WayStep[];
};

/** What stands between a result and a level (by its name; the next one without it); null where it has that already, or there is none such. */
export function wayTo(result: Result, table: FactTable, name?: string): Way | null {
  const { levels, level } = result;
  const has = level === null ? -1 : levels.findIndex((one) => one.level.name === level.name);
  const place = name === undefined ? has + 1 : levels.findIndex((one) => one.level.name === name);
  const to = levels[place]?.level;
  if (!to || place <= has) return null;
  const steps = levels
    .slice(has + 1, place + 1)
    .flatMap(({ level, blockers }) =>
      blockers.map((blocker) => ({ ...blocker, level, effort: effortOf(blocker.check, table) })),
    );
  const easiest = steps.toSorted(
    (one, other) => EFFORTS.indexOf(one.effort) - EFFORTS.indexOf(other.effort),
  );
  return {
    to,
    steps: easiest.filter(({ outcome }) => outcome === 'fail'),
    unknown: easiest.filter(({ outcome }) => outcome === 'unknown'),
  };
}
