import { eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { preferences } from '../../db/scorecard-tables.ts';
import type { Preferences } from '../nudges/nudge.ts';

export async function preferencesFor(db: Db, who: string): Promise<Preferences | null> {
  const [row] = await db.select().from(preferences).where(eq(preferences.who, who));
  return row ?? null;
}
