/** A day as a calendar shows it; months count from 1. */
export type Day = { year: number; month: number; day: number };

/** The day it is somewhere at a moment. `zone`: an IANA name such as `Europe/Berlin`. */
export function dayAt(moment: Date, zone: string): Day {
  const { year, month, day } = clockAt(moment, zone);
  return { year, month, day };
}

/** The moment a day begins in a zone; days and months beyond the calendar's run on into the next. */
export function startOf({ year, month, day }: Day, zone: string): Date {
  const wanted = Date.UTC(year, month - 1, day);
  // The offset may differ between the guess and the answer, on days when clocks are changed.
  let moment = wanted;
  for (let round = 0; round < 2; round++) moment = wanted - offsetAt(new Date(moment), zone);
  return new Date(moment);
}

/** From Monday (0) to Sunday (6). */
export function weekdayOf({ year, month, day }: Day): number {
  return (new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 6) % 7;
}

export function addDays({ year, month, day }: Day, days: number): Day {
  const at = new Date(Date.UTC(year, month - 1, day + days));
  return { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1, day: at.getUTCDate() };
}

/** The same day some months later or earlier; of a shorter month, its last day. */
export function addMonths({ year, month, day }: Day, months: number): Day {
  const at = new Date(Date.UTC(year, month - 1 + months, 1));
  const there = { year: at.getUTCFullYear(), month: at.getUTCMonth() + 1 };
  const last = new Date(Date.UTC(there.year, there.month, 0)).getUTCDate();
  return { ...there, day: Math.min(day, last) };
}

/** Whether the calendar has such a day. */
export function isDay({ year, month, day }: Day): boolean {
  const at = new Date(Date.UTC(year, month - 1, day));
  return month >= 1 && month <= 12 && at.getUTCMonth() === month - 1 && at.getUTCDate() === day;
}

/** `UTC` for a zone that nobody knows. */
export function knownZone(zone: string | null | undefined): string {
  if (!zone) return 'UTC';
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

function offsetAt(moment: Date, zone: string): number {
  const { year, month, day, hour, minute, second } = clockAt(moment, zone);
  const shown = Date.UTC(year, month - 1, day, hour, minute, second);
  return shown - Math.floor(moment.getTime() / 1000) * 1000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

type Reading = { at: number; zone: string; shown: Shown };
type Shown = Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', number>;
// A question asks for the same moment at each of its words.
let lastRead: Reading | null = null;

function clockAt(moment: Date, zone: string): Shown {
  const at = moment.getTime();
  if (lastRead?.at !== at || lastRead.zone !== zone)
    lastRead = { at, zone, shown: readClock(moment, zone) };
  return lastRead.shown;
}

function readClock(moment: Date, zone: string): Shown {
  const clock =
    clocks.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  clocks.set(zone, clock);
  const parts = new Map(
    clock.formatToParts(moment).map(({ type, value }) => [type, Number(value)]),
  );
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return {
    year: read('year'),
    month: read('month'),
    day: read('day'),
    hour: read('hour'),
    minute: read('minute'),
    second: read('second'),
  };
}

/** The moment a clock somewhere shows a time of a day; on a day when clocks are changed, the time that exists. */
export function momentAt(day: Day, { hour, minute }: Clock, zone: string): Date {
  const wanted = Date.UTC(day.year, day.month - 1, day.day, hour, minute);
  let moment = wanted;
  for (let round = 0; round < 2; round++) moment = wanted - offsetAt(new Date(moment), zone);
  return new Date(moment);
}

/** A time of day. */
export type Clock = { hour: number; minute: number };

export function timeAt(moment: Date, zone: string): Clock {
  const { hour, minute } = clockAt(moment, zone);
  return { hour, minute };
}

/** The week of a day as ISO 8601 counts it: `2026-W25`. A week belongs to the year of its Thursday. */
export function isoWeek(day: Day): string {
  const thursday = addDays(day, 3 - weekdayOf(day));
  const first = Date.UTC(thursday.year, 0, 1);
  const days = (Date.UTC(thursday.year, thursday.month - 1, thursday.day) - first) / 86_400_000;
  return `${thursday.year}-W${String(Math.floor(days / 7) + 1).padStart(2, '0')}`;
}
