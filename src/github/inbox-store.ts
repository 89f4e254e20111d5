import { and, count, eq, isNotNull, isNull, lt, lte } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../catalog/chunks.ts';
import { webhookInbox } from '../db/schema.ts';

export type InboxRow = typeof webhookInbox.$inferSelect;

const isDue = (now: Date) => and(isNull(webhookInbox.doneAt), lte(webhookInbox.dueAt, now));

/** Takes a delivery; false when it was taken before. */
export async function saveDelivery(
  db: Db,
  delivery: { id: string; event: string; payload: unknown; now: Date },
): Promise<boolean> {
  const { now, ...row } = delivery;
  const written = await db
    .insert(webhookInbox)
    .values({ ...row, receivedAt: now, dueAt: now, attempts: 0 })
    .onConflictDoNothing()
    .returning({ id: webhookInbox.id });
  return written.length > 0;
}

export async function countDue(db: Db, now: Date): Promise<number> {
  const [due] = await db.select({ rows: count() }).from(webhookInbox).where(isDue(now));
  return due?.rows ?? 0;
}

export function dueDeliveries(db: Db, now: Date, limit: number): Promise<InboxRow[]> {
  return db
    .select()
    .from(webhookInbox)
    .where(isDue(now))
    .orderBy(webhookInbox.receivedAt)
    .limit(limit);
}

/** What became of deliveries: done (with a reason when given up), or due again. */
export async function settleDeliveries(
  db: Db,
  settled: readonly Pick<InboxRow, 'id' | 'attempts' | 'dueAt' | 'doneAt' | 'error'>[],
): Promise<void> {
  for (const chunk of chunks(settled, 100)) {
    await db.atomically((tx) =>
      chunk.map(({ id, ...row }) =>
        tx.update(webhookInbox).set(row).where(eq(webhookInbox.id, id)),
      ),
    );
  }
}

/** Forgets deliveries settled before `before`. */
export async function forgetDeliveries(db: Db, before: Date): Promise<void> {
  await db.delete(webhookInbox).where(lt(webhookInbox.doneAt, before));
}

export async function countDeliveries(db: Db): Promise<{ waiting: number; givenUp: number }> {
  const [waiting] = await db
    .select({ rows: count() })
    .from(webhookInbox)
    .where(isNull(webhookInbox.doneAt));
  const [givenUp] = await db
    .select({ rows: count() })
    .from(webhookInbox)
    .where(and(isNotNull(webhookInbox.doneAt), isNotNull(webhookInbox.error)));
  return { waiting: waiting?.rows ?? 0, givenUp: givenUp?.rows ?? 0 };
}
