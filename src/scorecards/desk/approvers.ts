import type { Scorecard } from '../scorecard.ts';
import type { Approvers } from './desk.ts';

/** Whose word it is: the owner of the check, else of the scorecard, else the platform admins. */
export function approversOf(
  scorecard: Pick<Scorecard, 'owner' | 'checks'> | undefined,
  check: string,
  admins: readonly string[],
): Approvers {
  const owner = scorecard?.checks.find(({ id }) => id === check)?.owner;
  if (owner) return { refs: [owner], because: 'check' };
  if (scorecard?.owner) return { refs: [scorecard.owner], because: 'scorecard' };
  return { refs: admins, because: 'admins' };
}
