import { and, asc, count, desc, eq, inArray, lte, type SQL } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import { audit, repositories } from '../../db/schema.ts';
import { fixes } from '../../db/scorecard-tables.ts';
import type { AuditLine } from '../../operations/audit.ts';
import type { FixRow, FixState } from './fix-row.ts';
import type { CheckKey } from './fixes.ts';

/** Those that are still something to do for. */
export const UNDER_WAY: readonly FixState[] = ['asked', 'opened'];

/** Keeps a fix with its line for the audit; the one that was asked before, where there is one. */
export async function addFix(db: Db, row: FixRow, line: AuditLine | null): Promise<FixRow> {
  await db.atomically((tx) => [
    tx.insert(fixes).values(row).onConflictDoNothing(),
    ...(line ? [tx.insert(audit).values(line).onConflictDoNothing()] : []),
  ]);
  return (await fixById(db, row.id)) ?? row;
}

export async function fixById(db: Db, id: string): Promise<FixRow | null> {
  const [row] = await db.select().from(fixes).where(eq(fixes.id, id));
  return row ?? null;
}

/** How often fixes of a check came to an end. */
export async function settledFixes(db: Db, { ref, scorecard, check }: CheckKey): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(fixes)
    .where(
      and(
        eq(fixes.ref, ref),
        eq(fixes.scorecard, scorecard),
        eq(fixes.check, check),
        inArray(fixes.state, ['merged', 'closed', 'failed', 'unneeded']),
      ),
    );
  return row?.n ?? 0;
}

export type FixFilter = {
  refs?: readonly string[] | undefined;
  scorecard?: string | undefined;
  check?: string | undefined;
  states?: readonly FixState[] | undefined;
  limit?: number;
};

/** Fixes, the newest first. */
export async function fixesWhere(
  db: Db,
  { refs, scorecard, check, states, limit = 500 }: FixFilter = {},
): Promise<FixRow[]> {
  const read = (some: readonly string[] | undefined) => {
    const conditions: (SQL | undefined)[] = [
      some === undefined ? undefined : inArray(fixes.ref, [...some]),
      scorecard === undefined ? undefined : eq(fixes.scorecard, scorecard),
      check === undefined ? undefined : eq(fixes.check, check),
      states === undefined ? undefined : inArray(fixes.state, [...states]),
    ];
    return db
      .select()
      .from(fixes)
      .where(and(...conditions))
      .orderBy(desc(fixes.askedAt), desc(fixes.id))
      .limit(limit);
  };
  if (refs === undefined) return read(undefined);
  const found: FixRow[] = [];
  for (const some of chunks(refs)) found.push(...(await read(some)));
  return found.toSorted((a, b) => b.askedAt.getTime() - a.askedAt.getTime()).slice(0, limit);
}

export function dueFixes(db: Db, now: Date, limit: number): Promise<FixRow[]> {
  return db
    .select()
    .from(fixes)
    .where(and(inArray(fixes.state, [...UNDER_WAY]), lte(fixes.dueAt, now)))
    .orderBy(asc(fixes.dueAt))
    .limit(limit);
}

/** Takes a row for one attempt; false when another process has it. */
export async function claimFix(db: Db, row: FixRow, until: Date): Promise<boolean> {
  const claimed = await db
    .update(fixes)
    .set({ attempts: row.attempts + 1, dueAt: until })
    .where(and(eq(fixes.id, row.id), eq(fixes.attempts, row.attempts), eq(fixes.state, row.state)))
    .returning();
  return claimed.length > 0;
}

export async function updateFix(db: Db, id: string, change: Partial<FixRow>): Promise<void> {
  await db.update(fixes).set(change).where(eq(fixes.id, id));
}

/** A hint that something happened to a pull request: it is looked at with the next turn. */
export async function hurryFixes(
  db: Db,
  { repositoryId, now }: { repositoryId: string; now: Date },
): Promise<void> {
  const [row] = await db
    .select({ slug: repositories.slug })
    .from(repositories)
    .where(eq(repositories.id, repositoryId));
  if (!row) return;
  await db
    .update(fixes)
    .set({ dueAt: now })
    .where(and(eq(fixes.repository, row.slug), eq(fixes.state, 'opened')));
}
