import { and, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm';
import type { Db, Plan } from '#dialect';
import { runs } from '../../db/scaffolder-tables.ts';
import type { RunState } from './run.ts';
import { type RunRow, runById } from './store.ts';

/** How long a run stays with a worker that is not heard of. */
export const HELD_MS = 30_000;
export const HEARTBEAT_MS = 5_000;

/** Somebody else has the run: nothing more is to be written of it here. */
export class LostTurn extends Error {
  override name = 'LostTurn';
}

/** The right to write about one run. */
export type Turn = {
  id: string;
  /**
   * All of it or nothing, and nothing where the turn was lost.
   * @throws LostTurn
   */
  write: (change: Partial<RunRow>, plan?: (tx: Plan) => readonly unknown[]) => Promise<void>;
  /** Keeps the run for longer; whether somebody asked to cancel it. @throws LostTurn */
  beat: () => Promise<{ isCancelled: boolean }>;
  /** Gives it back as it is, for another worker to go on with at once. */
  release: () => Promise<void>;
};

/** Takes a run that is due. Of all workers that ask, on all replicas, one gets it. */
export async function takeRun(
  db: Db,
  { id, now }: { id: string; now: () => Date },
): Promise<{ row: RunRow; turn: Turn; wasBegun: boolean } | null> {
  const before = await runById(db, id);
  const taken = await take(db, id, {
    now,
    states: ['open', 'processing'],
    change: { state: 'processing', startedAt: before?.startedAt ?? now() },
  });
  return taken && { ...taken, wasBegun: before?.state === 'processing' };
}

/** Takes a run that has ended, so that nobody retries it meanwhile. */
export function takeEndedRun(
  db: Db,
  { id, now }: { id: string; now: () => Date },
): Promise<{ row: RunRow; turn: Turn } | null> {
  return take(db, id, { now, states: ['completed', 'failed', 'cancelled'], change: {} });
}

/** For one who is alone with the database and whose clock may begin anew: what was cut off before goes on at once. */
export async function letGoOfRuns(db: Db): Promise<void> {
  await db.update(runs).set({ heldUntil: null }).where(isNotNull(runs.heldUntil));
}

async function take(
  db: Db,
  id: string,
  { now, states, change }: { now: () => Date; states: RunState[]; change: Partial<RunRow> },
): Promise<{ row: RunRow; turn: Turn } | null> {
  const [row] = await db
    .update(runs)
    .set({ ...change, turn: sql`${runs.turn} + 1`, heldUntil: later(now) })
    .where(
      and(
        eq(runs.id, id),
        inArray(runs.state, states),
        or(isNull(runs.heldUntil), lte(runs.heldUntil, now())),
      ),
    )
    .returning();
  return row ? { row, turn: turnOf(db, row, now) } : null;
}

function turnOf(db: Db, { id, turn }: RunRow, now: () => Date): Turn {
  const mine = and(eq(runs.id, id), eq(runs.turn, turn));
  return {
    id,
    async write(change, plan = () => []) {
      // `turn` may not be null: where it is another's by now, this statement fails and the whole plan with it.
      const checked = sql`case when ${runs.turn} = ${turn} then ${runs.turn} end`;
      try {
        await db.atomically((tx) => [
          tx
            .update(runs)
            .set({ heldUntil: later(now), ...change, turn: checked })
            .where(eq(runs.id, id)),
          ...plan(tx),
        ]);
      } catch (error) {
        const row = await runById(db, id);
        if (row && row.turn !== turn) throw new LostTurn(undefined, { cause: error });
        throw error;
      }
    },
    async beat() {
      const [row] = await db
        .update(runs)
        .set({ heldUntil: later(now) })
        .where(mine)
        .returning({ isCancelled: runs.isCancelled });
      if (!row) throw new LostTurn();
      return row;
    },
    async release() {
      await db.update(runs).set({ heldUntil: null }).where(mine);
    },
  };
}

function later(now: () => Date): Date {
  return new Date(now().getTime() + HELD_MS);
}
