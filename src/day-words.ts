import { type Day, dayAt, timeAt, weekdayOf } from './calendar.ts';
import { capital } from './catalog/wording.ts';

export const MONTHS =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
export const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');

/** `3 March 2026`. */
export function dayName({ year, month: at, day }: Day): string {
  return `${day} ${capital(MONTHS[at - 1] ?? '')} ${year}`;
}

/** `Monday, 22 June 2026, 00:00 (Europe/Berlin)`. */
export function momentName(at: Date, zone: string): string {
  const day = dayAt(at, zone);
  const { hour, minute } = timeAt(at, zone);
  const weekday = WEEKDAYS[weekdayOf(day)] ?? '';
  const time = [hour, minute].map((part) => String(part).padStart(2, '0')).join(':');
  return `${capital(weekday)}, ${dayName(day)}, ${time} (${zone})`;
}
