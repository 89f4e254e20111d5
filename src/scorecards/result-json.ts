import type { CheckResult, Result } from './evaluate.ts';

/** A result as the command line and the API say it. */
export function resultJson(result: Result): object {
  const { scorecard, ref, level, possibleLevel, next, score } = result;
  return {
    scorecard: scorecard.name,
    ref,
    level: level?.name ?? null,
    possibleLevel: possibleLevel?.name ?? null,
    next: next && { level: next.level.name, missing: next.missing.map(({ check }) => check.id) },
    score,
    checks: result.checks.map(checkJson),
  };
}

function checkJson({ check, outcome, reason, isCounted, evidence }: CheckResult): object {
  const { id, title, level, weight, howToFix } = check;
  return {
    ...{ id, title, level, weight, outcome, reason, counts: isCounted, howToFix },
    evidence: evidence(),
  };
}
