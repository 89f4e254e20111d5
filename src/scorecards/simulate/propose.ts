import { type Check, type Scorecard, scorecardVersion } from '../scorecard.ts';

/**
 * "What if we required a runbook at Silver": a scorecard with this check at that level, instead of where it stands now. The check may come from
 * another scorecard, and counts at once, whenever it was announced for.
 */
export function withCheckAt(scorecard: Scorecard, check: Check, level: string): Scorecard {
  const moved = { ...check, level, effectiveFrom: null };
  const isThere = scorecard.checks.some(({ id }) => id === check.id);
  const checks = isThere
    ? scorecard.checks.map((one) => (one.id === check.id ? moved : one))
    : [...scorecard.checks, moved];
  return changed(scorecard, checks, `${check.id} at ${level}`);
}

/** The same without a check. */
export function withoutCheck(scorecard: Scorecard, id: string): Scorecard {
  const checks = scorecard.checks.filter((check) => check.id !== id);
  return changed(scorecard, checks, `without ${id}`);
}

/** It was never written, so its text is only what tells it from the others. */
function changed(scorecard: Scorecard, checks: readonly Check[], what: string): Scorecard {
  const text = `${scorecard.text}\n# ${what}`;
  return { ...scorecard, checks, text, version: scorecardVersion(text) };
}
