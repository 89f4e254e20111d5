import { and, asc, eq, gte, isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { initiativeDays, initiatives } from '../../db/scorecard-tables.ts';
import type { InitiativeDay, InitiativeState } from './initiative.ts';

/** What became of initiatives, by name. */
export async function initiativeStates(db: Db): Promise<Map<string, InitiativeState>> {
  const rows = await db.select().from(initiatives);
  return new Map(rows.map((row) => [row.name, row]));
}

/** How far an initiative was at the ends of days from `since` (`2026-06-01`) on; `owner` is `*` for everybody. */
export async function initiativeDaysOf(
  db: Db,
  { name, owner = '*', since = '' }: { name: string; owner?: string; since?: string },
): Promise<InitiativeDay[]> {
  return db
    .select()
    .from(initiativeDays)
    .where(
      and(
        eq(initiativeDays.name, name),
        eq(initiativeDays.owner, owner),
        gte(initiativeDays.day, since),
      ),
    )
    .orderBy(asc(initiativeDays.day));
}

/** Notes how far it is on a day, again and again while the day lasts. */
export async function saveInitiativeDays(db: Db, rows: readonly InitiativeDay[]): Promise<void> {
  await db.atomically((tx) =>
    rows.map(({ done, exempt, unknown, total, ...key }) =>
      tx
        .insert(initiativeDays)
        .values({ ...key, done, exempt, unknown, total })
        .onConflictDoUpdate({
          target: [initiativeDays.name, initiativeDays.day, initiativeDays.owner],
          set: { done, exempt, unknown, total },
        }),
    ),
  );
}

/** Keeps since when an initiative is known; the first time stays. */
export async function noteInitiative(db: Db, name: string, now: Date): Promise<void> {
  await db
    .insert(initiatives)
    .values({ name, firstSeenAt: now, endedAt: null, endedAs: null, endedBy: null })
    .onConflictDoNothing();
}

/** Ends an initiative that still runs. `by`: null where its day came. True for the one caller who did. */
export async function endInitiative(
  db: Db,
  { name, as, by, now }: { name: string; as: 'standing' | 'closed'; by: string | null; now: Date },
): Promise<boolean> {
  const ended = await db
    .update(initiatives)
    .set({ endedAt: now, endedAs: as, endedBy: by })
    .where(and(eq(initiatives.name, name), isNull(initiatives.endedAt)))
    .returning({ name: initiatives.name });
  return ended.length > 0;
}

/** A due day that was put off: it goes on. */
export async function resumeInitiative(db: Db, name: string): Promise<void> {
  await db
    .update(initiatives)
    .set({ endedAt: null, endedAs: null, endedBy: null })
    .where(and(eq(initiatives.name, name), isNull(initiatives.endedBy)));
}
