import { createTask, type RunCoordinator, type ScheduledTask } from 'node-cron';
import type { Db } from '#dialect';
import { giveLease, takeLease } from '../db/lease.ts';
import { describeError } from '../errors.ts';
import type { Log } from '../log.ts';
import { type JobState, noteEnd, noteStart } from './runs.ts';

/** `cron` in the words of node-cron, seconds allowed; `leaseMs`: how long a dead replica keeps the others waiting. */
export type Job = { name: string; cron: string; leaseMs: number; work: () => Promise<unknown> };

export type Schedule = AsyncDisposable & {
  /** Each job with its next turn, by the clock that is shown to people. */
  turns: () => Pick<JobState, 'name' | 'cron' | 'nextAt'>[];
};

/**
 * Runs the table of jobs, each turn on one replica only, and keeps when each ran last. Every job may run twice and end the same, so a lost
 * lease costs work, not truth. Disposing stops the clock and waits for work under way.
 */
export function startSchedule(
  jobs: readonly Job[],
  { db, log, now }: { db: Db; log: Log; now: () => Date },
): Schedule {
  const underWay = new Set<Promise<void>>();
  const tasks = jobs.map((job) => {
    const task = createTask(job.cron, () => track(runJob(job, { db, log, now })), {
      name: job.name,
      noOverlap: true,
      distributed: true,
      distributedLease: job.leaseMs,
      runCoordinator: leaseCoordinator(db, job, now),
      suppressMissedWarning: true,
      logger: quiet,
    });
    void task.start();
    return task;
  });

  function track(work: Promise<void>): Promise<void> {
    underWay.add(work);
    return work.finally(() => underWay.delete(work));
  }

  return {
    turns: () =>
      jobs.map(({ name, cron }, at) => ({ name, cron, nextAt: nextTurn(tasks[at], now) })),
    async [Symbol.asyncDispose]() {
      await Promise.all(tasks.map((task: ScheduledTask) => task.destroy()));
      await Promise.all(underWay);
    },
  };
}

/** Runs every job once, in the order of the table; one that fails holds up no other. */
export async function runInTurn(jobs: readonly Job[], around: Around): Promise<void> {
  for (const job of jobs) await runJob(job, around);
}
type Around = { db: Db; log: Log; now: () => Date };

async function runJob({ name, work }: Job, { db, log, now }: Around): Promise<void> {
  const startedAt = now();
  let error: string | null = null;
  const note = (writing: Promise<void>) =>
    // What is only shown to people stops no work.
    writing.catch((failed) =>
      log.warn({ job: name, reason: describeError(failed) }, 'run of a job not noted'),
    );
  await note(noteStart(db, name, startedAt));
  try {
    await work();
  } catch (failed) {
    error = describeError(failed);
    log.error({ job: name, reason: error }, 'job failed');
  }
  await note(noteEnd(db, name, { startedAt, endedAt: now(), error }));
}

/** Turns come by the clock of the machine; `now` may be another one, as in the demo. */
function nextTurn(task: ScheduledTask | undefined, now: () => Date): Date | null {
  const next = task?.getNextRun() ?? null;
  return next && new Date(now().getTime() + next.getTime() - Date.now());
}

/** node-cron asks with a key of name and fire time: the same on every replica, so it is the turn. */
function leaseCoordinator(db: Db, job: Job, now: () => Date): RunCoordinator {
  const name = `job:${job.name}`;
  return {
    shouldRun: (turn, ms) => takeLease(db, { name, turn, ms, now: now() }),
    onComplete: (turn) => giveLease(db, { name, turn, now: now() }),
  };
}

// What node-cron says on its own (a turn another replica has) is no news; what fails is logged by `runJob`.
const quiet = { info() {}, warn() {}, error() {}, debug() {} };
