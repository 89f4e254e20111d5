import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { incidentRooms } from '../../db/schema.ts';
import type { Room, Subject } from './room.ts';

/** Takes a channel in, once: false when it is known, here or on another replica. */
export async function openRoom(
  db: Db,
  { channel, name, subject, now }: { channel: string; name: string; subject: Subject; now: Date },
): Promise<boolean> {
  const added = await db
    .insert(incidentRooms)
    .values({ channel, name, ...mutable(subject), openedAt: now })
    .onConflictDoNothing()
    .returning();
  return added.length > 0;
}

export async function roomOf(db: Db, channel: string): Promise<Room | null> {
  const [row] = await db.select().from(incidentRooms).where(eq(incidentRooms.channel, channel));
  return row ?? null;
}

/** Rooms whose incident is not over, oldest first. */
export async function openRooms(db: Db): Promise<Room[]> {
  return db
    .select()
    .from(incidentRooms)
    .where(isNull(incidentRooms.endedAt))
    .orderBy(asc(incidentRooms.openedAt));
}

/** Keeps what a room is about; false when another replica has changed it since `before` was read. */
export async function saveSubject(
  db: Db,
  { channel, before, subject }: { channel: string; before: Subject; subject: Subject },
): Promise<boolean> {
  const saved = await db
    .update(incidentRooms)
    .set(mutable(subject))
    .where(
      and(
        eq(incidentRooms.channel, channel),
        eq(incidentRooms.heard, before.heard),
        isNull(incidentRooms.endedAt),
      ),
    )
    .returning();
  return saved.length > 0;
}

/** Notes what the card shows now. */
export async function saveShown(
  db: Db,
  { channel, ts, shown, now }: { channel: string; ts: string | null; shown: string; now: Date },
): Promise<void> {
  await db
    .update(incidentRooms)
    .set({ ts, shown, shownAt: now })
    .where(eq(incidentRooms.channel, channel));
}

export async function renameRoom(db: Db, channel: string, name: string): Promise<void> {
  await db.update(incidentRooms).set({ name }).where(eq(incidentRooms.channel, channel));
}

export async function endRoom(
  db: Db,
  { channel, because, now }: { channel: string; because: string; now: Date },
): Promise<void> {
  await db
    .update(incidentRooms)
    .set({ endedAt: now, endedBecause: because })
    .where(eq(incidentRooms.channel, channel));
}

/** A room that was left is taken up again where the bot is invited once more; its card is the old one. */
export async function reopenRoom(db: Db, channel: string, now: Date): Promise<void> {
  await db
    .update(incidentRooms)
    .set({ endedAt: null, endedBecause: null, openedAt: now })
    .where(eq(incidentRooms.channel, channel));
}

function mutable({ services, named, options, heard }: Subject) {
  return { services: [...services], named: [...named], options: [...options], heard };
}
