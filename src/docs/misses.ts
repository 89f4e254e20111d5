import { desc, lt, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { docMisses } from '../db/docs-tables.ts';
import { wordsIn } from './search/analyse.ts';

const DAY_MS = 24 * 3_600_000;
/** What nobody asks for so long is forgotten. */
const KEPT_DAYS = 180;
/** Of more, the latest are kept: a program that asks nonsense fills no disk. */
const MOST = 5_000;

/**
 * Counts a question about docs that no page answered. Nothing is kept of who asked; `example` must be free of names and secrets already.
 */
export async function noteDocMiss(
  db: Db,
  {
    words,
    example,
    refs,
    now,
  }: { words: string; example: string; refs: readonly string[]; now: Date },
): Promise<void> {
  const key = [...new Set(wordsIn(words).map(({ stem }) => stem))].sort().join(' ');
  if (key === '') return;
  const of = refs.length > 0 ? `${[...refs].sort().join(' ')}: ${key}` : key;
  await db
    .insert(docMisses)
    .values({ words: of, example, refs: [...refs], count: 1, firstAt: now, lastAt: now })
    .onConflictDoUpdate({
      target: docMisses.words,
      set: { count: sql`${docMisses.count} + 1`, example, lastAt: now },
    });
}

/** Forgets what nobody asked for in half a year. */
export async function forgetDocMisses(db: Db, now: Date, most = MOST): Promise<void> {
  await db
    .delete(docMisses)
    .where(lt(docMisses.lastAt, new Date(now.getTime() - KEPT_DAYS * DAY_MS)));
  const [oldest] = await db
    .select({ at: docMisses.lastAt })
    .from(docMisses)
    .orderBy(desc(docMisses.lastAt))
    .limit(1)
    .offset(most - 1);
  if (oldest) await db.delete(docMisses).where(lt(docMisses.lastAt, oldest.at));
}
