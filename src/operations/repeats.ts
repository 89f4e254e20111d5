import { and, asc, eq, inArray, isNull, lte } from 'drizzle-orm';
import type { Db } from '#dialect';
import { repeats } from '../db/schema.ts';

/** A question that is asked again on a schedule, and the place that gets the answer: a channel, or a person by ref. */
export type Repeat = typeof repeats.$inferSelect;

/** The same id twice is one. */
export async function addRepeat(db: Db, repeat: Repeat): Promise<void> {
  await db.insert(repeats).values(repeat).onConflictDoNothing();
}

/** What somebody has scheduled, oldest first. */
export async function repeatsBy(db: Db, by: string): Promise<Repeat[]> {
  return db
    .select()
    .from(repeats)
    .where(and(eq(repeats.by, by), isNull(repeats.endedAt)))
    .orderBy(asc(repeats.createdAt));
}

export async function dueRepeats(db: Db, now: Date): Promise<Repeat[]> {
  return db
    .select()
    .from(repeats)
    .where(and(isNull(repeats.endedAt), lte(repeats.nextAt, now)))
    .orderBy(asc(repeats.nextAt));
}

/** A turn is over; nothing where another replica has said so. */
export async function endTurn(
  db: Db,
  { id, nextAt }: Repeat,
  after: { nextAt: Date; lastAt: Date; lastError: string | null },
): Promise<void> {
  await db
    .update(repeats)
    .set(after)
    .where(and(eq(repeats.id, id), eq(repeats.nextAt, nextAt)));
}

/** Ends some; how many were still going. */
export async function endRepeats(
  db: Db,
  ids: readonly string[],
  { by, now }: { by: string; now: Date },
): Promise<number> {
  const ended = await db
    .update(repeats)
    .set({ endedAt: now, endedBy: by })
    .where(and(inArray(repeats.id, [...ids]), isNull(repeats.endedAt)))
    .returning();
  return ended.length;
}
