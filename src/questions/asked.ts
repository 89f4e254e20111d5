import { and, desc, gte, inArray, lt, sql, sum } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../catalog/chunks.ts';
import type { CatalogView } from '../catalog/search.ts';
import { askedAbout } from '../db/schema.ts';
import type { Answer } from './answer.ts';

/** An entity, and in how many questions of a time it was the subject. */
export type Asked = { ref: string; count: number };

const DAY_MS = 24 * 60 * 60_000;
const KEPT_DAYS = 90;
/** A question about more things is a list, and about none of them. */
const MOST_SUBJECTS = 3;

/**
 * Counts what people ask about, by day and entity: never who asked or what. What somebody asks of their own services tells their team
 * nothing, and is left out.
 */
export async function countAsked(
  { db, view, now }: { db: Db; view: CatalogView; now: Date },
  { kind, subjects }: Pick<Answer, 'kind' | 'subjects'>,
  asker: string | null,
): Promise<void> {
  if (kind !== 'answer' || subjects.length > MOST_SUBJECTS) return;
  const own = asker ? [asker, ...view.out(asker, 'memberOf')] : [];
  const isOwn = (ref: string) =>
    own.includes(ref) || view.out(ref, 'ownedBy').some((owner) => own.includes(owner));
  const rows = [...new Set(subjects)]
    .filter((ref) => view.get(ref) && !isOwn(ref))
    .map((ref) => ({ day: dayOf(now), ref, count: 1 }));
  if (rows.length === 0) return;
  await db
    .insert(askedAbout)
    .values(rows)
    .onConflictDoUpdate({
      target: [askedAbout.day, askedAbout.ref],
      set: { count: sql`${askedAbout.count} + 1` },
    });
}

/** Which of some entities were asked about most since `since`, most first. */
export async function mostAsked(
  db: Db,
  refs: readonly string[],
  { since, limit }: { since: Date; limit: number },
): Promise<Asked[]> {
  const found: Asked[] = [];
  for (const chunk of chunks([...refs])) {
    const count = sum(askedAbout.count);
    const rows = await db
      .select({ ref: askedAbout.ref, count })
      .from(askedAbout)
      .where(and(gte(askedAbout.day, dayOf(since)), inArray(askedAbout.ref, chunk)))
      .groupBy(askedAbout.ref)
      .orderBy(desc(count), askedAbout.ref)
      .limit(limit);
    // A sum comes back as text.
    found.push(...rows.map((row) => ({ ref: row.ref, count: Number(row.count) })));
  }
  return found.sort((a, b) => b.count - a.count || (a.ref < b.ref ? -1 : 1)).slice(0, limit);
}

export async function forgetAsked(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - KEPT_DAYS * DAY_MS);
  await db.delete(askedAbout).where(lt(askedAbout.day, dayOf(before)));
}

function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
