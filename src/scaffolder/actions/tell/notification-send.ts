import { z } from 'zod';
import { canonicalRef } from '../../../catalog/ref.ts';
import { UserError } from '../../../errors.ts';
import { defineAction } from '../action.ts';
import { messageKey, messenger } from './key.ts';

/**
 * Backstage's notifications, as messages: to the channel of a team, or to a person. To everybody is refused, for nothing here may speak
 * to everybody. https://backstage.io/docs/notifications/
 */
export const notificationSend = defineAction({
  id: 'notification:send',
  description:
    'Tells teams and people something: a team in its channel, a person in person. Once for each run.',
  input: z.object({
    recipients: z.enum(['broadcast', 'entity']).describe('`entity`: those of entityRefs.'),
    entityRefs: z.array(z.string()).optional().describe('Refs of teams and people.'),
    title: z.string(),
    info: z.string().optional().describe('A longer description.'),
    link: z.string().optional(),
    severity: z.enum(['low', 'normal', 'high', 'critical']).optional(),
    scope: z.string().optional(),
    topic: z.string().optional(),
    optional: z.boolean().optional().describe('Go on where somebody cannot be told.'),
  }),
  output: z.object({}),
  isHarmless: false,
  async run({ input, outside, log, ...about }) {
    const { title, info, link, optional: isOptional = false } = input;
    if (input.recipients === 'broadcast')
      throw new UserError(
        'Callboard does not write to everybody at once: `recipients: broadcast` is not supported.',
        'Name teams in entityRefs, with `recipients: entity`.',
      );
    const text = [title, info, link].filter(Boolean).join('\n');
    for (const said of input.entityRefs ?? []) {
      const to = canonicalRef(said, { kind: 'group' });
      try {
        await messenger(outside)({ to, text, key: messageKey(about, { to, text }) });
        log(`Told ${to}`);
      } catch (error) {
        if (!isOptional || !(error instanceof UserError)) throw error;
        log(`${to} was not told: ${error.message}`);
      }
    }
    return {};
  },
});
