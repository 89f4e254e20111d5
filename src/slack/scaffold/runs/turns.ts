import { describeError } from '../../../errors.ts';
import type { Log } from '../../../log.ts';

/** Slack takes some fifty changes of messages a minute, of all of them together. */
const GAP_MS = 2_000;

/**
 * Tells of runs as they change: at once for the first change and for what people wait for, and otherwise some two seconds apart, each
 * time as it is then. One telling of a run is never overtaken by another.
 */
export function createTurns({
  tell,
  now,
  log,
  gapMs = GAP_MS,
}: {
  tell: (run: string) => Promise<void>;
  now: () => Date;
  log: Log;
  gapMs?: number;
}) {
  const underWay = new Map<string, Promise<void>>();
  const wanted = new Set<string>();
  const last = new Map<string, number>();
  const timers = new Map<string, NodeJS.Timeout>();
  let isStopped = false;

  function hear(run: string, isUrgent: boolean): void {
    if (isStopped) return;
    const since = now().getTime() - (last.get(run) ?? Number.NEGATIVE_INFINITY);
    if (isUrgent || since >= gapMs) {
      start(run);
      return;
    }
    if (timers.has(run)) return;
    const timer = setTimeout(() => start(run), gapMs - since);
    timer.unref();
    timers.set(run, timer);
  }

  function start(run: string): void {
    clearTimeout(timers.get(run));
    timers.delete(run);
    if (isStopped) return;
    if (underWay.has(run)) {
      wanted.add(run);
      return;
    }
    const work = turn(run).finally(() => {
      underWay.delete(run);
      if (wanted.delete(run)) start(run);
    });
    underWay.set(run, work);
  }

  async function turn(run: string): Promise<void> {
    if (last.size > 1_000) last.clear();
    last.set(run, now().getTime());
    try {
      await tell(run);
    } catch (error) {
      log.warn({ run, reason: describeError(error) }, 'run could not be told');
    }
  }

  return {
    hear,
    /** Resolves when nothing is being told. */
    async settled(): Promise<void> {
      while (underWay.size > 0) await Promise.all(underWay.values());
    },
    async stop(): Promise<void> {
      isStopped = true;
      for (const timer of timers.values()) clearTimeout(timer);
      timers.clear();
      await Promise.allSettled(underWay.values());
    },
  };
}
