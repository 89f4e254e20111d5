import type { CheckKey } from '../fixes/fixes.ts';
import type { Check, Scorecard } from '../scorecard.ts';

/** What a finding is called; its ids where the scorecard or the check is not there any more. */
export function findingTitle(
  scorecards: readonly Scorecard[],
  { scorecard, check }: Pick<CheckKey, 'scorecard' | 'check'>,
): { title: string; scorecardTitle: string; rule: Check | null } {
  const found = scorecards.find(({ name }) => name === scorecard);
  const rule = found?.checks.find(({ id }) => id === check) ?? null;
  return { title: rule?.title ?? check, scorecardTitle: found?.title ?? scorecard, rule };
}
