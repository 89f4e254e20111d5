import { and, eq, lte, ne, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { leases } from './schema.ts';

/**
 * Takes the lease `name` for `turn` until `ms` from now, if nobody holds it and `turn` was not taken before.
 * The database decides: of all replicas that ask for one turn, one is told true.
 */
export async function takeLease(
  db: Db,
  { name, turn, ms, now }: { name: string; turn: string; ms: number; now: Date },
): Promise<boolean> {
  const until = new Date(now.getTime() + ms);
  const taken = await db
    .insert(leases)
    .values({ name, holder: turn, until })
    .onConflictDoUpdate({
      target: leases.name,
      set: { holder: turn, until },
      setWhere: sql`${lte(leases.until, now)} and ${ne(leases.holder, turn)}`,
    })
    .returning();
  return taken.length > 0;
}

/** Gives the lease back early. The row keeps the turn, so that a slower replica does not repeat it. */
export async function giveLease(
  db: Db,
  { name, turn, now }: { name: string; turn: string; now: Date },
): Promise<void> {
  await db
    .update(leases)
    .set({ until: now })
    .where(and(eq(leases.name, name), eq(leases.holder, turn)));
}
