import type { Window } from './on-call-source.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** When each part of the past and the future was last read. */
export type Reads = { near: Date | null; ahead: Date | null; whole: Date | null };

/** How far the cache reaches: questions go to last summer and to Christmas. */
export const PAST_MS = 366 * DAY;
export const FUTURE_MS = 220 * DAY;

export type Due = { sort: 'near' | 'ahead' | 'whole'; window: Window; incidentsSince: Date };

/**
 * What to ask a source for now. A change of the next days is seen with every read, one of the coming months within the hour, and
 * the past, which hardly changes, is read once a day: a vendor's budget is small.
 */
export function dueRead(reads: Reads, now: Date): Due {
  const from = (ms: number) => new Date(now.getTime() + ms);
  const isOlder = (at: Date | null, ms: number) =>
    at === null || now.getTime() - at.getTime() >= ms;
  if (isOlder(reads.whole, DAY))
    return {
      sort: 'whole',
      window: { since: from(-PAST_MS), until: from(FUTURE_MS) },
      incidentsSince: from(-PAST_MS),
    };
  if (isOlder(reads.ahead, HOUR))
    return {
      sort: 'ahead',
      window: { since: from(-DAY), until: from(FUTURE_MS) },
      incidentsSince: from(-7 * DAY),
    };
  return {
    sort: 'near',
    window: { since: from(-DAY), until: from(14 * DAY) },
    incidentsSince: from(-2 * DAY),
  };
}
