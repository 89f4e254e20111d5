import type { Clock } from './clock.ts';

/** Moves the time of a demo, and lets happen what happens meanwhile. */
export type TimeTravel = {
  now: () => Date;
  /** One journey at a time; a time that is past already is none. */
  to: (target: Date) => Promise<void>;
};

const HOUR = 3_600_000;
/** Jobs look up this often on the way, so that somebody's morning is met in every time zone. */
const STRIDE_MS = 3 * HOUR;
/** Further than this is no demo any more. */
const FURTHEST_MS = 92 * 24 * HOUR;

/** @param catchUp does what the jobs of the app would have done by now. */
export function createTimeTravel(clock: Clock, catchUp: () => Promise<void>): TimeTravel {
  let underWay = Promise.resolve();
  async function travel(target: Date): Promise<void> {
    for (const stop of stopsUntil(clock.now(), target)) {
      clock.advance(stop.getTime() - clock.now().getTime());
      await catchUp();
    }
  }
  return {
    now: clock.now,
    to(target) {
      const journey = underWay.then(() => travel(target));
      underWay = journey.catch(() => {});
      return journey;
    },
  };
}

/** The times at which the jobs look up on the way, the last of them the target. */
export function stopsUntil(from: Date, target: Date): Date[] {
  const end = Math.min(target.getTime(), from.getTime() + FURTHEST_MS);
  const stops: Date[] = [];
  for (let at = from.getTime() + STRIDE_MS; at < end; at += STRIDE_MS) stops.push(new Date(at));
  if (end > from.getTime()) stops.push(new Date(end));
  return stops;
}
