import { addDays, type Clock, type Day, dayAt, momentAt, weekdayOf } from './calendar.ts';
import { enumerate } from './catalog/labels.ts';

/** When something is done again: on these days of the week (0 is Monday), at that time of the day. */
export type Turn = { days: readonly number[]; at: Clock };

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const WORKDAYS = [0, 1, 2, 3, 4];
const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** "every Monday at 09:00". */
export function turnName({ days, at }: Turn): string {
  const time = [at.hour, at.minute].map((part) => String(part).padStart(2, '0')).join(':');
  const isSame = (all: readonly number[]) => all.join() === days.join();
  if (isSame(EVERY_DAY)) return `every day at ${time}`;
  if (isSame(WORKDAYS)) return `every weekday at ${time}`;
  return `every ${enumerate(days.map((day) => NAMES[day] ?? ''))} at ${time}`;
}

/** The next such moment after `after`, on the clocks of `zone`. */
export function nextTurn({ days, at }: Turn, zone: string, after: Date): Date {
  const today = dayAt(after, zone);
  const coming: Day[] = [0, 1, 2, 3, 4, 5, 6, 7].map((ahead) => addDays(today, ahead));
  const moments = coming
    .filter((day) => days.includes(weekdayOf(day)))
    .map((day) => momentAt(day, at, zone));
  const next = moments.find((moment) => moment > after);
  if (!next) throw new Error('A turn without a day never comes.');
  return next;
}

/** As it is kept, in the words of cron: minute, hour, any day, any month, days of the week (0 is Sunday). */
export function cronOf({ days, at }: Turn): string {
  return `${at.minute} ${at.hour} * * ${days.map((day) => (day + 1) % 7).join(',')}`;
}

export function turnOf(cron: string): Turn {
  const [minute, hour, , , days = ''] = cron.split(' ');
  const read = days.split(',').map((day) => (Number(day) + 6) % 7);
  return { days: read.sort(), at: { hour: Number(hour), minute: Number(minute) } };
}
