import { addDays, type Clock, type Day, dayAt, momentAt, weekdayOf } from '../calendar.ts';
import { readClock, weekdayNamed } from '../future.ts';
import { enumerate } from '../labels.ts';

/** When something is done again: on these days of the week (0 is Monday), at that time of the day. */
export type Turn = { days: readonly number[]; at: Clock };

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const WORKDAYS = [0, 1, 2, 3, 4];
const MORNING: Clock = { hour: 9, minute: 0 };
const NAMES = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

const EVERY =
  /(?:^|\s)(?:on )?(?:every|each) (?<days>(?:[a-z]+day|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|day|morning|week|workday|work day|working day|weekday|week day)s?(?:(?:,| and|, and) (?:[a-z]+day|mon|tue|wed|thu|thurs|fri|sat|sun)s?)*)(?![\w-])|(?:^|\s)(?:on )?(?<days2>mondays|tuesdays|wednesdays|thursdays|fridays|saturdays|sundays|weekdays|workdays|daily|weekly)(?![\w-])/i;

const TIME =
  "(?:in the )?(?:at |@ ?)?(?<time>morning|noon|afternoon|evening|\\d{1,2}(?:[:.h]\\d{2})?(?: ?[ap]\\.?m\\.?| ?o'?clock)?)";
const TIME_AFTER = new RegExp(`^[\\s,]*${TIME}(?=[\\s,]|$)`, 'i');
const TIME_BEFORE = new RegExp(`\\s${TIME}$`, 'i');

/** Reads "every monday at 9" out of a text: the turn, and the text without it; null where none is said or it is not understood. */
export function splitTurn(text: string): { turn: Turn; rest: string } | null {
  const found = EVERY.exec(text);
  const said = found?.groups?.['days'] ?? found?.groups?.['days2'];
  const days = said ? daysNamed(said.toLowerCase()) : null;
  if (!found || !days) return null;
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  const late = clockIn(after, TIME_AFTER);
  const early = late ? null : clockIn(before, TIME_BEFORE);
  const rest = `${early?.rest ?? before} ${late?.rest ?? after}`.replace(/\s+/g, ' ').trim();
  return { turn: { days, at: late?.at ?? early?.at ?? MORNING }, rest };
}

function clockIn(text: string, shape: RegExp): { at: Clock; rest: string } | null {
  const time = shape.exec(text)?.groups?.['time']?.toLowerCase();
  if (!time) return null;
  const at = readClock(/^\d{1,2}$/.test(time) ? `${time}:00` : time);
  return at && { at, rest: text.replace(shape, '') };
}

function daysNamed(said: string): readonly number[] | null {
  if (/^(?:day|morning)s?$|^daily$/.test(said)) return EVERY_DAY;
  if (/^(?:week ?day|work ?day|working day)s?$/.test(said)) return WORKDAYS;
  if (/^weeks?$|^weekly$/.test(said)) return [0];
  const named = said.split(/,? and |, ?/).map((day) => weekdayNamed(day));
  return named.every((day) => day !== null) ? [...new Set(named)].sort() : null;
}

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
