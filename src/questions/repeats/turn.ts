import type { Clock } from '../../calendar.ts';
import type { Turn } from '../../turn.ts';
import { readClock, weekdayNamed } from '../future.ts';

const EVERY_DAY = [0, 1, 2, 3, 4, 5, 6];
const WORKDAYS = [0, 1, 2, 3, 4];
const MORNING: Clock = { hour: 9, minute: 0 };

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
