import { and, eq, inArray, ne } from 'drizzle-orm';
import type { Db } from '#dialect';
import { people } from '../db/schema.ts';

/** Which User entity somebody is, and how that is known. */
export type Identity = { ref: string; via: 'email' | 'annotation' | 'self'; at: Date };

export async function identityOf(db: Db, slackId: string): Promise<Identity | null> {
  const rows = await db.select().from(people).where(eq(people.slackId, slackId));
  return rows[0] ?? null;
}

export async function saveIdentity(
  db: Db,
  slackId: string,
  { ref, via, at }: Identity,
): Promise<void> {
  await db
    .insert(people)
    .values({ slackId, ref, via, at })
    .onConflictDoUpdate({ target: people.slackId, set: { ref, via, at } });
}

export async function forgetIdentity(db: Db, slackId: string): Promise<void> {
  await db.delete(people).where(eq(people.slackId, slackId));
}

/** Whether a platform (not the person) says that somebody else is this User entity. */
export async function isKnownAsAnother(db: Db, ref: string, slackId: string): Promise<boolean> {
  const rows = await db
    .select({ slackId: people.slackId })
    .from(people)
    .where(
      and(
        eq(people.ref, ref),
        ne(people.slackId, slackId),
        inArray(people.via, ['email', 'annotation']),
      ),
    );
  return rows.length > 0;
}
