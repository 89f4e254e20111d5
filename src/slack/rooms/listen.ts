import type { App } from '@slack/bolt';
import { z } from 'zod';
import { UserError } from '../../errors.ts';
import type { Press } from '../actions.ts';
import { ShownMessage, wordsOfMessage } from '../message-text.ts';
import { aboutButton, aboutSelect } from './controls.ts';
import type { Rooms } from './rooms.ts';

const Joined = z.object({ user: z.string(), channel: z.string() });
const Renamed = z.object({ channel: z.object({ id: z.string(), name: z.string() }) });
const Left = z.object({ channel: z.string() });

/** Whatever people and other bots say: an alert is posted by a bot. */
const Spoken = ShownMessage.and(
  z.looseObject({
    channel: z.string(),
    channel_type: z.enum(['channel', 'group']).optional(),
    user: z.string().optional(),
    subtype: z.enum(['bot_message', 'file_share', 'thread_broadcast']).optional(),
  }),
);

/** What the app hears of incident channels. Messages come only where the operator gave it the scopes to read along. */
export function listenForRooms(
  app: App,
  { rooms, botUserId }: { rooms: Rooms; botUserId: () => string | null },
): void {
  app.event('member_joined_channel', async ({ event }) => {
    const { user, channel } = Joined.parse(event);
    if (user === botUserId()) await rooms.joined(channel);
  });
  for (const name of ['channel_rename', 'group_rename'] as const)
    app.event(name, async ({ event }) => {
      const { channel } = Renamed.parse(event);
      await rooms.renamed(channel.id, channel.name);
    });
  for (const name of ['channel_left', 'group_left'] as const)
    app.event(name, ({ event }) => leave(event, 'the bot was sent away'));
  for (const name of ['channel_archive', 'group_archive'] as const)
    app.event(name, ({ event }) => leave(event, 'the channel was archived'));
  app.event('app_mention', ({ event }) => take(event));
  app.event('message', ({ event }) => take(event));
  aboutButton.listen(app, (press) => about(press, press.value.ref));
  aboutSelect.listen(app, (press) => about(press, press.value));
  aboutSelect.suggest(app, (text) => rooms.suggest(text));

  async function leave(event: unknown, because: string): Promise<void> {
    const { channel } = Left.parse(event);
    await rooms.left(channel, because);
  }

  async function take(event: unknown): Promise<void> {
    const spoken = Spoken.safeParse(event);
    if (!spoken.success || spoken.data.user === botUserId()) return;
    const { channel } = spoken.data;
    const text = wordsOfMessage(spoken.data);
    if (text && !channel.startsWith('D')) await rooms.heard({ channel, text });
  }

  async function about({ channel }: Press<unknown>, ref: string): Promise<void> {
    if (channel && (await rooms.about(channel, ref))) return;
    throw new UserError(
      'I could not take that in: the incident of this channel is over for me, or this is not in the catalog any more.',
      'Ask me about it instead, e.g. "@callboard blast radius of ledger".',
    );
  }
}
