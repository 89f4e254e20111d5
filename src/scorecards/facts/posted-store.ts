import { and, asc, eq, lte } from 'drizzle-orm';
import type { Db } from '#dialect';
import { postedFacts } from '../../db/scorecard-tables.ts';
import type { PostedFact } from './posted.ts';

/** Keeps facts as they were posted, all or none. True for each that is newer than what was known; an older word changes nothing. */
export async function savePosted(db: Db, facts: readonly PostedFact[]): Promise<boolean[]> {
  const before = new Map<string, PostedFact>();
  for (const ref of new Set(facts.map((fact) => fact.ref)))
    for (const fact of await postedOf(db, ref)) before.set(`${ref} ${fact.name}`, fact);
  await db.atomically((tx) =>
    facts.map(({ ref, name, ...set }) =>
      tx
        .insert(postedFacts)
        .values({ ref, name, ...set })
        .onConflictDoUpdate({
          target: [postedFacts.ref, postedFacts.name],
          set,
          // Retries and late deliveries change nothing.
          setWhere: lte(postedFacts.observedAt, set.observedAt),
        }),
    ),
  );
  return facts.map(({ ref, name, observedAt }) => {
    const known = before.get(`${ref} ${name}`);
    return known === undefined || known.observedAt <= observedAt;
  });
}

/** What was posted of an entity, by name. */
export function postedOf(db: Db, ref: string): Promise<PostedFact[]> {
  return db
    .select()
    .from(postedFacts)
    .where(eq(postedFacts.ref, ref))
    .orderBy(asc(postedFacts.name));
}

/** Takes one back. False where there was none. */
export async function forgetPosted(
  db: Db,
  { ref, name }: { ref: string; name: string },
): Promise<boolean> {
  const gone = await db
    .delete(postedFacts)
    .where(and(eq(postedFacts.ref, ref), eq(postedFacts.name, name)))
    .returning({ name: postedFacts.name });
  return gone.length > 0;
}
