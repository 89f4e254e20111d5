import { addDays, type Day, dayAt, isoWeek, momentAt, timeAt, weekdayOf } from '../../calendar.ts';
import { dayText } from './day.ts';
import type { CountryCalendar } from './holidays.ts';
import type { Preferences, Reason } from './nudge.ts';

/** When somebody works. */
export type WorkingTime = {
  /** IANA name. */
  zone: string;
  /** Hours of the day: from `opensAt` on, before `closesAt`. */
  opensAt: number;
  closesAt: number;
  calendar: CountryCalendar;
  away: Preferences['away'];
};

/** Whether somebody is at work at a moment, and when next where not. `opensAt` is null where no such day is near. */
export type Opening =
  | { kind: 'open' }
  | {
      kind: 'closed';
      reason: Extract<Reason, 'outside-working-hours' | 'holiday' | 'away'>;
      detail: string;
      opensAt: Date | null;
    };

/** A leave may last months; one without an end in sight has no next day. */
const LOOK_AHEAD_DAYS = 400;

export function openingAt(now: Date, time: WorkingTime): Opening {
  const { zone, opensAt, closesAt } = time;
  const today = dayAt(now, zone);
  const off = dayOff(today, time);
  const next = () => nextOpening(now, time);
  if (off?.reason === 'away' || off?.reason === 'holiday')
    return { kind: 'closed', ...off, opensAt: next() };
  const { hour } = timeAt(now, zone);
  if (!off && hour >= opensAt && hour < closesAt) return { kind: 'open' };
  const detail = off ? off.detail : `Work is from ${opensAt}:00 to ${closesAt}:00 there (${zone}).`;
  return { kind: 'closed', reason: 'outside-working-hours', detail, opensAt: next() };
}

/** When work begins next, after `now`; null where that is further away than anybody looks. */
export function nextOpening(now: Date, time: WorkingTime): Date | null {
  const today = dayAt(now, time.zone);
  for (let ahead = 0; ahead <= LOOK_AHEAD_DAYS; ahead++) {
    const day = addDays(today, ahead);
    if (dayOff(day, time)) continue;
    const opens = momentAt(day, { hour: time.opensAt, minute: 0 }, time.zone);
    if (opens > now) return opens;
  }
  return null;
}

/** Why a day is none to work on; null for a working day. */
function dayOff(
  day: Day,
  { calendar, away }: WorkingTime,
): { reason: 'away' | 'holiday' | 'outside-working-hours'; detail: string } | null {
  const text = dayText(day);
  const leave = away.find(({ since, until }) => since <= text && text <= until);
  if (leave) return { reason: 'away', detail: `Away until ${leave.until}.` };
  const holiday = calendar.holidays.get(text);
  if (holiday !== undefined)
    return { reason: 'holiday', detail: `${text} is a holiday: ${holiday}.` };
  if (calendar.weekend.has(weekdayOf(day)))
    return { reason: 'outside-working-hours', detail: `${text} is on a weekend.` };
  return null;
}

/** The days around a moment as a recipient counts them. */
export type Days = {
  /** `2026-06-15`. */
  today: string;
  /** `2026-W25`: the period that has one message. */
  week: string;
  /** Days without work that follow today. What falls on them is told today. */
  idle: number;
  /** Days of this week that follow today. */
  left: number;
  /** When work begins in the next week; null where that is further away than anybody looks. */
  nextWeek: Date | null;
};

export function daysAround(now: Date, time: WorkingTime): Days {
  const today = dayAt(now, time.zone);
  const left = 6 - weekdayOf(today);
  let idle = 0;
  while (idle < LOOK_AHEAD_DAYS && dayOff(addDays(today, idle + 1), time)) idle++;
  const weekEnds = momentAt(addDays(today, left), { hour: 23, minute: 59 }, time.zone);
  return {
    today: dayText(today),
    week: isoWeek(today),
    idle,
    left,
    nextWeek: nextOpening(weekEnds, time),
  };
}
