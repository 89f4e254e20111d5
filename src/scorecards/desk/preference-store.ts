import { eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { preferences } from '../../db/scorecard-tables.ts';
import type { Preferences } from '../nudges/nudge.ts';

/** What everybody said who said anything, by ref. */
export async function allPreferences(db: Db): Promise<Map<string, Preferences>> {
  const rows = await db.select().from(preferences);
  return new Map(rows.map((row) => [row.who, row]));
}

export async function preferencesFor(db: Db, who: string): Promise<Preferences | null> {
  const [row] = await db.select().from(preferences).where(eq(preferences.who, who));
  return row ?? null;
}
