import { and, eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { jobRuns } from '../db/scorecard-tables.ts';

/** When a job ran last, on whichever replica, how that ended, and when its next turn is. */
export type JobState = {
  name: string;
  cron: string;
  /** Null where it has not run yet. */
  startedAt: Date | null;
  /** Null while it runs, and where the process died in the middle. */
  endedAt: Date | null;
  /** Why it failed; null where it did not. */
  error: string | null;
  /** Null where the schedule does not run. */
  nextAt: Date | null;
};

/** Errors are read by people in a list; the log has all of them. */
const LONGEST_ERROR = 500;

export async function noteStart(db: Db, name: string, startedAt: Date): Promise<void> {
  const run = { startedAt, endedAt: null, error: null };
  await db
    .insert(jobRuns)
    .values({ name, ...run })
    .onConflictDoUpdate({ target: jobRuns.name, set: run });
}

/** A run that another one has followed meanwhile is past, and changes nothing. */
export async function noteEnd(
  db: Db,
  name: string,
  run: { startedAt: Date; endedAt: Date; error: string | null },
): Promise<void> {
  const { startedAt, endedAt } = run;
  const error = run.error?.slice(0, LONGEST_ERROR) ?? null;
  await db
    .update(jobRuns)
    .set({ endedAt, error })
    .where(and(eq(jobRuns.name, name), eq(jobRuns.startedAt, startedAt)));
}

/** The jobs by name with their last runs; what is not in the table of jobs any more is left out. */
export async function jobStates(
  db: Db,
  jobs: readonly Pick<JobState, 'name' | 'cron' | 'nextAt'>[],
): Promise<JobState[]> {
  const rows = new Map((await db.select().from(jobRuns)).map((row) => [row.name, row]));
  return jobs
    .map(({ name, cron, nextAt }) => {
      const { startedAt = null, endedAt = null, error = null } = rows.get(name) ?? {};
      return { name, cron, nextAt, startedAt, endedAt, error };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
