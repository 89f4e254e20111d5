import { and, eq, sql } from 'drizzle-orm';
import { runSteps, runThings } from '../../db/scaffolder-tables.ts';
import type { ActionContext } from '../actions/action.ts';
import type { Json } from '../json.ts';
import type { Redact } from './redact.ts';
import type { StepRow } from './store.ts';
import type { Turn } from './turn.ts';

/** What a step has done for good, kept while it runs. */
export type StepRecord = Pick<ActionContext<never>, 'once' | 'willCreate'> & {
  /** What went wrong when something was kept; the step is not to blame for it. */
  broken: () => unknown;
  /** @throws that, whatever the action made of it */
  check: () => void;
};

export function createRecord({
  turn,
  step,
  redact,
  now,
}: {
  turn: Turn;
  step: StepRow;
  redact: Redact;
  now: () => Date;
}): StepRecord {
  let failure: { error: unknown } | null = null;

  async function write(plan: Parameters<Turn['write']>[1]): Promise<void> {
    try {
      await turn.write({}, plan);
    } catch (error) {
      failure ??= { error };
      throw error;
    }
  }

  return {
    broken: () => failure?.error,
    check() {
      if (failure) throw failure.error;
    },
    async once(key, work) {
      // Nothing more is done once something could not be kept.
      if (failure) throw failure.error;
      const before = step.kept[key];
      if (before !== undefined) return before as never;
      const result = redact.value((await work()) as Json);
      const kept = { ...step.kept, [key]: result };
      await write((tx) => [
        tx
          .update(runSteps)
          .set({ kept })
          .where(and(eq(runSteps.run, step.run), eq(runSteps.position, step.position))),
      ]);
      step.kept = kept;
      return result as never;
    },
    async willCreate({ kind, name, url }) {
      if (failure) throw failure.error;
      const count = sql`(select count(*) from ${runThings} where ${runThings.run} = ${step.run})`;
      const row = { run: step.run, kind, name, url, at: now(), position: sql`${count}` };
      await write((tx) => [
        tx
          .insert(runThings)
          .values({ ...row, removedAt: null, problem: null })
          .onConflictDoNothing(),
      ]);
    },
  };
}
