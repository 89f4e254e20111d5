import { constants } from 'node:os';

/** What stopping needs of a process; tests hand over their own. */
type Stoppable = {
  on: (signal: 'SIGINT' | 'SIGTERM', listener: () => void) => unknown;
  exit: (code: number) => unknown;
};

// One Ctrl-C in a terminal reaches us twice: from the terminal, and passed on by npm.
const SAME_WISH_MS = 1000;
const DRAIN_MS = 10_000;

/** Resolves at the first SIGINT or SIGTERM. A later one ends the process at once, and so do ten seconds of draining. */
export function untilSignal(ours: Stoppable = process, now = Date.now): Promise<void> {
  return new Promise((resolve) => {
    let askedAt: number | null = null;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      ours.on(signal, () => {
        if (askedAt === null) {
          askedAt = now();
          setTimeout(() => ours.exit(1), DRAIN_MS).unref();
          resolve();
        } else if (now() - askedAt > SAME_WISH_MS) ours.exit(128 + constants.signals[signal]);
      });
    }
  });
}
