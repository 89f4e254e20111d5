import { and, eq, isNull, lt } from 'drizzle-orm';
import type { Db } from '#dialect';
import { drafts } from '../db/scaffolder-tables.ts';
import { isId } from './ids.ts';

export type Draft = typeof drafts.$inferSelect;

/** A form becomes one run, in Slack or on the web, whatever is pressed and how often. */
export function keyOfDraft(id: string): string {
  return `draft:${id}`;
}

/** So long somebody may take over a form. */
const KEPT_MS = 7 * 24 * 3_600_000;

export async function addDraft(db: Db, draft: typeof drafts.$inferInsert): Promise<void> {
  await db.insert(drafts).values(draft);
}

export async function draftById(db: Db, id: string): Promise<Draft | null> {
  if (!isId(id)) return null;
  const [row] = await db.select().from(drafts).where(eq(drafts.id, id));
  return row ?? null;
}

/** False where it has become a run meanwhile: what was sent stays as it was sent. */
export async function saveDraft(
  db: Db,
  id: string,
  filled: Partial<Pick<Draft, 'values' | 'page'>>,
): Promise<boolean> {
  const saved = await db
    .update(drafts)
    .set(filled)
    .where(and(eq(drafts.id, id), isNull(drafts.run)))
    .returning({ id: drafts.id });
  return saved.length > 0;
}

export async function draftBecame(db: Db, id: string, run: string): Promise<void> {
  await db.update(drafts).set({ run }).where(eq(drafts.id, id));
}

/** Forms that nobody finished. */
export async function forgetDrafts(db: Db, now: Date): Promise<void> {
  await db.delete(drafts).where(lt(drafts.createdAt, new Date(now.getTime() - KEPT_MS)));
}
