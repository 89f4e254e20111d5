import { createHash } from 'node:crypto';
import { UserError } from '../../../errors.ts';
import type { Outside } from '../../outside.ts';
import type { ActionContext } from '../action.ts';

/** The same words to the same place in the same step of a run are one message, however often they are asked for. */
export function messageKey(
  { run, step }: Pick<ActionContext<never>, 'run' | 'step'>,
  said: { to: string; text: string },
): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([said.to, said.text]))
    .digest('hex');
  return `run:${run.id}:${step.id}:${hash.slice(0, 16)}`;
}

/** @throws UserError where Slack is not connected */
export function messenger({ notify }: Outside): NonNullable<Outside['notify']> {
  if (notify) return notify;
  throw new UserError(
    'Slack is not connected, so nobody can be told.',
    'Set SLACK_BOT_TOKEN, or leave the step out.',
  );
}
