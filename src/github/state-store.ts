import { and, eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { state } from '../db/schema.ts';

/** A value of the `state` table, unchecked, with its time; undefined when it was never written. */
export async function readStateRow(
  db: Db,
  key: string,
): Promise<{ value: unknown; at: Date } | undefined> {
  const [row] = await db
    .select({ value: state.value, at: state.at })
    .from(state)
    .where(eq(state.key, key));
  return row;
}

export async function readState(db: Db, key: string): Promise<unknown> {
  return (await readStateRow(db, key))?.value;
}

export async function writeState(db: Db, key: string, value: unknown, at: Date): Promise<void> {
  await db
    .insert(state)
    .values({ key, value, at })
    .onConflictDoUpdate({ target: state.key, set: { value, at } });
}

/** Writes the key if it is not there. True for the one caller who did, on whichever replica. */
export async function claimState(db: Db, key: string, value: unknown, at: Date): Promise<boolean> {
  const written = await db
    .insert(state)
    .values({ key, value, at })
    .onConflictDoNothing()
    .returning({ key: state.key });
  return written.length > 0;
}

/** Replaces a value that is still of the time `since`. True for the one caller who did. */
export async function claimAgain(
  db: Db,
  key: string,
  { value, at, since }: { value: unknown; at: Date; since: Date },
): Promise<boolean> {
  const written = await db
    .update(state)
    .set({ value, at })
    .where(and(eq(state.key, key), eq(state.at, since)))
    .returning({ key: state.key });
  return written.length > 0;
}
