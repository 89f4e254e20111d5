import { and, eq, gt, isNull, lt } from 'drizzle-orm';
import type { Db } from '#dialect';
import { formLinks } from '../db/scaffolder-tables.ts';

export type FormLink = typeof formLinks.$inferSelect;

export async function addFormLink(db: Db, link: typeof formLinks.$inferInsert): Promise<void> {
  await db.insert(formLinks).values(link);
}

/** Opens an address for the first browser that comes with it; null for one that is unknown, too old or opened before. */
export async function openFormLink(
  db: Db,
  { token, session, until, now }: { token: string; session: string; until: Date; now: Date },
): Promise<FormLink | null> {
  const [opened] = await db
    .update(formLinks)
    .set({ session, sessionUntil: until })
    .where(and(eq(formLinks.token, token), isNull(formLinks.session), gt(formLinks.expiresAt, now)))
    .returning();
  return opened ?? null;
}

export async function formLinkOf(db: Db, session: string, now: Date): Promise<FormLink | null> {
  const [row] = await db
    .select()
    .from(formLinks)
    .where(and(eq(formLinks.session, session), gt(formLinks.sessionUntil, now)));
  return row ?? null;
}

const DAY_MS = 24 * 3_600_000;

export async function forgetFormLinks(db: Db, now: Date): Promise<void> {
  await db.delete(formLinks).where(lt(formLinks.expiresAt, new Date(now.getTime() - DAY_MS)));
}
