import { and, asc, desc, eq, inArray, isNotNull, isNull, lte, ne, or } from 'drizzle-orm';
import type { Db } from '#dialect';
import { digestSchedules, digests } from '../../../db/scorecard-tables.ts';

/** Where a digest goes and when; without `approvedAt` somebody has yet to let it go. */
export type DigestSchedule = typeof digestSchedules.$inferSelect;
/** One digest that was made, with what became of it. */
export type DigestRow = typeof digests.$inferSelect;

/** One for each audience and place. The same id twice is one; a new id takes over from what stands there. */
export async function saveSchedule(db: Db, schedule: DigestSchedule): Promise<void> {
  const { audience: _, place: __, ...rest } = schedule;
  await db
    .insert(digestSchedules)
    .values(schedule)
    .onConflictDoUpdate({
      target: [digestSchedules.audience, digestSchedules.place],
      set: rest,
      setWhere: ne(digestSchedules.id, schedule.id),
    });
}

/** Keeps it only where there is none for its audience and place yet, ended or not. */
export async function addSchedule(db: Db, schedule: DigestSchedule): Promise<void> {
  await db.insert(digestSchedules).values(schedule).onConflictDoNothing();
}

export async function scheduleById(db: Db, id: string): Promise<DigestSchedule | null> {
  const [row] = await db.select().from(digestSchedules).where(eq(digestSchedules.id, id));
  return row ?? null;
}

/** Those that are not ended, the oldest first. */
export function runningSchedules(db: Db, by?: string): Promise<DigestSchedule[]> {
  return db
    .select()
    .from(digestSchedules)
    .where(
      and(
        isNull(digestSchedules.endedAt),
        by === undefined ? undefined : eq(digestSchedules.by, by),
      ),
    )
    .orderBy(asc(digestSchedules.createdAt), asc(digestSchedules.id));
}

/** Its turn is over; nothing where another replica has said so. */
export async function endDigestTurn(
  db: Db,
  { id, nextAt }: DigestSchedule,
  after: Partial<Pick<DigestSchedule, 'nextAt' | 'lastAt' | 'lastError'>>,
): Promise<void> {
  await db
    .update(digestSchedules)
    .set(after)
    .where(and(eq(digestSchedules.id, id), eq(digestSchedules.nextAt, nextAt)));
}

/** Makes room at a place for another schedule; false where one is running there. */
export async function clearPlace(
  db: Db,
  { id, audience, place }: Pick<DigestSchedule, 'id' | 'audience' | 'place'>,
): Promise<boolean> {
  const isThere = and(
    eq(digestSchedules.audience, audience),
    eq(digestSchedules.place, place),
    ne(digestSchedules.id, id),
  );
  await db.delete(digestSchedules).where(and(isThere, isNotNull(digestSchedules.endedAt)));
  return (await db.select().from(digestSchedules).where(isThere)).length === 0;
}

export async function changeSchedule(
  db: Db,
  id: string,
  change: Partial<Omit<DigestSchedule, 'id'>>,
): Promise<DigestSchedule | null> {
  const [row] = await db
    .update(digestSchedules)
    .set(change)
    .where(and(eq(digestSchedules.id, id), isNull(digestSchedules.endedAt)))
    .returning();
  return row ?? null;
}

/** How many of them were still going. */
export async function endSchedules(
  db: Db,
  ids: readonly string[],
  { by, now }: { by: string; now: Date },
): Promise<number> {
  if (ids.length === 0) return 0;
  const ended = await db
    .update(digestSchedules)
    .set({ endedAt: now, endedBy: by })
    .where(and(inArray(digestSchedules.id, [...ids]), isNull(digestSchedules.endedAt)))
    .returning();
  return ended.length;
}

/** The same digest twice is one. */
export async function addDigest(db: Db, row: DigestRow): Promise<void> {
  await db.insert(digests).values(row).onConflictDoNothing();
}

/** Those that Slack has not taken yet. */
export function digestsToSend(db: Db): Promise<DigestRow[]> {
  return db
    .select()
    .from(digests)
    .where(or(eq(digests.state, 'due'), and(eq(digests.state, 'preview'), isNull(digests.sentAt))))
    .orderBy(asc(digests.madeAt), asc(digests.id));
}

export async function digestById(db: Db, id: string): Promise<DigestRow | null> {
  const [row] = await db.select().from(digests).where(eq(digests.id, id));
  return row ?? null;
}

export async function changeDigest(
  db: Db,
  id: string,
  change: Partial<Pick<DigestRow, 'state' | 'sentAt' | 'problem'>>,
): Promise<void> {
  await db.update(digests).set(change).where(eq(digests.id, id));
}

/** What was made for a schedule last, up to a moment. */
export async function lastDigest(
  db: Db,
  schedule: string,
  { until, states }: { until?: Date; states?: readonly DigestRow['state'][] } = {},
): Promise<DigestRow | null> {
  const [row] = await db
    .select()
    .from(digests)
    .where(
      and(
        isNotNull(digests.schedule),
        eq(digests.schedule, schedule),
        until === undefined ? undefined : lte(digests.madeAt, until),
        states === undefined ? undefined : inArray(digests.state, [...states]),
      ),
    )
    .orderBy(desc(digests.madeAt), desc(digests.id))
    .limit(1);
  return row ?? null;
}
