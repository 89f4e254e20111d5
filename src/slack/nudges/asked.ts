import type { Content } from '../message.ts';
import { messageByKey, messagesWithPrefix } from '../outbox-store.ts';
import type { NudgeWorld } from './parts.ts';

/** Keys that begin so are remembered for as long as what was asked may be answered. */
const KEPT = 'keep:';

/** Something that is asked of people in a message, which shows the answer once there is one. */
export type Question = {
  /** `exemption:EX-31`: its own for what is asked. */
  id: string;
  /** What it says now, in a word: each is told once. */
  state: string;
  content: Content;
};

/** Asks in each place once, and brings those messages up to date, wherever they stand. */
export function createAsked({ db, outbox }: Pick<NudgeWorld, 'db' | 'outbox'>) {
  return {
    /** Posts where it was not posted yet. */
    async ask({ id, content }: Question, channels: readonly string[]): Promise<void> {
      for (const channel of new Set(channels)) {
        const key = `${KEPT}${id}@${channel}`;
        if (await messageByKey(db, key)) continue;
        await outbox.tell({ kind: 'channel', channel, threadTs: null }, content, key);
      }
    },
    /** Shows in every place where it was asked what became of it. */
    async answer({ id, state, content }: Question): Promise<void> {
      for (const { key, channel, ts } of await messagesWithPrefix(db, `${KEPT}${id}@`)) {
        if (!ts) continue;
        const there = { kind: 'update', channel, ts, threadTs: null } as const;
        await outbox.answer(there, content, `answer:${key}:${state}`);
      }
    },
    /** Shows those who were asked something of the same kind before, and are not any more. */
    async withdraw(kind: string, { id, state, content }: Question): Promise<void> {
      for (const { key, channel, ts } of await messagesWithPrefix(db, `${KEPT}${kind}:`)) {
        if (!ts || key.startsWith(`${KEPT}${id}@`)) continue;
        const there = { kind: 'update', channel, ts, threadTs: null } as const;
        await outbox.answer(there, content, `answer:${key}:${state}`);
      }
    },
    /** Tells somebody once. */
    async tell({ id, state, content }: Question, channel: string): Promise<void> {
      const key = `told:${id}@${channel}:${state}`;
      await outbox.tell({ kind: 'channel', channel, threadTs: null }, content, key);
    },
  };
}
