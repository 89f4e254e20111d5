import { type CheckResult, type Result, scoreOf, standingOf } from '../evaluate.ts';
import { THOUSAND } from '../results/read.ts';
import type { Score } from '../results/stored.ts';
import type { Level } from '../scorecard.ts';

/** A score as it is kept: weights to the thousandth. */
export function scoreFrom(levels: readonly Level[], checks: readonly CheckResult[]): Score {
  const { earned, possible, unknown } = scoreOf(checks);
  return {
    level: standingOf(levels, checks).level?.name ?? null,
    earned: kept(earned),
    possible: kept(possible),
    unknown: kept(unknown),
  };
}

/** The same of a result, whose levels are known already. */
export function scoreOfResult({ level, score }: Result): Score {
  const { earned, possible, unknown } = score;
  return {
    level: level?.name ?? null,
    earned: kept(earned),
    possible: kept(possible),
    unknown: kept(unknown),
  };
}

export function isSameScore(one: Score | null, other: Score | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.level === other.level &&
    one.earned === other.earned &&
    one.possible === other.possible &&
    one.unknown === other.unknown
  );
}

function kept(weight: number): number {
  return Math.round(weight * THOUSAND) / THOUSAND;
}
