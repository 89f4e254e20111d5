import type { ReceiverEvent } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../db/test-db.ts';
import { createGate } from './gate.ts';

let db: Db;
beforeEach(async () => {
  db = await openTestDb();
});
afterEach(() => db.close());

const DAY = 24 * 60 * 60_000;

function delivered(id: string) {
  const event = {
    acks: 0,
    body: { type: 'event_callback', event_id: id },
    ack: async () => {
      event.acks += 1;
    },
  };
  return event as ReceiverEvent & { acks: number };
}

describe('one event', () => {
  it('is worked on by one replica only, and acknowledged by each', async () => {
    const worked: string[] = [];
    const replica = (name: string) =>
      createGate({
        db,
        now: () => new Date(),
        process: async (event) => {
          worked.push(name);
          await event.ack();
        },
      });
    const events = [delivered('Ev1'), delivered('Ev1'), delivered('Ev1')];
    const replicas = [replica('a'), replica('b'), replica('c')];
    await Promise.all(events.map((event, index) => replicas[index]?.process(event)));
    expect(worked).toHaveLength(1);
    expect(events.map(({ acks }) => acks)).toEqual([1, 1, 1]);
  });

  it('is forgotten after a day, when Slack has long stopped repeating it', async () => {
    let now = new Date('2026-06-15T12:00:00Z');
    let worked = 0;
    const gate = createGate({
      db,
      now: () => now,
      process: async () => {
        worked += 1;
      },
    });
    await gate.process(delivered('Ev1'));
    now = new Date(now.getTime() + DAY / 2);
    await gate.tidy();
    await gate.process(delivered('Ev1'));
    expect(worked).toBe(1);
    now = new Date(now.getTime() + DAY);
    await gate.tidy();
    await gate.process(delivered('Ev1'));
    expect(worked).toBe(2);
  });
});

describe('stopping', () => {
  it('finishes what is under way and takes nothing more', async () => {
    const { promise: slow, resolve: finish } = Promise.withResolvers<void>();
    const gate = createGate({ db, now: () => new Date(), process: () => slow });
    const underWay = gate.process(delivered('Ev1'));
    let isClosed = false;
    const closing = gate.close(60_000).then(() => {
      isClosed = true;
    });
    await expect(gate.process(delivered('Ev2'))).rejects.toThrow('stopping');
    expect(isClosed).toBe(false);
    finish();
    await Promise.all([underWay, closing]);
    expect(isClosed).toBe(true);
  });

  it('does not wait for ever', async () => {
    const gate = createGate({ db, now: () => new Date(), process: () => new Promise(() => {}) });
    void gate.process(delivered('Ev1'));
    await expect(gate.close(1)).resolves.toBeUndefined();
  });
});
