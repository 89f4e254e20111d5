import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Db } from '#dialect';
import { giveLease, takeLease } from '../../db/lease.ts';
import { describeError } from '../../errors.ts';
import type { Log } from '../../log.ts';
import type { Keeper } from '../../questions/rooms/keeper.ts';
import { isYoung, type Room } from '../../questions/rooms/room.ts';
import { saveShown } from '../../questions/rooms/store.ts';
import { type Channel, ChannelInfo, type Channels, channelFrom } from '../channels.ts';
import { codeOf, failureOf } from '../failure.ts';
import { bodyOf, type Content } from '../message.ts';
import { ShownMessage, wordsOfMessage } from '../message-text.ts';
import type { Outbox } from '../outbox.ts';
import { messageByKey } from '../outbox-store.ts';
import { drawRoom, type RoomDrawing } from './draw.ts';

/** Incident channels: one card in each, kept up to date, and not a word more. */
export type Rooms = {
  /** The bot came into a channel. */
  joined: (channel: string) => Promise<void>;
  /** A channel that the bot is in has another name. */
  renamed: (channel: string, name: string) => Promise<void>;
  /** Nobody looks at the card any more: the bot was sent away, or the channel was archived. */
  left: (channel: string, because: string) => Promise<void>;
  /** Something was said in a channel that the bot is in. */
  heard: (message: { channel: string; text: string }) => Promise<void>;
  /** Somebody says what the incident is about. */
  about: (channel: string, ref: string) => Promise<boolean>;
  suggest: Keeper['suggest'];
  /** A job: brings every card up to date, and finds channels the bot was in already. */
  refresh: () => Promise<void>;
};

export type RoomsOptions = {
  db: Db;
  web: WebClient;
  channels: Channels;
  outbox: Outbox;
  keeper: Keeper;
  allowSharedChannels: boolean;
  drawing: () => RoomDrawing;
  /** What Slack would say against a message. */
  check: (message: { text: string; blocks?: unknown }) => readonly unknown[];
  newId: () => string;
  now: () => Date;
  log: Log;
};

const History = z.object({
  messages: z.array(ShownMessage.and(z.looseObject({ ts: z.string() }))),
});
const Memberships = z.object({
  channels: z.array(ChannelInfo),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
});

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
/** An incident moves fast and people read: an edit every few seconds would only flicker. */
const GAP_MS = 10 * SECOND;
const LEASE_MS = 30 * SECOND;
const KNOWN_MS = 10 * MINUTE;
const SEARCH_MS = 60 * MINUTE;
const FIRST_MESSAGES = 100;
const KEPT = 5_000;

export function createRooms(options: RoomsOptions): Rooms {
  const { db, web, channels, outbox, keeper, now, log } = options;
  /** Channels that are no incident channels: nearly everything that is said is said there. */
  const others = new Map<string, number>();
  let searchedAt: number | null = null;

  function isOurs({ kind, name, isArchived }: Channel): boolean {
    if (isArchived || kind === 'unknown' || kind === 'direct') return false;
    return (kind === 'inside' || options.allowSharedChannels) && keeper.isIncident(name);
  }

  /** What was said so far, oldest first; nothing where the app may not read along. */
  async function saidIn(channel: string): Promise<string[]> {
    try {
      const history = await web.conversations.history({ channel, limit: FIRST_MESSAGES });
      const { messages } = History.parse(history);
      return messages
        .sort((a, b) => Number(a.ts) - Number(b.ts))
        .map(wordsOfMessage)
        .filter(Boolean);
    } catch (error) {
      const level = codeOf(error) === 'missing_scope' ? 'debug' : 'warn';
      log[level]({ channel, reason: describeError(error) }, 'incident channel could not be read');
      return [];
    }
  }

  async function enter(id: string, { name }: Channel): Promise<void> {
    const isNew = await keeper.enter({ id, name }, await saidIn(id));
    if (isNew) log.info({ channel: id, name }, 'incident channel');
    if (isNew) await show(id);
  }

  /** Brings a card up to date; one replica at a time, and only where a reader would see a difference. */
  async function show(channel: string): Promise<void> {
    const lease = { name: `room:${channel}`, turn: options.newId(), now: now() };
    if (!(await takeLease(db, { ...lease, ms: LEASE_MS }))) return;
    try {
      const room = await keeper.room(channel);
      const found = room && !room.endedAt ? await keeper.cardOf(room) : null;
      if (!room || !found) return;
      const content = drawRoom(found.card, options.drawing());
      if (room.ts === null) await post(room, content, found.hash);
      else if (room.shown !== found.hash && isRested(room)) await update(room, content, found.hash);
    } finally {
      await giveLease(db, { ...lease, now: now() });
    }
  }

  function isRested({ shownAt }: Room): boolean {
    return shownAt === null || now().getTime() - shownAt.getTime() >= GAP_MS;
  }

  /** The outbox takes one message for each key, so there is one card, whoever asks for it and however often. */
  async function post({ channel, shown }: Room, content: Content, hash: string): Promise<void> {
    const key = `room:${channel}`;
    const address = { kind: 'channel', channel, threadTs: null } as const;
    await outbox.tell(address, content, key);
    const sent = await messageByKey(db, key);
    if (sent?.failedAt) {
      await keeper.end(channel, sent.error ?? 'the card could not be posted');
      return;
    }
    // What waits in the outbox shows what was put there first; its time is looked up again with the next turn.
    const isFirst = shown === null;
    await saveShown(db, {
      channel,
      ts: sent?.ts ?? null,
      shown: isFirst ? hash : shown,
      now: now(),
    });
  }

  async function update({ channel, ts }: Room, content: Content, hash: string): Promise<void> {
    const problems = options.check(bodyOf(content));
    if (problems.length > 0) log.error({ channel, problems }, 'incident card would be refused');
    const drawn = problems.length > 0 ? { ...content, blocks: [] } : content;
    try {
      await web.chat.update({ ...bodyOf(drawn), channel, ts: ts ?? '' });
    } catch (error) {
      const { kind, reason } = failureOf(error);
      log.warn({ channel, reason }, 'incident card could not be updated');
      // Archived, deleted, or the bot was sent away: nobody looks at the card any more.
      if (kind === 'permanent') await keeper.end(channel, reason);
      return;
    }
    await saveShown(db, { channel, ts, shown: hash, now: now() });
  }

  function forget(channel: string): void {
    others.delete(channel);
    channels.forget(channel);
  }

  /** Looks for young incident channels that the bot was in before it listened: after a start, and once an hour. */
  async function search(): Promise<void> {
    if (searchedAt !== null && now().getTime() - searchedAt < SEARCH_MS) return;
    searchedAt = now().getTime();
    let cursor = '';
    do {
      const page = Memberships.parse(
        await web.users.conversations({
          types: 'public_channel,private_channel',
          exclude_archived: true,
          limit: 200,
          ...(cursor && { cursor }),
        }),
      );
      for (const info of page.channels) {
        const channel = channelFrom(info);
        if (isOurs(channel) && isYoung(channel.createdAt, now())) await enter(info.id, channel);
      }
      cursor = page.response_metadata?.next_cursor ?? '';
    } while (cursor !== '');
  }

  return {
    async joined(id) {
      forget(id);
      const channel = await channels.of(id);
      if (isOurs(channel)) await enter(id, channel);
    },
    async renamed(id, name) {
      forget(id);
      const room = await keeper.room(id);
      if (!room) return this.joined(id);
      if (!keeper.isIncident(name)) return keeper.end(id, 'the channel has another name');
      await keeper.rename(id, name);
      await show(id);
    },
    async left(id, because) {
      forget(id);
      await keeper.end(id, because);
    },
    async heard({ channel, text }) {
      if ((others.get(channel) ?? 0) > now().getTime()) return;
      const isNews = await keeper.hear(channel, text);
      if (isNews) await show(channel);
      if (isNews !== null) return;
      const info = await channels.of(channel);
      const isYoungRoom = isOurs(info) && isYoung(info.createdAt, now());
      const isOver = isYoungRoom && (await keeper.room(channel)) !== null;
      if (isYoungRoom && !isOver) return enter(channel, info);
      if (others.size >= KEPT) others.clear();
      others.set(channel, now().getTime() + KNOWN_MS);
    },
    async about(channel, ref) {
      const isTaken = await keeper.choose(channel, ref);
      if (isTaken) await show(channel);
      return isTaken;
    },
    suggest: keeper.suggest,
    async refresh() {
      for (const { channel } of await keeper.rooms()) await show(channel);
      await search();
    },
  };
}
