import { eq, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import type { CatalogView } from '../catalog/search.ts';
import { teamsAbove } from '../catalog/teams.ts';
import { locks } from '../db/schema.ts';

/** Somebody said that nobody may deploy this; `ref` is `*` for the whole organisation. */
export type Lock = typeof locks.$inferSelect;

export const EVERYTHING = '*';

/** Locks that hold at `now`, oldest first; one whose time is over has ended by itself. */
export async function activeLocks(db: Db, now: Date): Promise<Lock[]> {
  const all = await db.select().from(locks).orderBy(locks.since);
  return all.filter((lock) => holds(lock, now));
}

export async function lockOn(db: Db, ref: string, now: Date): Promise<Lock | null> {
  const [lock] = await db.select().from(locks).where(eq(locks.ref, ref));
  return lock && holds(lock, now) ? lock : null;
}

/** Locks that stop deploying a thing: its own, of what it is part of, of its team, of everything. */
export async function locksOver(
  { db, view, now }: { db: Db; view: CatalogView; now: Date },
  ref: string,
): Promise<Lock[]> {
  const covering = new Set(coveringRefs(view, ref));
  return (await activeLocks(db, now)).filter((lock) => covering.has(lock.ref));
}

/** What a lock may stand on to stop `ref`. */
export function coveringRefs(view: CatalogView, ref: string): string[] {
  const wholes = closure(view, ref);
  const owners = view.out(ref, 'ownedBy');
  const teams = owners.flatMap((owner) => [owner, ...teamsAbove(view, owner)]);
  return [...new Set([ref, ...wholes, ...teams, EVERYTHING])];
}

function closure(view: CatalogView, ref: string): string[] {
  const seen = new Set([ref]);
  for (const one of seen) for (const next of view.out(one, 'partOf')) seen.add(next);
  return [...seen];
}

function holds({ until }: Pick<Lock, 'until'>, now: Date): boolean {
  return until === null || until > now;
}

/** Locks it, or says who has: of two at the same moment, the database lets one. A lock that has ended gives way. */
export async function addLock(
  db: Db,
  lock: Lock,
): Promise<{ kind: 'locked' | 'held'; lock: Lock }> {
  const { ref: _, ...values } = lock;
  const taken = await db
    .insert(locks)
    .values(lock)
    .onConflictDoUpdate({
      target: locks.ref,
      set: values,
      setWhere: sql`${locks.until} is not null and ${locks.until} <= ${sql.param(lock.since, locks.since)}`,
    })
    .returning();
  if (taken.length > 0) return { kind: 'locked', lock };
  const [held] = await db.select().from(locks).where(eq(locks.ref, lock.ref));
  return held ? { kind: 'held', lock: held } : addLock(db, lock);
}

/** Ends a lock; the one that was ended, or null where there was none. */
export async function endLock(db: Db, ref: string): Promise<Lock | null> {
  const [ended] = await db.delete(locks).where(eq(locks.ref, ref)).returning();
  return ended ?? null;
}
