import { and, asc, count, desc, eq, inArray, isNotNull, isNull, lte, ne, or } from 'drizzle-orm';
import type { Db } from '#dialect';
import { correctionPlaces, corrections, repositories } from '../../db/schema.ts';
import type { Verdict } from './row.ts';

export type CorrectionRow = typeof corrections.$inferSelect;
export type CorrectionPlace = typeof correctionPlaces.$inferSelect;

/** Keeps a correction; false when the same one was asked before. */
export async function addCorrection(
  db: Db,
  row: typeof corrections.$inferInsert,
): Promise<boolean> {
  const added = await db.insert(corrections).values(row).onConflictDoNothing().returning();
  return added.length > 0;
}

/** How often a proposal was settled before. */
export async function settledBefore(db: Db, proposal: string): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(corrections)
    .where(
      and(
        eq(corrections.proposal, proposal),
        inArray(corrections.state, ['merged', 'closed', 'failed', 'unneeded']),
      ),
    );
  return row?.n ?? 0;
}

export async function correctionById(db: Db, id: string): Promise<CorrectionRow | null> {
  const [row] = await db.select().from(corrections).where(eq(corrections.id, id));
  return row ?? null;
}

/** Corrections of an entity that are neither merged nor turned down, oldest first. */
export function pendingOf(db: Db, ref: string): Promise<CorrectionRow[]> {
  return db
    .select()
    .from(corrections)
    .where(and(eq(corrections.ref, ref), inArray(corrections.state, ['asked', 'opened'])))
    .orderBy(asc(corrections.askedAt));
}

/** The newest ones of all, for a page or a list. */
export function latestCorrections(db: Db, limit: number): Promise<CorrectionRow[]> {
  return db.select().from(corrections).orderBy(desc(corrections.askedAt)).limit(limit);
}

export function dueCorrections(db: Db, now: Date, limit: number): Promise<CorrectionRow[]> {
  return db
    .select()
    .from(corrections)
    .where(and(inArray(corrections.state, ['asked', 'opened']), lte(corrections.dueAt, now)))
    .orderBy(asc(corrections.dueAt))
    .limit(limit);
}

/** Takes a row for one attempt; false when another process has it. */
export async function claimCorrection(db: Db, row: CorrectionRow, until: Date): Promise<boolean> {
  const claimed = await db
    .update(corrections)
    .set({ attempts: row.attempts + 1, dueAt: until })
    .where(
      and(
        eq(corrections.id, row.id),
        eq(corrections.attempts, row.attempts),
        eq(corrections.state, row.state),
      ),
    )
    .returning();
  return claimed.length > 0;
}

/** Corrections whose news nobody was told yet: a crash came between the two. */
export function untoldCorrections(db: Db, limit: number): Promise<CorrectionRow[]> {
  return db
    .select()
    .from(corrections)
    .where(
      and(
        or(isNull(corrections.told), ne(corrections.told, corrections.state)),
        or(ne(corrections.state, 'asked'), isNotNull(corrections.problem)),
      ),
    )
    .orderBy(asc(corrections.askedAt))
    .limit(limit);
}

export async function updateCorrection(
  db: Db,
  id: string,
  change: Partial<CorrectionRow>,
): Promise<void> {
  await db.update(corrections).set(change).where(eq(corrections.id, id));
}

/** A hint that something happened to a pull request: it is looked at with the next turn. */
export async function hurry(
  db: Db,
  { repositoryId, now }: { repositoryId: string; now: Date },
): Promise<void> {
  const [row] = await db
    .select({ slug: repositories.slug })
    .from(repositories)
    .where(eq(repositories.id, repositoryId));
  if (!row) return;
  await db
    .update(corrections)
    .set({ dueAt: now })
    .where(and(eq(corrections.repository, row.slug), eq(corrections.state, 'opened')));
}

/** Keeps the first word of an owner on an open pull request; false when there is one, or it is settled. */
export async function keepVerdict(
  db: Db,
  id: string,
  { verdict, now }: { verdict: Verdict; now: Date },
): Promise<boolean> {
  const kept = await db
    .update(corrections)
    .set({ verdict, isVerdictSaid: false, told: null, dueAt: now })
    .where(
      and(eq(corrections.id, id), eq(corrections.state, 'opened'), isNull(corrections.verdict)),
    )
    .returning();
  return kept.length > 0;
}

export async function addPlace(db: Db, place: CorrectionPlace): Promise<void> {
  await db.insert(correctionPlaces).values(place).onConflictDoNothing();
}

export function placesOf(db: Db, correction: string): Promise<CorrectionPlace[]> {
  return db.select().from(correctionPlaces).where(eq(correctionPlaces.correction, correction));
}

/** Every correction that one message led to, oldest first. */
export async function markedBy(
  db: Db,
  { channel, ts }: { channel: string; ts: string },
): Promise<CorrectionRow[]> {
  const rows = await db
    .select({ row: corrections })
    .from(correctionPlaces)
    .innerJoin(corrections, eq(corrections.id, correctionPlaces.correction))
    .where(and(eq(correctionPlaces.channel, channel), eq(correctionPlaces.ts, ts)))
    .orderBy(asc(corrections.askedAt));
  return rows.map(({ row }) => row);
}
