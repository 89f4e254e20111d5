import { and, asc, desc, eq, gte, inArray, isNull, ne, or, type SQL } from 'drizzle-orm';
import type { Db } from '#dialect';
import { corrections } from '../../db/schema.ts';
import { transfers } from '../../db/scorecard-tables.ts';
import type { Transfer } from './exemption.ts';

export type TransferFilter = {
  ref?: string | undefined;
  to?: string | undefined;
  states?: readonly Transfer['state'][] | undefined;
  limit?: number;
};

/** Transfers, the newest first. */
export function transfersWhere(
  db: Db,
  { ref, to, states, limit = 500 }: TransferFilter = {},
): Promise<Transfer[]> {
  const conditions: (SQL | undefined)[] = [
    ref === undefined ? undefined : eq(transfers.ref, ref),
    to === undefined ? undefined : eq(transfers.to, to),
    states === undefined ? undefined : inArray(transfers.state, [...states]),
  ];
  return db
    .select()
    .from(transfers)
    .where(and(...conditions))
    .orderBy(desc(transfers.askedAt), desc(transfers.id))
    .limit(limit);
}

export async function transferById(db: Db, id: string): Promise<Transfer | null> {
  const [row] = await db.select().from(transfers).where(eq(transfers.id, id));
  return row ?? null;
}

/** Entities that are nobody's for now, by ref: the receiver has not answered, or the pull request with the new owner is open. */
export async function pendingTransfers(db: Db): Promise<Map<string, Transfer>> {
  const rows = await db
    .select({ transfer: transfers })
    .from(transfers)
    .leftJoin(corrections, eq(corrections.id, transfers.correction))
    .where(
      or(
        eq(transfers.state, 'asked'),
        and(eq(transfers.state, 'accepted'), inArray(corrections.state, ['asked', 'opened'])),
      ),
    )
    .orderBy(asc(transfers.askedAt));
  return new Map(rows.map(({ transfer }) => [transfer.ref, transfer]));
}

/** Accepted since a while, with nothing proposed yet. */
export function unproposedTransfers(db: Db, since: Date): Promise<Transfer[]> {
  return db
    .select()
    .from(transfers)
    .where(
      and(
        eq(transfers.state, 'accepted'),
        isNull(transfers.correction),
        gte(transfers.decidedAt, since),
      ),
    );
}

/** Transfers of an entity that were answered or taken back. */
export async function settledTransfers(db: Db, ref: string): Promise<number> {
  const rows = await db
    .select({ id: transfers.id })
    .from(transfers)
    .where(and(eq(transfers.ref, ref), ne(transfers.state, 'asked')));
  return rows.length;
}
