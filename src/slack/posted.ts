import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { codeOf, failureOf } from './failure.ts';
import type { OutboxRow } from './outbox-store.ts';

// Every message carries the id of its row as metadata, so that one whose sending was cut off can be looked for before it is sent again.
// https://docs.slack.dev/messaging/message-metadata/

const EVENT_TYPE = 'callboard_message';

/** What a message is marked with. Anybody in the workspace may read it: the id of a row says nothing. */
export function markOf(id: string) {
  return { event_type: EVENT_TYPE, event_payload: { id } };
}

/** Whether a message stands in Slack already. */
export type Posted =
  | { kind: 'posted'; ts: string; channel: string }
  | { kind: 'absent' }
  /** The app may not read there, now or ever: nobody can tell. */
  | { kind: 'hidden' }
  /** Slack did not answer: to be asked again, after `waitMs` where it says so. */
  | { kind: 'unanswered'; reason: string; waitMs: number | null };

export type FindPosted = (row: OutboxRow) => Promise<Posted>;

const Page = z.object({
  messages: z.array(
    z.looseObject({
      ts: z.string(),
      metadata: z
        .object({
          event_type: z.string(),
          event_payload: z.object({ id: z.string().catch('') }).catch({ id: '' }),
        })
        .nullish()
        .catch(null),
    }),
  ),
  response_metadata: z.object({ next_cursor: z.string().default('') }).optional(),
});
const Opened = z.object({ channel: z.object({ id: z.string() }) });

/** Slack's clock and ours may differ by so much. */
const SKEW_MS = 5 * 60_000;
/** A busy channel has a few thousand messages a day, and a row waits for a day at most. */
const PAGES = 20;
const PAGE = 200;
/** Asking again would change nothing. */
const HIDDEN = new Set([
  'missing_scope',
  'not_in_channel',
  'channel_not_found',
  'thread_not_found',
  'not_allowed_token_type',
  'method_not_supported_for_channel_type',
  'user_not_found',
]);

/** Looks for a message by its mark: in its channel, thread or direct messages, from when it was written. Only posts can be found. */
export function createFindPosted({ web, log }: { web: WebClient; log: Log }): FindPosted {
  return async function findPosted({ id, message: { address }, createdAt }) {
    if (address.kind !== 'channel') return { kind: 'absent' };
    try {
      const channel = /^[UW]/.test(address.channel)
        ? Opened.parse(await web.conversations.open({ users: address.channel })).channel.id
        : address.channel;
      const oldest = `${(createdAt.getTime() - SKEW_MS) / 1000}`;
      const read = (cursor: string) => {
        const page = { channel, oldest, include_all_metadata: true, limit: PAGE };
        const from = cursor ? { ...page, cursor } : page;
        return address.threadTs
          ? web.conversations.replies({ ...from, ts: address.threadTs })
          : web.conversations.history(from);
      };
      const ts = await search(read, id);
      if (ts) log.info({ channel, id }, 'slack message had arrived before it was recorded');
      return ts ? { kind: 'posted', ts, channel } : { kind: 'absent' };
    } catch (error) {
      const code = codeOf(error);
      if (code && HIDDEN.has(code)) {
        log.warn(
          { channel: address.channel, reason: code },
          'slack message could not be looked for',
        );
        return { kind: 'hidden' };
      }
      const failure = failureOf(error);
      const waitMs = failure.kind === 'temporary' ? failure.waitMs : null;
      return { kind: 'unanswered', reason: failure.reason, waitMs };
    }
  };
}

async function search(
  read: (cursor: string) => Promise<unknown>,
  id: string,
): Promise<string | null> {
  let cursor = '';
  for (let page = 0; page < PAGES; page++) {
    const { messages, response_metadata: next } = Page.parse(await read(cursor));
    const found = messages.find(
      ({ metadata }) => metadata?.event_type === EVENT_TYPE && metadata.event_payload.id === id,
    );
    if (found) return found.ts;
    cursor = next?.next_cursor ?? '';
    if (!cursor) break;
  }
  return null;
}
