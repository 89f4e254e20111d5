import { randomUUID } from 'node:crypto';
import { WebAPIRateLimitedError } from '@slack/web-api';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../db/test-db.ts';
import { createLog } from '../log.ts';
import { ResponseUrlError } from './failure.ts';
import { createOutbox, type Outbox, type OutboxOptions } from './outbox.ts';
import { messageByKey, outboxCounts, tidyOutbox } from './outbox-store.ts';
import type { Posted } from './posted.ts';

let db: Db;
let now: Date;
let sent: string[];
const outboxes: Outbox[] = [];

beforeEach(async () => {
  db = await openTestDb();
  now = new Date('2026-06-15T12:00:00Z');
  sent = [];
});
afterEach(async () => {
  await Promise.all(outboxes.splice(0).map((outbox) => outbox.stop()));
  await db.close();
});

function open(over: Partial<OutboxOptions> = {}): Outbox {
  const outbox = createOutbox({
    db,
    now: () => now,
    newId: randomUUID,
    log: createLog('silent', { write() {} }),
    check: () => [],
    find: async () => ({ kind: 'absent' }),
    onUndeliverable: async () => {},
    onRefused() {},
    send: async (_address, { text }) => {
      sent.push(text);
      return { ts: '1.1', channel: null };
    },
    ...over,
  });
  outboxes.push(outbox);
  return outbox;
}

const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
const channel = { kind: 'channel', channel: 'C1', threadTs: null } as const;
const say = (text: string) => ({ text, blocks: [] });

describe('a message', () => {
  it('is sent by the next process when this one is killed while sending', async () => {
    const calling = Promise.withResolvers<void>();
    const killed = open({
      send: () => {
        calling.resolve();
        return new Promise(() => {});
      },
    });
    void killed.answer(channel, say('hello'));
    await calling.promise;
    // It never comes back, so there is nothing to wait for at the end.
    outboxes.splice(outboxes.indexOf(killed), 1);
    const next = open();
    later(61);
    await next.drain();
    expect(sent).toEqual(['hello']);
  });

  it('that had arrived when the process died is not sent again', async () => {
    const answers: Posted[] = [
      { kind: 'unanswered', reason: 'ratelimited', waitMs: 30_000 },
      { kind: 'posted', ts: '7.7', channel: 'C1' },
    ];
    const died = new Error('The line broke.');
    const busy = open({ send: () => Promise.reject(died) });
    await busy.tell(channel, say('hello'), 'once');
    const next = open({ find: async () => answers.shift() ?? { kind: 'absent' } });
    later(3);
    await next.drain();
    expect(await messageByKey(db, 'once')).toMatchObject({ sentAt: null });
    later(30);
    await next.drain();
    later(300);
    await next.drain();
    expect(sent).toEqual([]);
    expect(await messageByKey(db, 'once')).toMatchObject({ ts: '7.7', error: null });
  });

  it('that Slack had refused, or nobody can look for, is sent', async () => {
    const refused = new WebAPIRateLimitedError(5);
    const looked: string[] = [];
    const busy = open({ send: () => Promise.reject(refused) });
    await busy.tell(channel, say('refused'), 'a');
    await open({ send: () => Promise.reject(new Error('cut')) }).tell(
      { ...channel, channel: 'C2' },
      say('hidden'),
      'b',
    );
    const next = open({
      async find(row) {
        looked.push(row.channel);
        return { kind: 'hidden' };
      },
    });
    later(10);
    await next.drain();
    expect(sent.sort()).toEqual(['hidden', 'refused']);
    expect(looked).toEqual(['C2']);
  });

  it('is sent once, however many replicas find it', async () => {
    const busy = open({ send: () => Promise.reject(new ResponseUrlError('internal_error')) });
    await busy.answer(channel, say('hello'));
    later(60);
    await Promise.all([open().drain(), open().drain(), open().drain()]);
    expect(sent).toEqual(['hello']);
  });

  it('is sent once for its key', async () => {
    const outbox = open();
    await outbox.tell(channel, say('first'), 'weekly');
    await outbox.tell(channel, say('second'), 'weekly');
    expect(await outbox.answer(channel, say('third'), 'weekly')).toEqual({ kind: 'duplicate' });
    expect(sent).toEqual(['first']);
  });

  it('that the checker would refuse goes as its text', async () => {
    const blocks: unknown[] = [];
    const outbox = open({
      check: (message) => (message.blocks ? [{ pointer: '/blocks', message: 'too many' }] : []),
      send: async (_address, content) => {
        blocks.push(content.blocks);
        return { ts: null, channel: null };
      },
    });
    await outbox.answer(channel, { text: 'hello', blocks: [{ type: 'divider' }] });
    expect(blocks).toEqual([[]]);
  });
});

describe('the pace', () => {
  it('is one message a second in a channel for what nobody waits for', async () => {
    const outbox = open();
    for (const text of ['a', 'b', 'c']) await outbox.tell(channel, say(text), text);
    await outbox.tell({ ...channel, channel: 'C2' }, say('elsewhere'), 'elsewhere');
    expect(sent).toEqual(['a', 'elsewhere']);
    later(1);
    await outbox.drain();
    expect(sent).toEqual(['a', 'elsewhere', 'b']);
    later(1);
    await outbox.drain();
    expect(sent).toEqual(['a', 'elsewhere', 'b', 'c']);
  });

  it('does not hold back an answer', async () => {
    const outbox = open();
    for (const text of ['a', 'b']) await outbox.tell(channel, say(text), text);
    await outbox.answer(channel, say('answer'));
    expect(sent).toEqual(['a', 'answer']);
  });
});

describe('what is old', () => {
  it('is given up after a day, and forgotten after a month', async () => {
    const undeliverable: string[] = [];
    const outbox = open({
      send: () => Promise.reject(new ResponseUrlError('internal_error')),
      onUndeliverable: async (_row, reason) => void undeliverable.push(reason),
    });
    await outbox.tell(channel, say('hello'), 'k');
    later(25 * 60 * 60);
    await outbox.drain();
    expect(undeliverable).toEqual(['internal_error']);
    expect(await outboxCounts(db, now)).toEqual({ waiting: 0, failed: 1 });
    later(31 * 24 * 60 * 60);
    await tidyOutbox(db, now);
    await open().tell(channel, say('again'), 'k');
    expect(sent).toEqual(['again']);
  });
});
