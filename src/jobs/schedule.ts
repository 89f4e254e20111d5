import { createTask, type RunCoordinator, type ScheduledTask } from 'node-cron';
import type { Db } from '#dialect';
import { giveLease, takeLease } from '../db/lease.ts';
import { describeError } from '../errors.ts';
import type { Log } from '../log.ts';

/** `cron` in the words of node-cron, seconds allowed; `leaseMs`: how long a dead replica keeps the others waiting. */
export type Job = { name: string; cron: string; leaseMs: number; work: () => Promise<unknown> };

/**
 * Runs the table of jobs, each turn on one replica only. Every job may run twice and end the same, so a lost lease costs work, not truth.
 * Disposing stops the clock and waits for work under way.
 */
export function startSchedule(
  jobs: readonly Job[],
  { db, log, now }: { db: Db; log: Log; now: () => Date },
): AsyncDisposable {
  const underWay = new Set<Promise<void>>();
  const tasks = jobs.map((job) => {
    const task = createTask(job.cron, () => track(runJob(job, log)), {
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
    async [Symbol.asyncDispose]() {
      await Promise.all(tasks.map((task: ScheduledTask) => task.destroy()));
      await Promise.all(underWay);
    },
  };
}

/** Runs every job once, in the order of the table; one that fails holds up no other. */
export async function runInTurn(jobs: readonly Job[], log: Log): Promise<void> {
  for (const job of jobs) await runJob(job, log);
}

async function runJob(job: Job, log: Log): Promise<void> {
  try {
    await job.work();
  } catch (error) {
    log.error({ job: job.name, reason: describeError(error) }, 'job failed');
  }
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
