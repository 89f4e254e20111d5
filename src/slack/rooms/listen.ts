import type { App } from '@slack/bolt';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Press } from '../actions.ts';
import { aboutButton, aboutSelect } from './controls.ts';
import type { Rooms } from './rooms.ts';

const Joined = z.object({ user: z.string(), channel: z.string() });

/** Whatever people and other bots say: an alert is posted by a bot. */
const Spoken = z.object({
  channel: z.string(),
  channel_type: z.enum(['channel', 'group']).optional(),
  text: z.string().default(''),
  user: z.string().optional(),
  subtype: z.enum(['bot_message', 'file_share', 'thread_broadcast']).optional(),
  attachments: z
    .array(z.object({ fallback: z.string().optional(), title_link: z.string().optional() }))
    .max(20)
    .catch([])
    .optional(),
});

/** What the app hears of incident channels. Messages come only where the operator gave it the scopes to read along. */
export function listenForRooms(
  app: App,
  { rooms, botUserId }: { rooms: Rooms; botUserId: () => string | null },
): void {
  app.event('member_joined_channel', async ({ event }) => {
    const { user, channel } = Joined.parse(event);
    if (user === botUserId()) await rooms.joined(channel);
  });
  app.event('app_mention', ({ event }) => take(event));
  app.event('message', ({ event }) => take(event));
  aboutButton.listen(app, (press) => about(press, press.value.ref));
  aboutSelect.listen(app, (press) => about(press, press.value));
  aboutSelect.suggest(app, (text) => rooms.suggest(text));

  async function take(event: unknown): Promise<void> {
    const spoken = Spoken.safeParse(event);
    if (!spoken.success || spoken.data.user === botUserId()) return;
    const { channel, text, attachments = [] } = spoken.data;
    if (channel.startsWith('D')) return;
    const attached = attachments.flatMap(({ fallback, title_link }) => [fallback, title_link]);
    const said = [text, ...attached].filter(Boolean).join('\n');
    if (said) await rooms.heard({ channel, text: said });
  }

  async function about({ channel }: Press<unknown>, ref: string): Promise<void> {
    if (channel && (await rooms.about(channel, ref))) return;
    throw new UserError(
      'I could not take that in: the incident of this channel is over for me, or this is not in the catalog any more.',
      'Ask me about it instead, e.g. "@callboard blast radius of ledger".',
    );
  }
}
