import { z } from 'zod';
import { defineAction } from '../action.ts';
import { messageKey, messenger } from './key.ts';

export const slackChannelNotify = defineAction({
  id: 'slack:channel:notify',
  description:
    'Posts a message to a channel in Slack, or to the channel of a team. Once for each run.',
  input: z.object({
    channel: z
      .string()
      .min(1)
      .describe('`#name`, the id of a channel, or the ref of a team: group:default/payments.'),
    text: z.string().min(1).describe('What is said, as plain text.'),
  }),
  output: z.object({}),
  isHarmless: false,
  examples: [
    {
      description: 'Tell the team that will own it',
      example: [
        'steps:',
        '  - action: slack:channel:notify',
        '    input:',
        '      channel: ${{ parameters.owner }}',
        '      text: ${{ parameters.name }} is there.',
      ].join('\n'),
    },
  ],
  async run({ input, outside, log, ...about }) {
    const message = { to: input.channel, text: input.text };
    await messenger(outside)({ ...message, key: messageKey(about, message) });
    log(`Told ${input.channel}`);
    return {};
  },
});
