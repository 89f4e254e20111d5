import { setImmediate as othersFirst } from 'node:timers/promises';

/** Work that may rest after each step. */
export type Steps<T> = Generator<void, T>;

/** So long at most nobody else is heard: Slack wants an answer within three seconds, and probes of Kubernetes within one. */
const SLICE_MS = 20;

/** When this process last let others go first, whoever's work that was: many short works in a row are one long one. */
let rested = 0;

/** Does the work step by step, and lets everything else go first whenever a slice is over. */
export async function inSlices<T>(steps: Steps<T>): Promise<T> {
  for (;;) {
    if (performance.now() - rested > SLICE_MS) {
      await othersFirst();
      rested = performance.now();
    }
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** Does the work at once, where nobody waits for anything else. */
export function atOnce<T>(steps: Steps<T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}

/** `map` as steps. */
export function* mapped<Item, T>(items: readonly Item[], work: (item: Item) => T): Steps<T[]> {
  const done: T[] = [];
  for (const item of items) {
    done.push(work(item));
    yield;
  }
  return done;
}
