import { eq, sql } from 'drizzle-orm';
import type { Db, Plan } from '#dialect';
import { leases } from './schema.ts';

/**
 * A number that every write of some data raises in its own transaction. Who decided by what it read before hands in the number it read then:
 * where somebody wrote since, the transaction ends with nothing written, and it reads and decides again.
 */
export async function readFence(db: Db, name: string): Promise<number> {
  const read = () => db.select({ turn: leases.holder }).from(leases).where(eq(leases.name, name));
  let [row] = await read();
  if (!row) {
    const first = { name, holder: '0', until: new Date(0) };
    await db.insert(leases).values(first).onConflictDoNothing();
    [row] = await read();
  }
  return Number(row?.turn ?? 0);
}

/** The statement that raises it from `turn`. A holder may not be null, which is what ends the transaction of who comes late. */
export function raiseFence(tx: Plan, { name, turn }: { name: string; turn: number }) {
  const next = sql`case when ${leases.holder} = ${String(turn)} then ${String(turn + 1)} end`;
  return tx.update(leases).set({ holder: next }).where(eq(leases.name, name));
}
