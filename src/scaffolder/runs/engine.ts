import { describeError } from '../../errors.ts';
import { driveRun, type Stop } from './drive.ts';
import { dueRuns } from './store.ts';
import { HEARTBEAT_MS, LostTurn, type Turn, takeRun } from './turn.ts';
import type { WorkerParts } from './worker.ts';

export type Engine = {
  /** Takes runs that are due, as many as this process works on at once, and does not wait for them. */
  take: () => Promise<void>;
  /** Tells a run that is under way here to end. */
  cancel: (run: string) => void;
  /** Resolves when nothing is under way here. */
  settled: () => Promise<void>;
  /** Ends what is under way; other workers go on with it. */
  close: () => Promise<void>;
};

const AT_ONCE = 8;
/** A step that does not hear is left behind after that; its run is taken again when it is not heard of. */
const CLOSE_MS = 5_000;

/** Works on runs. Of several engines on one database, each run is with one of them. */
export function createEngine(parts: WorkerParts): Engine {
  const { db, now, log } = parts;
  const underWay = new Map<string, { stop: AbortController; done: Promise<void> }>();
  let taking: Promise<void> = Promise.resolve();
  let isClosed = false;

  async function takeDue(): Promise<void> {
    if (isClosed) return;
    for (const id of await dueRuns(db, now(), AT_ONCE * 2)) {
      if (underWay.size >= AT_ONCE || isClosed) return;
      if (underWay.has(id)) continue;
      const taken = await takeRun(db, { id, now });
      if (taken) begin(taken);
    }
  }

  function begin(taken: NonNullable<Awaited<ReturnType<typeof takeRun>>>): void {
    const { id } = taken.row;
    const stop = new AbortController();
    // Closed while it was taken.
    if (isClosed) stop.abort('leave' satisfies Stop);
    const done = work(taken, stop).finally(() => {
      underWay.delete(id);
      // There may be runs that waited for a place.
      if (!isClosed) void take().catch(report);
    });
    underWay.set(id, { stop, done });
  }

  async function work(taken: Parameters<typeof begin>[0], stop: AbortController): Promise<void> {
    const { turn } = taken;
    const heart = setInterval(() => void beat(turn, stop), HEARTBEAT_MS);
    heart.unref();
    try {
      await driveRun(parts, taken, { signal: stop.signal });
      if (stop.signal.aborted) await turn.release();
    } catch (error) {
      if (error instanceof LostTurn) return;
      log.error({ run: turn.id, reason: describeError(error) }, 'run of a template was cut off');
      // The rows say where it is, and the next turn goes on there. It comes when this one is over and not at once: whatever it was may last.
    } finally {
      clearInterval(heart);
      parts.changed(turn.id);
    }
  }

  async function beat(turn: Turn, stop: AbortController): Promise<void> {
    try {
      if ((await turn.beat()).isCancelled) stop.abort('cancel' satisfies Stop);
    } catch (error) {
      if (error instanceof LostTurn) stop.abort('leave' satisfies Stop);
    }
  }

  function report(error: unknown): void {
    log.error({ reason: describeError(error) }, 'runs of templates could not be taken');
  }

  function take(): Promise<void> {
    taking = taking.catch(() => {}).then(takeDue);
    return taking;
  }

  return {
    take,
    cancel: (run) => underWay.get(run)?.stop.abort('cancel' satisfies Stop),
    async settled() {
      await taking.catch(() => {});
      while (underWay.size > 0) {
        await Promise.allSettled([...underWay.values()].map(({ done }) => done));
        await taking.catch(() => {});
      }
    },
    async close() {
      isClosed = true;
      await taking.catch(() => {});
      const all = [...underWay.values()];
      for (const { stop } of all) stop.abort('leave' satisfies Stop);
      const { promise, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, CLOSE_MS);
      await Promise.race([Promise.allSettled(all.map(({ done }) => done)), promise]);
      clearTimeout(timer);
    },
  };
}
