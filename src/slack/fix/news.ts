import type { Db } from '#dialect';
import {
  type CorrectionPlace,
  type CorrectionRow,
  markedBy,
  placesOf,
} from '../../catalog/corrections/store.ts';
import type { Address, Content } from '../message.ts';
import type { Outbox } from '../outbox.ts';
import { messageAt, messageByKey } from '../outbox-store.ts';
import { drawNews, drawQuestion, markLine } from './draw.ts';

export type NewsOptions = {
  db: Db;
  outbox: Outbox;
  nameOf: (ref: string) => Promise<(ref: string) => string>;
  /** Where the owner of a thing is asked: the team's channel, or a person; null where there is neither. */
  ownerPlace: (owner: string) => Promise<{ channel: string; label: string } | null>;
};

/**
 * Tells what became of a correction: in the thread where it was asked for, below the answer that was wrong, and to the owner. Each is
 * one message for the life of the correction, updated in place; all may be told again without a second message.
 */
export function createNews({ db, outbox, nameOf, ownerPlace }: NewsOptions) {
  return async function tell(row: CorrectionRow): Promise<void> {
    const names = await nameOf(row.ref);
    const owner = row.owner && row.number !== null ? await ownerPlace(row.owner) : null;
    const places = await placesOf(db, row.id);
    const isOwnersOwn = places.some(({ channel }) => channel === owner?.channel);
    if (owner && !isOwnersOwn) {
      const address: Address = { kind: 'channel', channel: owner.channel, threadTs: null };
      await say(`correction:${row.id}:owner`, address, drawQuestion(row, names), row);
    }
    const askedIn = owner?.label ?? null;
    for (const place of places) {
      const { channel, ts, threadTs } = place;
      // Direct messages are one conversation: what is told stands in it, not below a message.
      const thread = channel.startsWith('D') ? null : threadTs || ts || null;
      const address: Address = { kind: 'channel', channel, threadTs: thread };
      const content = drawNews({ row, nameOf: names, askedIn });
      await say(`correction:${row.id}:news:${channel}:${ts}`, address, content, row);
      if (ts) await mark(place, row, names);
    }
  };

  /** Posts once for a key, and from then on changes what was posted. */
  async function say(
    key: string,
    address: Address,
    content: Content,
    { state, verdict }: CorrectionRow,
  ): Promise<void> {
    const posted = await messageByKey(db, key);
    const turn = `${key}:${[state, verdict?.says].filter(Boolean).join(':')}`;
    const { channel } = address;
    if (!posted) {
      await outbox.answer(address, content, key);
    } else if (posted.ts && /^[CDG]/.test(channel)) {
      const there: Address = { kind: 'update', channel, ts: posted.ts, threadTs: null };
      await outbox.answer(there, content, turn);
    } else if (/^[UW]/.test(channel)) {
      // Slack takes a person's id for new messages only.
      await outbox.answer(address, content, turn);
    }
  }

  /** The answer as it was posted, with a line for each correction it led to. */
  async function mark(
    { channel, ts }: CorrectionPlace,
    row: CorrectionRow,
    names: (ref: string) => string,
  ): Promise<void> {
    const posted = await messageAt(db, { channel, ts });
    if (!posted || posted.content.picture) return;
    const rows = await markedBy(db, { channel, ts });
    const lines = rows.flatMap((one) => markLine(one, names) ?? []);
    const { text, blocks } = posted.content;
    const there: Address = { kind: 'update', channel, ts, threadTs: null };
    const content = { text, blocks: [...blocks, ...lines.slice(-3)] };
    await outbox.answer(there, content, `correction:${row.id}:mark:${channel}:${ts}:${row.state}`);
  }
}
