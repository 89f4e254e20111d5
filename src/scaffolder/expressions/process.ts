import { runInThisContext } from 'node:vm';
import { doJob, type Job, type JobResult } from './job.ts';

// The process of the sandbox (`sandbox.ts` starts it): it may be killed at any moment, and knows nothing but the job in hand.
// Jobs come and go as JSON text, so that a key like `__proto__` stays a key on the way.
process.on('message', (asked: { job: string; deadlineMs: number }) => {
  process.send?.(JSON.stringify(inTime(JSON.parse(asked.job) as Job, asked.deadlineMs)));
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit());

/** The clock of `vm` stops loops and regular expressions alike, also when nobody is left to kill this process. */
function inTime(job: Job, timeout: number): JobResult {
  Object.assign(globalThis, { doSandboxedJob: () => doJob(job) });
  try {
    return runInThisContext('doSandboxedJob()', { timeout }) as JobResult;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      return { kind: 'late' };
    throw error;
  }
}
