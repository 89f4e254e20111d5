import { desc, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { misses } from '../db/schema.ts';

export type Miss = { text: string; count: number; firstAt: Date; lastAt: Date };

/** Counts a name or question that nobody knew, for the platform lead. */
export async function countMiss(db: Db, text: string, now: Date): Promise<void> {
  const said = text.toLowerCase().replace(/\s+/g, ' ').trim().slice(0, 200);
  if (!said) return;
  await db
    .insert(misses)
    .values({ text: said, count: 1, firstAt: now, lastAt: now })
    .onConflictDoUpdate({
      target: misses.text,
      set: { count: sql`${misses.count} + 1`, lastAt: now },
    });
}

/** What was asked for most and not found. */
export async function topMisses(db: Db, limit: number): Promise<Miss[]> {
  return db.select().from(misses).orderBy(desc(misses.count), desc(misses.lastAt)).limit(limit);
}
