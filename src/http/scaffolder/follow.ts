import { setTimeout as pause } from 'node:timers/promises';
import type { RunEvent, Scaffolder } from '../../scaffolder/scaffolder.ts';
import { hasEnded } from './shapes.ts';

const LOOK_MS = 400;
/** A line that says nothing keeps proxies from hanging up. */
const SILENCE_MS = 15_000;

/**
 * What happens to a run, as it happens, until it has ended or `signal` says stop; now and then nothing, as a sign of life. Any replica
 * may do the work, so the database is asked.
 */
export async function* followRun({
  scaffolder,
  id,
  after,
  signal,
}: {
  scaffolder: Pick<Scaffolder, 'events' | 'report'>;
  id: string;
  after: number;
  signal: AbortSignal;
}): AsyncGenerator<RunEvent[]> {
  let last = after;
  let quietSince = Date.now();
  while (!signal.aborted) {
    // Its state first: what comes to the log afterwards is read all the same.
    const run = await scaffolder.report(id);
    const events = await scaffolder.events(id, last);
    last = events.at(-1)?.id ?? last;
    if (events.length > 0 || Date.now() - quietSince > SILENCE_MS) {
      quietSince = Date.now();
      yield events;
    }
    if (!run || hasEnded(run.state)) return;
    await pause(LOOK_MS, undefined, { signal }).catch(() => {});
  }
}
