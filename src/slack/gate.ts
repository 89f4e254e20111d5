import type { ReceiverEvent } from '@slack/bolt';
import { lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#dialect';
import { slackEvents } from '../db/schema.ts';

/** Nothing is taken any more, and nothing is wrong: Slack delivers again to whoever comes next. */
export class Stopping extends Error {}

export type Process = (event: ReceiverEvent) => Promise<void>;

/** Everything Slack delivers passes here once, whichever way it came. */
export type Gate = {
  /** Hands a delivery to the app, unless it was handed over before. Rejects, unacknowledged, while the service stops. */
  process: Process;
  /** Resolves when nothing is under way. */
  settled: () => Promise<void>;
  /** Takes nothing more and waits for what is under way, at most `ms`. */
  close: (ms: number) => Promise<void>;
  /** Forgets events that Slack no longer repeats. */
  tidy: () => Promise<void>;
};

/** The last retry comes about six minutes after the first try; a day leaves room for a redelivery by hand. */
const REMEMBERED_MS = 24 * 60 * 60_000;

const Identified = z.object({ type: z.literal('event_callback'), event_id: z.string().min(1) });

/** @param process Bolt's `processEvent`. */
export function createGate({
  db,
  now,
  process,
}: {
  db: Db;
  now: () => Date;
  process: Process;
}): Gate {
  const underWay = new Set<Promise<void>>();
  let isClosed = false;

  async function isNew(body: unknown): Promise<boolean> {
    const identified = Identified.safeParse(body);
    // Only events are repeated; commands and interactions have no id and come once.
    if (!identified.success) return true;
    const written = await db
      .insert(slackEvents)
      .values({ id: identified.data.event_id, at: now() })
      .onConflictDoNothing()
      .returning();
    return written.length > 0;
  }

  async function take(event: ReceiverEvent): Promise<void> {
    if (await isNew(event.body)) await process(event);
    else await event.ack();
  }

  async function settled(): Promise<void> {
    while (underWay.size > 0) await Promise.allSettled(underWay);
  }

  return {
    async process(event) {
      if (isClosed) throw new Stopping('The service is stopping.');
      const work = take(event);
      underWay.add(work);
      try {
        await work;
      } finally {
        underWay.delete(work);
      }
    },
    settled,
    async close(ms) {
      isClosed = true;
      const { promise: enough, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, ms);
      await Promise.race([settled(), enough]);
      clearTimeout(timer);
    },
    async tidy() {
      await db
        .delete(slackEvents)
        .where(lt(slackEvents.at, new Date(now().getTime() - REMEMBERED_MS)));
    },
  };
}
