import { eq, like } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#dialect';
import { state } from '../db/schema.ts';
import type { Reads } from './windows.ts';

const moment = z.coerce.date().nullable().default(null);

/** How a source stands: what was last read of it and when, and what is wrong with it since. */
export const Standing = z.object({
  title: z.string(),
  /** Null until it was read once. */
  readAt: moment,
  aheadAt: moment,
  wholeAt: moment,
  /** Shifts are known from here to there. */
  since: moment,
  until: moment,
  failedSince: moment,
  failures: z.number().default(0),
  reason: z.string().nullable().default(null),
  nextStep: z.string().nullable().default(null),
  /** When the platform lead was last told of a failure, and whether that one lasts. */
  toldAt: moment,
  isTold: z.boolean().default(false),
  problems: z.array(z.string()).default([]),
});
export type Standing = z.infer<typeof Standing>;

const PREFIX = 'operations.on-call.';

export async function readStanding(db: Db, source: string): Promise<Standing | null> {
  const [row] = await db
    .select({ value: state.value })
    .from(state)
    .where(eq(state.key, PREFIX + source));
  return (row && Standing.safeParse(row.value).data) ?? null;
}

/** How every source that was ever read stands, by its id. */
export async function allStandings(db: Db): Promise<Map<string, Standing>> {
  const rows = await db
    .select({ key: state.key, value: state.value })
    .from(state)
    .where(like(state.key, `${PREFIX}%`));
  return new Map(
    rows.flatMap(({ key, value }) => {
      const read = Standing.safeParse(value).data;
      return read ? [[key.slice(PREFIX.length), read] as const] : [];
    }),
  );
}

export function standingRow(source: string, standing: Standing, at: Date) {
  return { key: PREFIX + source, value: JSON.parse(JSON.stringify(standing)) as unknown, at };
}

export async function saveStanding(
  db: Db,
  source: string,
  standing: Standing,
  at: Date,
): Promise<void> {
  const row = standingRow(source, standing, at);
  await db.insert(state).values(row).onConflictDoUpdate({ target: state.key, set: row });
}

export function readsOf(standing: Standing | null): Reads {
  return {
    near: standing?.readAt ?? null,
    ahead: standing?.aheadAt ?? null,
    whole: standing?.wholeAt ?? null,
  };
}

export function newStanding(title: string): Standing {
  return Standing.parse({ title });
}
