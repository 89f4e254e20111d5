import { and, asc, count, desc, eq, gt, inArray, isNull, lt, lte, or, sql } from 'drizzle-orm';
import type { Db, Plan } from '#dialect';
import { runEvents, runFiles, runSteps, runs, runThings } from '../../db/scaffolder-tables.ts';
import { isId } from '../ids.ts';
import type { RunEvent, RunFilter } from '../scaffolder.ts';

export type RunRow = typeof runs.$inferSelect;
export type StepRow = typeof runSteps.$inferSelect;
export type ThingRow = typeof runThings.$inferSelect;
/** PostgreSQL compares no number with a column that could not hold it. */
const MOST_EVENTS = 2 ** 31 - 1;

export type NewEvent = Omit<RunEvent, 'id'>;

/** Keeps a run with its steps; the id of the run that has its key already, where there is one. */
export async function addRun(
  db: Db,
  run: RunRow,
  {
    steps,
    events,
    things = [],
  }: {
    steps: readonly StepRow[];
    events: readonly NewEvent[];
    things?: readonly ThingRow[];
  },
): Promise<{ id: string; isNew: boolean }> {
  const before = await runByKey(db, run.key);
  if (before) return { id: before, isNew: false };
  try {
    await db.atomically((tx) => [
      tx.insert(runs).values(run),
      ...steps.map((step) => tx.insert(runSteps).values(step)),
      ...things.map((thing) => tx.insert(runThings).values(thing)),
      ...events.map((event) => addEvent(tx, run.id, event)),
    ]);
    return { id: run.id, isNew: true };
  } catch (error) {
    // Somebody asked with the same key in between; the unique key decided.
    const id = await runByKey(db, run.key);
    if (id === null) throw error;
    return { id, isNew: id === run.id };
  }
}

/** Asking again with a key asks for nothing new, whatever has changed since. */
export async function runByKey(db: Db, key: string): Promise<string | null> {
  const [row] = await db.select({ id: runs.id }).from(runs).where(eq(runs.key, key));
  return row?.id ?? null;
}

export async function runById(db: Db, id: string): Promise<RunRow | null> {
  if (!isId(id)) return null;
  const [row] = await db.select().from(runs).where(eq(runs.id, id));
  return row ?? null;
}

/** Newest first. */
export function runsBy(db: Db, { limit, offset = 0, ...filter }: RunFilter): Promise<RunRow[]> {
  return db
    .select()
    .from(runs)
    .where(matching(filter))
    .orderBy(desc(runs.createdAt), desc(runs.id))
    .limit(limit)
    .offset(offset);
}

export async function countRuns(
  db: Db,
  filter: Omit<RunFilter, 'limit' | 'offset'>,
): Promise<number> {
  const [row] = await db.select({ n: count() }).from(runs).where(matching(filter));
  return row?.n ?? 0;
}

function matching({ by, states, template }: Omit<RunFilter, 'limit' | 'offset'>) {
  return and(
    by === undefined ? undefined : eq(runs.by, by),
    states === undefined ? undefined : inArray(runs.state, [...states]),
    template === undefined ? undefined : eq(runs.templateRef, template),
  );
}

/** Runs that nobody works on: new ones, and those whose worker was cut off. */
export async function dueRuns(db: Db, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .select({ id: runs.id })
    .from(runs)
    .where(
      and(
        inArray(runs.state, ['open', 'processing']),
        or(isNull(runs.heldUntil), lte(runs.heldUntil, now)),
      ),
    )
    .orderBy(asc(runs.createdAt))
    .limit(limit);
  return rows.map(({ id }) => id);
}

export function stepsOf(db: Db, ids: readonly string[]): Promise<StepRow[]> {
  return db
    .select()
    .from(runSteps)
    .where(inArray(runSteps.run, [...ids]))
    .orderBy(asc(runSteps.run), asc(runSteps.position));
}

/** In the order they were made. */
export function thingsOf(db: Db, ids: readonly string[]): Promise<ThingRow[]> {
  return db
    .select()
    .from(runThings)
    .where(inArray(runThings.run, [...ids]))
    .orderBy(asc(runThings.at), asc(runThings.position));
}

export function eventsAfter(db: Db, run: string, after: number): Promise<RunEvent[]> {
  const { id, at, type, step, message, body } = runEvents;
  return db
    .select({ id, at, type, step, message, body })
    .from(runEvents)
    .where(and(eq(runEvents.run, run), gt(runEvents.id, Math.min(after, MOST_EVENTS))))
    .orderBy(asc(runEvents.id));
}

/** Counts on from the last event of the run; plans run one at a time, so no two get one id. */
export function addEvent(tx: Plan, run: string, event: NewEvent) {
  const last = sql`(select max(${runEvents.id}) from ${runEvents} where ${runEvents.run} = ${run})`;
  return tx.insert(runEvents).values({ ...event, run, id: sql`coalesce(${last}, 0) + 1` });
}

export async function filesOf(db: Db, run: string): Promise<string | null> {
  const [row] = await db.select().from(runFiles).where(eq(runFiles.run, run));
  return row?.packed ?? null;
}

export function saveFiles(tx: Plan, run: string, packed: string) {
  return tx
    .insert(runFiles)
    .values({ run, packed })
    .onConflictDoUpdate({ target: runFiles.run, set: { packed } });
}

const DAY_MS = 24 * 60 * 60_000;
const YEAR_MS = 365 * DAY_MS;

/** Runs are remembered for a year, the files of those that ended well for a day: its score is told from them. */
export async function forgetRuns(db: Db, now: Date): Promise<void> {
  const before = new Date(now.getTime() - YEAR_MS);
  const yesterday = new Date(now.getTime() - DAY_MS);
  const good = db
    .select({ id: runs.id })
    .from(runs)
    .where(and(inArray(runs.state, ['completed', 'declined']), lt(runs.endedAt, yesterday)));
  const old = db.select({ id: runs.id }).from(runs).where(lt(runs.createdAt, before));
  await db.atomically((tx) => [
    tx.delete(runSteps).where(inArray(runSteps.run, old)),
    tx.delete(runEvents).where(inArray(runEvents.run, old)),
    tx.delete(runFiles).where(or(inArray(runFiles.run, old), inArray(runFiles.run, good))),
    tx.delete(runThings).where(inArray(runThings.run, old)),
    tx.delete(runs).where(lt(runs.createdAt, before)),
  ]);
}
