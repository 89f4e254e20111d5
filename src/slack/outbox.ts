import type { Db } from '#dialect';
import type { Log } from '../log.ts';
import type { Problem } from './checker.ts';
import { type Failure, failureOf } from './failure.ts';
import { type Address, bodyOf, type Content, type StoredMessage } from './message.ts';
import {
  addMessage,
  claimMessage,
  dueMessages,
  inDoubt,
  isInDoubt,
  markFailed,
  markSent,
  messageByKey,
  type OutboxRow,
  postpone,
  reasonIn,
  reviveMessage,
} from './outbox-store.ts';
import { createPace } from './pace.ts';
import type { FindPosted } from './posted.ts';
import type { Send } from './sender.ts';

/** What became of a message so far. */
export type Sending =
  | { kind: 'sent'; ts: string | null }
  | { kind: 'waiting'; reason: string }
  | { kind: 'failed'; reason: string }
  /** A message with this key was taken before. */
  | { kind: 'duplicate' };

export type Outbox = {
  /** An answer somebody waits for: kept as a row, then tried at once. */
  answer: (address: Address, content: Content, key?: string) => Promise<Sending>;
  /** The same for what may have been tried before: sent once, and once more where it was given up. */
  answerAnew: (address: Address, content: Content, key: string) => Promise<Sending>;
  /** A message nobody waits for: kept as a row, sent at the channel's pace, once for each `key`. */
  tell: (address: Address, content: Content, key: string) => Promise<void>;
  /** Sends what is due. */
  drain: () => Promise<void>;
  /** Ends the clock and waits for calls under way; what is left stays in its rows. */
  stop: () => Promise<void>;
};

export type OutboxOptions = {
  db: Db;
  send: Send;
  /** Looks for a message that may have been posted before. */
  find: FindPosted;
  now: () => Date;
  newId: () => string;
  log: Log;
  /** What Slack would say against the message; empty if it would take it. */
  check: (message: { text: string; blocks?: unknown }) => readonly Problem[];
  /** Slack will not take a message, ever. */
  onUndeliverable: (row: OutboxRow, reason: string) => Promise<void>;
  /** Slack refuses the token (a reason), or takes messages (null). */
  onRefused: (reason: string | null) => void;
};

const MINUTE = 60_000;
/** After half an hour an answer is no answer any more, and its response address is closed. */
const ANSWER_LIFE_MS = 30 * MINUTE;
const MESSAGE_LIFE_MS = 24 * 60 * MINUTE;
const REFUSED_WAIT_MS = 5 * MINUTE;
const LONGEST_WAIT_MS = 5 * MINUTE;
const BATCH = 100;

/** Everything said in Slack goes through here: a row before the call, so that nothing is lost, and one place that knows Slack's failures. */
export function createOutbox(options: OutboxOptions): Outbox {
  const { db, send, now, newId, log } = options;
  const pace = createPace();
  const timers = new Set<NodeJS.Timeout>();
  const underWay = new Set<Promise<unknown>>();
  let isStopped = false;

  async function keep(message: StoredMessage, key: string | undefined): Promise<OutboxRow | null> {
    const id = newId();
    return addMessage(db, { id, key: key ?? id, message: checked(message), now: now() });
  }

  /** The message as Slack will take it: one that the checker would refuse goes as its text, so that nothing is lost. */
  function checked(message: StoredMessage): StoredMessage {
    const problems = options.check(bodyOf(message.content));
    if (problems.length === 0) return message;
    log.error({ problems, channel: message.address.channel }, 'message would be refused by Slack');
    return { ...message, content: { ...message.content, blocks: [] } };
  }

  async function attempt(row: OutboxRow): Promise<Sending> {
    if (!(await claimMessage(db, row, now()))) return { kind: 'waiting', reason: 'being sent' };
    const settled = isInDoubt(row) ? await lookFor(row) : null;
    if (settled) return settled;
    const life = row.message.isAnswer ? ANSWER_LIFE_MS : MESSAGE_LIFE_MS;
    if (now().getTime() - row.createdAt.getTime() > life) {
      return giveUp(row, reasonIn(row) ?? 'it could not be sent in time');
    }
    try {
      const { ts, channel } = await send(row.message.address, row.message.content, row.id);
      await markSent(db, row.id, { ts, channel: channel ?? row.channel }, now());
      options.onRefused(null);
      return { kind: 'sent', ts };
    } catch (error) {
      return afterFailure({ ...row, attempts: row.attempts + 1 }, failureOf(error));
    }
  }

  /** What was cut off while it was sent may stand in Slack. Null: it does not, or nobody can tell, and it is sent again. */
  async function lookFor(row: OutboxRow): Promise<Sending | null> {
    const posted = await options.find(row);
    switch (posted.kind) {
      case 'posted':
        await markSent(db, row.id, posted, now());
        return { kind: 'sent', ts: posted.ts };
      case 'unanswered': {
        const tried = row.attempts + 1;
        return putOff(row, posted.waitMs ?? backoff(tried), inDoubt(posted.reason));
      }
      case 'absent':
      case 'hidden':
        return null;
    }
  }

  async function afterFailure(row: OutboxRow, failure: Failure): Promise<Sending> {
    const { reason } = failure;
    switch (failure.kind) {
      case 'temporary': {
        const wait = failure.waitMs ?? backoff(row.attempts);
        log.warn({ channel: row.channel, reason, waitMs: wait }, 'slack message put off');
        if (failure.waitMs !== null) pace.hold(row.channel, now().getTime() + wait);
        return putOff(row, wait, failure.isUnanswered ? inDoubt(reason) : reason);
      }
      case 'refused':
        options.onRefused(reason);
        return putOff(row, REFUSED_WAIT_MS, reason);
      case 'blocks':
        if (row.message.content.blocks.length === 0) return giveUp(row, reason);
        log.error({ channel: row.channel, reason }, 'slack refused the blocks of a message');
        return attempt(await withoutBlocks(row, reason));
      case 'permanent':
        return giveUp(row, reason);
    }
  }

  async function withoutBlocks(row: OutboxRow, reason: string): Promise<OutboxRow> {
    const content = { ...row.message.content, blocks: [] };
    const message = { ...row.message, content };
    await postpone(db, row.id, { dueAt: now(), reason, message });
    return { ...row, message, error: reason };
  }

  async function putOff(row: OutboxRow, waitMs: number, reason: string | null): Promise<Sending> {
    await postpone(db, row.id, { dueAt: new Date(now().getTime() + waitMs), reason });
    wakeIn(waitMs);
    return { kind: 'waiting', reason: reason ?? 'waiting for its turn' };
  }

  async function giveUp(row: OutboxRow, reason: string): Promise<Sending> {
    await markFailed(db, row.id, reason, now());
    log.error({ channel: row.channel, reason, id: row.id }, 'slack message not delivered');
    // A message that is gone needs nobody's care.
    if (row.message.address.kind !== 'update') await options.onUndeliverable(row, reason);
    return { kind: 'failed', reason };
  }

  function wakeIn(ms: number): void {
    if (isStopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      drain().catch((error: unknown) => log.error({ err: error }, 'outbox failed'));
    }, ms);
    timer.unref();
    timers.add(timer);
  }

  /** One channel after its pace, channels side by side. */
  async function drain(): Promise<void> {
    if (isStopped) return;
    const due = await dueMessages(db, now(), BATCH);
    const channels = Map.groupBy(due, (row) => row.channel);
    await Promise.all([...channels.values()].map((rows) => track(inTurn(rows))));
  }

  async function inTurn(rows: readonly OutboxRow[]): Promise<void> {
    for (const row of rows) {
      const wait = row.message.isAnswer ? 0 : pace.wait(row.channel, row.id, now().getTime());
      if (wait > 0) await putOff(row, wait, row.error);
      else await attempt(row);
    }
  }

  function track<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }

  return {
    async answer(address, content, key) {
      const row = await keep({ address, content, isAnswer: true }, key);
      return row ? track(attempt(row)) : { kind: 'duplicate' };
    },
    async answerAnew(address, content, key) {
      const message = { address, content, isAnswer: true };
      const row =
        (await keep(message, key)) ??
        (await reviveMessage(db, { key, message: checked(message), now: now() }));
      if (row) return track(attempt(row));
      const known = await messageByKey(db, key);
      if (known?.sentAt) return { kind: 'sent', ts: known.ts };
      return { kind: 'waiting', reason: known?.error ?? 'being sent' };
    },
    async tell(address, content, key) {
      const row = await keep({ address, content, isAnswer: false }, key);
      if (row) await track(inTurn([row]));
    },
    drain,
    async stop() {
      isStopped = true;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      await Promise.allSettled(underWay);
    },
  };
}

/** 2, 4, 8 … seconds, at most five minutes. */
function backoff(attempts: number): number {
  return Math.min(1000 * 2 ** attempts, LONGEST_WAIT_MS);
}
