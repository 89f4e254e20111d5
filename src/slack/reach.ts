import type { WebClient } from '@slack/web-api';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#dialect';
import { people as peopleTable } from '../db/schema.ts';
import type { Announcement, Reach, Reached } from '../deeds/reach.ts';
import { describeError } from '../errors.ts';
import type { Log } from '../log.ts';
import { escaped, mention, section } from './blocks.ts';
import type { ChannelKind } from './channels.ts';
import type { People } from './directory.ts';
import { codeOf, remedy } from './failure.ts';
import type { Content } from './message.ts';
import type { Outbox, Sending } from './outbox.ts';

const Listed = z.object({
  channels: z.array(
    z.object({
      id: z.string(),
      name: z.string().optional(),
      is_archived: z.boolean().default(false),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
});
const Found = z.object({ user: z.object({ id: z.string() }) });

const KEPT_MS = 10 * 60_000;
const PAGES = 20;
const TEXT_LENGTH = 2_500;

/** Messages that a person had sent by pressing a button: to somebody's direct messages, or into a channel. */
export function createReach(parts: {
  db: Db;
  web: WebClient;
  people: People;
  outbox: Outbox;
  kindOf: (channel: string) => Promise<ChannelKind>;
  now: () => Date;
  log: Log;
}): Reach & {
  channelIdOf: (channel: string) => Promise<string | null>;
  slackIdOf: (ref: string) => Promise<string | null>;
  /** Why nothing may be posted there; null where it may. */
  barrierTo: (channel: string) => Promise<string | null>;
  /** Anything else to a channel, or to a person by ref; once for its key. */
  post: (place: string, content: Content, key: string) => Promise<Reached>;
} {
  const { db, web, people, outbox, kindOf, now, log } = parts;
  let known = new Map<string, string>();
  let knownUntil = 0;

  /** `#risk` as Slack's id: names change, so the list is read again when one is not in it. */
  async function channelIdOf(channel: string): Promise<string | null> {
    if (/^[CGD][A-Z0-9]{6,}$/.test(channel)) return channel;
    const wanted = channel.replace(/^#/, '').toLowerCase();
    if (known.has(wanted) && knownUntil > now().getTime()) return known.get(wanted) ?? null;
    known = await listChannels();
    knownUntil = now().getTime() + KEPT_MS;
    return known.get(wanted) ?? null;
  }

  async function listChannels(): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    let cursor = '';
    for (let page = 0; page < PAGES; page++) {
      const listed = Listed.parse(
        await web.conversations.list({
          types: 'public_channel,private_channel',
          exclude_archived: true,
          limit: 1000,
          ...(cursor && { cursor }),
        }),
      );
      for (const { id, name } of listed.channels) if (name) found.set(name.toLowerCase(), id);
      cursor = listed.response_metadata?.next_cursor ?? '';
      if (!cursor) break;
    }
    return found;
  }

  async function slackIdOf(ref: string): Promise<string | null> {
    const [row] = await db.select().from(peopleTable).where(eq(peopleTable.ref, ref));
    if (row && row.via !== 'self') return row.slackId;
    const contact = await people.contactOf(ref);
    if (contact?.slackId) return contact.slackId;
    if (contact?.email) {
      try {
        return Found.parse(await web.users.lookupByEmail({ email: contact.email })).user.id;
      } catch (error) {
        if (codeOf(error) !== 'users_not_found') throw error;
      }
    }
    return row?.slackId ?? null;
  }

  async function barrierTo(channel: string): Promise<string | null> {
    const id = await channelIdOf(channel);
    if (!id) return 'I see no such channel; if it is private, invite me';
    const kind = await kindOf(id);
    return kind === 'shared' ? 'people of other companies read there' : null;
  }

  /** A lookup that fails is a reason, never an exception: the others are still to be told. */
  async function trying(whom: string, work: () => Promise<Reached>): Promise<Reached> {
    try {
      return await work();
    } catch (error) {
      const code = codeOf(error);
      log.warn({ whom, reason: describeError(error) }, 'slack place could not be looked up');
      return unreachable(code ? remedy(code) : 'Slack did not answer');
    }
  }

  /** To a channel, or a person by ref. */
  function post(place: string, content: Content, key: string): Promise<Reached> {
    return trying(place, async () => {
      const isPerson = place.startsWith('user:');
      const barrier = isPerson ? null : await barrierTo(place);
      if (barrier) return unreachable(barrier);
      const id = await (isPerson ? slackIdOf(place) : channelIdOf(place));
      if (!id)
        return unreachable(isPerson ? 'I do not know them in Slack' : 'there is no such channel');
      const address = { kind: 'channel', channel: id, threadTs: null } as const;
      return reachedBy(await outbox.answerAnew(address, content, key));
    });
  }

  return {
    channelIdOf,
    slackIdOf,
    barrierTo: (channel) =>
      barrierTo(channel).catch(
        (error: unknown) => `Slack did not answer (${describeError(error)})`,
      ),
    post,
    person: (ref, said, key) => post(ref, contentOfAnnouncement(said), key),
    channel: (channel, said, key) => post(channel, contentOfAnnouncement(said), key),
  };
}

function unreachable(reason: string): Reached {
  return { kind: 'unreachable', reason };
}

function reachedBy(sending: Sending): Reached {
  switch (sending.kind) {
    case 'sent':
    case 'duplicate':
      return { kind: 'reached' };
    case 'waiting':
      return unreachable(`Slack did not take it yet (${sending.reason}); I keep trying`);
    case 'failed':
      return unreachable(remedy(sending.reason));
  }
}

/** In the name of whoever pressed; what they wrote cannot ping, mention or link. */
export function contentOfAnnouncement({ headline, text, by }: Announcement): Content {
  const words = text ? `\n${quoted(escaped(text, TEXT_LENGTH))}` : '';
  const line = `${escaped(headline, 300)}${words}\n_Sent by ${mention(by)} through me._`;
  return { text: line, blocks: [section(line)] };
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => `>${line}`)
    .join('\n');
}
