import { createHash } from 'node:crypto';
import { and, countDistinct, desc, eq, gte, inArray, lt, ne, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { nameKey, withoutArticle } from '../catalog/names.ts';
import type { CatalogView } from '../catalog/search.ts';
import { missAskers, misses, missReports } from '../db/schema.ts';
import { exampleText, missText } from './miss-text.ts';

export type MissState = 'open' | 'alias' | 'ignored';

/** Where a question was asked. */
export type Place = 'channel' | 'direct' | 'command' | 'api' | 'terminal';

export type Miss = {
  text: string;
  /** The last question with it, as it was typed. */
  example: string | null;
  count: number;
  firstAt: Date;
  lastAt: Date;
  state: MissState;
  /** What it was said to mean. */
  ref: string | null;
  settledBy: string | null;
  settledAt: Date | null;
  /** By how many different people, as far as that is known. */
  people: number;
  places: readonly Place[];
};

/** Who asked and where; the person is any id that stays the same. */
export type Asker = { person: string | null; place: Place };

/** Nobody known: told apart from people, so that it counts as one. */
const SOMEBODY = '-';
const DAY = 24 * 60 * 60_000;
/** What nobody asks for so long is forgotten, and so is who asked. */
const KEPT_MS = 180 * DAY;
const MOST_OPEN = 10_000;

/** Counts a name or question that nobody knew, for the platform lead. What is kept of it, `missText` says. */
export async function countMiss(
  db: Db,
  text: string,
  now: Date,
  {
    asker,
    view = null,
    question = text,
  }: { asker?: Asker; view?: CatalogView | null; question?: string } = {},
): Promise<void> {
  const said = missText(text, view);
  if (!said) return;
  const typed = exampleText(question, view);
  // A question says more than the name alone.
  const example = typed?.toLowerCase() === said ? null : typed;
  await db
    .insert(misses)
    .values({ text: said, example, count: 1, firstAt: now, lastAt: now })
    .onConflictDoUpdate({
      target: misses.text,
      set: {
        count: sql`${misses.count} + 1`,
        lastAt: now,
        ...(example && { example }),
      },
    });
  if (!asker) return;
  const person = asker.person ? hashed(said, asker.person) : SOMEBODY;
  await db
    .insert(missAskers)
    .values({ text: said, person, place: asker.place, at: now })
    .onConflictDoUpdate({
      target: [missAskers.text, missAskers.person, missAskers.place],
      set: { at: now },
    });
}

/** With the text, so that what one person asked cannot be put together again from the rows. */
function hashed(text: string, person: string): string {
  return createHash('sha256').update(`${text}\n${person}`).digest('hex').slice(0, 24);
}

/** What was asked for most and not found. */
export async function topMisses(
  db: Db,
  limit: number,
  { states = ['open'], since }: { states?: readonly MissState[]; since?: Date } = {},
): Promise<Miss[]> {
  const rows = await db
    .select()
    .from(misses)
    .where(and(inArray(misses.state, [...states]), since ? gte(misses.lastAt, since) : undefined))
    .orderBy(desc(misses.count), desc(misses.lastAt), misses.text)
    .limit(limit);
  return withAskers(db, rows);
}

export async function missOf(db: Db, text: string): Promise<Miss | null> {
  const rows = await db.select().from(misses).where(eq(misses.text, text));
  return (await withAskers(db, rows))[0] ?? null;
}

type Row = typeof misses.$inferSelect;

async function withAskers(db: Db, rows: readonly Row[]): Promise<Miss[]> {
  if (rows.length === 0) return [];
  const texts = rows.map(({ text }) => text);
  const people = await db
    .select({ text: missAskers.text, n: countDistinct(missAskers.person) })
    .from(missAskers)
    .where(inArray(missAskers.text, texts))
    .groupBy(missAskers.text);
  const places = await db
    .selectDistinct({ text: missAskers.text, place: missAskers.place })
    .from(missAskers)
    .where(inArray(missAskers.text, texts));
  const counts = new Map(people.map(({ text, n }) => [text, n]));
  const where = Map.groupBy(places, ({ text }) => text);
  return rows.map((row) => ({
    ...row,
    people: counts.get(row.text) ?? 0,
    places: (where.get(row.text) ?? []).map(({ place }) => place as Place).sort(),
  }));
}

/** Puts a miss aside, takes it up again, or notes what it means; false when there is no such miss. */
export async function settleMiss(
  db: Db,
  text: string,
  { state, ref, by, now }: { state: MissState; ref: string | null; by: string; now: Date },
): Promise<boolean> {
  const isOpen = state === 'open';
  const changed = await db
    .update(misses)
    .set({ state, ref, settledBy: isOpen ? null : by, settledAt: isOpen ? null : now })
    .where(eq(misses.text, text))
    .returning();
  return changed.length > 0;
}

/** Notes what a name means in every spelling it was asked for: `Warp Core` is "the warp core" too. */
export async function settleSpellings(
  db: Db,
  alias: string,
  settled: { ref: string; by: string; now: Date },
): Promise<void> {
  for (const text of await spellingsOf(db, alias, 'open'))
    await settleMiss(db, text, { state: 'alias', ...settled });
}

/** Takes up again what an alias answered that is gone. */
export async function reopenSpellings(db: Db, alias: string, now: Date): Promise<void> {
  for (const text of await spellingsOf(db, alias, 'alias'))
    await settleMiss(db, text, { state: 'open', ref: null, by: '', now });
}

async function spellingsOf(db: Db, alias: string, state: MissState): Promise<string[]> {
  const rows = await db.select({ text: misses.text }).from(misses).where(eq(misses.state, state));
  const keyOf = (text: string) => nameKey(withoutArticle(text));
  return rows.map(({ text }) => text).filter((text) => keyOf(text) === keyOf(alias));
}

/**
 * Forgets what nobody asked for in half a year, unless somebody said what it means, who asked, and what was told of it. Of open ones no
 * more than `most` are kept, the latest: a program that asks nonsense fills no disk.
 */
export async function forgetMisses(db: Db, now: Date, most = MOST_OPEN): Promise<void> {
  const before = new Date(now.getTime() - KEPT_MS);
  await db.delete(missAskers).where(lt(missAskers.at, before));
  await db.delete(missReports).where(lt(missReports.at, before));
  await db.delete(misses).where(and(lt(misses.lastAt, before), ne(misses.state, 'alias')));
  const isOpen = eq(misses.state, 'open');
  const [oldest] = await db
    .select({ at: misses.lastAt })
    .from(misses)
    .where(isOpen)
    .orderBy(desc(misses.lastAt))
    .limit(1)
    .offset(most - 1);
  if (oldest) await db.delete(misses).where(and(isOpen, lt(misses.lastAt, oldest.at)));
}
