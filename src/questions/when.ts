import {
  addDays,
  addMonths,
  type Day,
  dayAt,
  isDay,
  momentAt,
  startOf,
  timeAt,
  weekdayOf,
} from '../calendar.ts';
import { HOLIDAYS } from './holidays.ts';
import { readStretch } from './stretches.ts';
import type { Here } from './times.ts';

/** A time that is asked about, past or to come: from `since` on, before `until`. */
export type When = {
  since: Date;
  until: Date;
  /** As a sentence says it: `on Saturday, 20 June, at night`. */
  label: string;
  /** One moment was named, not a stretch: "at 3 am". */
  isMoment: boolean;
};

/** What an unclear day means: the last such day in "who was on call on friday", the next in "who is". */
export type Tense = 'past' | 'future';
type Place = Here & { tense: Tense };
type Clock = { hour: number; minute: number };
/** Hours of a day; more than 24 is the next. */
type Part = { name: string; from: number; to: number };

const WEEKDAYS = 'monday tuesday wednesday thursday friday saturday sunday'.split(' ');
const MONTHS =
  'january february march april may june july august september october november december'.split(
    ' ',
  );
const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
const PARTS: Readonly<Record<string, Part>> = {
  morning: { name: 'in the morning', from: 5, to: 12 },
  noon: { name: 'at noon', from: 12, to: 13 },
  midday: { name: 'at noon', from: 12, to: 13 },
  lunch: { name: 'at lunch', from: 12, to: 13 },
  lunchtime: { name: 'at lunch', from: 12, to: 13 },
  afternoon: { name: 'in the afternoon', from: 12, to: 18 },
  evening: { name: 'in the evening', from: 18, to: 23 },
  night: { name: 'at night', from: 20, to: 30 },
};
const PART_WORDS = Object.keys(PARTS).join('|');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Words before a time that only tie it to the question. */
const LEAD = /^(?:on|at|in|for|over|during|by|around|about|from|the|this coming|coming|back|of) /;

/** Reads a time that is past or to come: "saturday night", "last friday 3am", "tomorrow", "christmas", "in 2 hours". Null for other words. */
export function readWhen(text: string, here: Here, tense: Tense = 'future'): When | null {
  let said = text
    .toLowerCase()
    .trim()
    .replace(/[?!.,]+$/, '')
    .replace(/,/g, '')
    .replace(/\s+/g, ' ');
  const place = { ...here, tense };
  for (let before = ''; before !== said; ) {
    const read =
      readStretch(said, here, {
        read: (part) => readWhen(part, here, 'past'),
        hoursLabel: (since, until) => hoursLabel(since, until, here),
      }) ??
      readSpan(said, place) ??
      readClocked(said, place);
    if (read) return read;
    before = said;
    said = said.replace(LEAD, '');
  }
  return null;
}

/** The longest time anywhere in a question, and the question without it. */
export function splitWhen(
  text: string,
  here: Here,
): { rest: string; said: string; when: When } | null {
  const words = text.trim().split(/\s+/).slice(0, 40);
  const tense = tenseOf(text);
  for (let length = Math.min(7, words.length); length > 0; length -= 1) {
    for (let at = words.length - length; at >= 0; at -= 1) {
      const said = words.slice(at, at + length).join(' ');
      // "… depends on in the last hour": the first of two belongs to what stands before.
      if (
        /^(?:on|at|in|to|for|of|around|about) (?:in|on|at|over|since|between|during|from) /i.test(
          said,
        )
      )
        continue;
      const when = readWhen(said, here, tense);
      if (!when) continue;
      const rest = [...words.slice(0, at), ...words.slice(at + length)].join(' ');
      return { rest: rest.replace(/[,\s]+$/, ''), said, when };
    }
  }
  return null;
}

export function tenseOf(text: string): Tense {
  return /\b(?:was|were|did|had|broke|happened|been|failed|went|last|changed|shipped|merged|deployed|released|landed)\b/i.test(
    text,
  )
    ? 'past'
    : 'future';
}

/** A day with a part of it or a time: "friday 3am", "3am last friday", "tomorrow evening", "22:00". */
function readClocked(said: string, place: Place): When | null {
  const clock = splitClock(said);
  if (!clock) return null;
  const day = clock.rest === '' ? null : readDay(clock.rest, place);
  if (clock.rest !== '' && !day) return null;
  const on = day ?? nearestDay(clock.at, place);
  const since = momentAt(on, clock.at, place.zone);
  const label = `${dayLabel(on, place)} at ${clockText(clock.at)}`;
  return { since, until: new Date(since.getTime() + MINUTE), label, isMoment: true };
}

/** Without a day, the time that comes next, or that came last. */
function nearestDay(at: Clock, { now, zone, tense }: Place): Day {
  const today = dayAt(now, zone);
  const moment = momentAt(today, at, zone);
  if (tense === 'future') return moment < now ? addDays(today, 1) : today;
  return moment > now ? addDays(today, -1) : today;
}

function splitClock(said: string): { at: Clock; rest: string } | null {
  const shape =
    /(?:^|\s)(?:at |around |@ ?)?(?:(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)|(\d{1,2})[:](\d{2})(?: ?h)?|(midnight)|(\d{1,2}) ?(?:o'?clock|h|uhr))(?=\s|$)/;
  const found = shape.exec(said);
  if (!found) return null;
  const rest = `${said.slice(0, found.index)} ${said.slice(found.index + found[0].length)}`
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^(?:on|at) | (?:on|at)$/g, '');
  const hour = Number(found[1] ?? found[4] ?? found[7] ?? 0);
  const minute = Number(found[2] ?? found[5] ?? 0);
  const isAfternoon = found[3] === 'pm';
  if (found[3] && (hour < 1 || hour > 12)) return null;
  const at = { hour: found[3] ? (hour % 12) + (isAfternoon ? 12 : 0) : hour, minute };
  return at.hour > 23 || at.minute > 59 ? null : { at, rest };
}

function readSpan(said: string, place: Place): When | null {
  return (
    readNear(said, place) ??
    readDistance(said, place) ??
    readUnit(said, place) ??
    readHoliday(said, place) ??
    readDayPart(said, place)
  );
}

function readNear(said: string, { now, zone }: Place): When | null {
  const today = dayAt(now, zone);
  if (/^(?:now|right now|at the moment|currently)$/.test(said))
    return { since: now, until: new Date(now.getTime() + 1), label: 'now', isMoment: true };
  if (said === 'tonight') return hours(today, { name: 'tonight', from: 18, to: 30 }, zone);
  if (/^(?:last night|overnight|yesterday night|in the night)$/.test(said))
    return hours(addDays(today, -1), { name: 'last night', from: 18, to: 30 }, zone);
  const part = new RegExp(`^this (${PART_WORDS})$`).exec(said)?.[1];
  return part ? hours(today, { ...(PARTS[part] as Part), name: `this ${part}` }, zone) : null;
}

/** "in 2 hours", "two weeks from now", "3 days ago", "the last 24 hours", "the next 2 weeks". */
function readDistance(said: string, { now, zone }: Place): When | null {
  const unit = '(minute|min|hour|hr|day|week|month|year)s?';
  const away = new RegExp(`^(?:in )?(\\w+) ${unit}( from now| ago| earlier)?$`).exec(said);
  const stretch = new RegExp(`^(last|past|previous|next|coming) (\\w+) ${unit}$`).exec(said);
  const count = numberOf((stretch?.[2] ?? away?.[1]) || '');
  const sort = (stretch?.[3] ?? away?.[2] ?? '')
    .replace('min', 'minute')
    .replace('minuteute', 'minute')
    .replace('hr', 'hour');
  if (count === null || sort === '') return null;
  const plural = `${count} ${sort}${count === 1 ? '' : 's'}`;
  if (stretch) {
    const isAhead = /next|coming/.test(stretch[1] ?? '');
    const far = shifted(now, isAhead ? count : -count, sort, zone);
    const label = `in the ${isAhead ? 'next' : 'last'} ${plural}`;
    return { since: isAhead ? now : far, until: isAhead ? far : now, label, isMoment: false };
  }
  const isAgo = /ago|earlier/.test(away?.[3] ?? '');
  if (!isAgo && !/^in /.test(said) && !/from now/.test(away?.[3] ?? '')) return null;
  const at = shifted(now, isAgo ? -count : count, sort, zone);
  if (/minute|hour/.test(sort))
    return {
      since: at,
      until: new Date(at.getTime() + MINUTE),
      label: isAgo ? `${plural} ago` : `in ${plural}`,
      isMoment: true,
    };
  return wholeDay(dayAt(at, zone), { now, zone });
}

function shifted(now: Date, count: number, sort: string, zone: string): Date {
  if (sort === 'minute') return new Date(now.getTime() + count * MINUTE);
  if (sort === 'hour') return new Date(now.getTime() + count * HOUR);
  if (sort === 'day' || sort === 'week')
    return new Date(now.getTime() + count * (sort === 'day' ? 1 : 7) * 24 * HOUR);
  const day = addMonths(dayAt(now, zone), count * (sort === 'year' ? 12 : 1));
  return momentAt(day, { hour: 12, minute: 0 }, zone);
}

/** "this week", "next month", "the weekend", "next quarter". */
function readUnit(said: string, { now, zone, tense }: Place): When | null {
  const found =
    /^(?:the )?(?:(this|next|last|previous|current|coming|whole) )?(weekend|week|month|year)(?: after next)?$/.exec(
      said,
    );
  if (!found || (!found[1] && found[2] !== 'weekend')) return null;
  const today = dayAt(now, zone);
  const monday = addDays(today, -weekdayOf(today));
  const isLast = /last|previous/.test(found[1] ?? '') || (!found[1] && tense === 'past');
  const turn = (isLast ? -1 : found[1] === 'next' ? 1 : 0) + (said.endsWith('after next') ? 1 : 0);
  const label = turn === 0 ? `this ${found[2]}` : `${turn < 0 ? 'last' : 'next'} ${found[2]}`;
  const span = (first: Day, until: Day): When => ({
    since: startOf(first, zone),
    until: startOf(until, zone),
    label: said.endsWith('after next') ? `in the ${found[2]} after next` : label,
    isMoment: false,
  });
  if (found[2] === 'week') return span(addDays(monday, 7 * turn), addDays(monday, 7 * turn + 7));
  if (found[2] === 'weekend') {
    // On a Monday "last weekend" is the one two days ago.
    const saturday = addDays(monday, 5 + 7 * turn);
    return span(saturday, addDays(saturday, 2));
  }
  const months = found[2] === 'month' ? 1 : 12;
  const first = months === 1 ? { ...today, day: 1 } : { ...today, month: 1, day: 1 };
  return span(addMonths(first, months * turn), addMonths(first, months * (turn + 1)));
}

function readHoliday(said: string, { now, zone, tense }: Place): When | null {
  const [, word, name = said, year] = /^(?:(this|next|last) )?(.+?)(?: (\d{4}))?$/.exec(said) ?? [];
  const holiday = HOLIDAYS.find(({ names }) => names.test(name));
  if (!holiday) return null;
  const today = dayAt(now, zone);
  const spanIn = (at: number) => {
    const first = holiday.first(at);
    return { since: startOf(first, zone), until: startOf(addDays(first, holiday.days), zone) };
  };
  let at = year ? Number(year) : today.year;
  if (!year) {
    const isPast = word === 'last' || (tense === 'past' && word === undefined);
    if (isPast && spanIn(at).since > now) at -= 1;
    if (!isPast && spanIn(at).until <= now) at += 1;
  }
  const range = spanIn(at);
  return {
    ...range,
    label: `at ${holiday.name} ${dayAt(range.since, zone).year}`,
    isMoment: false,
  };
}

/** "friday", "next tuesday evening", "20 june", "2026-06-20". */
function readDayPart(said: string, place: Place): When | null {
  const found = new RegExp(`^(.+?)(?: (?:in the |at )?(${PART_WORDS}))?$`).exec(said);
  const day = readDay(found?.[1] ?? '', place);
  if (!day) return null;
  const part = found?.[2] ? PARTS[found[2]] : undefined;
  if (!part) return wholeDay(day, place);
  return hours(day, { ...part, name: `${dayLabel(day, place)} ${part.name}` }, place.zone);
}

function readDay(said: string, { now, zone, tense }: Place): Day | null {
  const today = dayAt(now, zone);
  const plain = said.replace(/^(?:on )?(?:the )?/, '');
  if (plain === 'today') return today;
  if (/^(?:tomorrow|tmrw|tmr|tomorow|2morrow)$/.test(plain)) return addDays(today, 1);
  if (plain === 'yesterday') return addDays(today, -1);
  if (plain === 'day after tomorrow') return addDays(today, 2);
  if (plain === 'day before yesterday') return addDays(today, -2);
  const named = /^(?:(last|past|previous|this|next|coming) )?([a-z]+)$/.exec(plain);
  const weekday = weekdayIn(named?.[2] ?? '');
  if (named && weekday !== null) {
    const ago = (weekdayOf(today) - weekday + 7) % 7;
    if (/last|past|previous/.test(named[1] ?? '')) return addDays(today, -(ago || 7));
    if (tense === 'past' && !named[1]) return addDays(today, -ago);
    // "Next friday" on a Monday is for some this week's and for others the one after: the nearest, with its date said.
    return addDays(today, (7 - ago) % 7 || (named[1] === 'next' ? 7 : 0));
  }
  return readDate(plain, { today, tense });
}

function weekdayIn(word: string): number | null {
  const at = WEEKDAYS.findIndex(
    (day) =>
      day === word ||
      (word.length > 2 &&
        /^(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)$/.test(word) &&
        day.startsWith(word)),
  );
  return at < 0 ? null : at;
}

function readDate(said: string, { today, tense }: { today: Day; tense: Tense }): Day | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(said);
  if (iso) return real({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) });
  const words =
    /^(?<day>\d{1,2})(?:st|nd|rd|th)?\.?(?: of)? (?<month>[a-z]{3,9})\.?(?: (?<year>\d{4}))?$/.exec(
      said,
    ) ?? /^(?<month>[a-z]{3,9})\.? (?<day>\d{1,2})(?:st|nd|rd|th)?(?: (?<year>\d{4}))?$/.exec(said);
  const { day, month: name = '', year } = words?.groups ?? {};
  const month =
    MONTHS.findIndex(
      (one) => one === name || one.slice(0, 3) === name || (name === 'sept' && one === 'september'),
    ) + 1;
  if (!words || month === 0) return null;
  if (year) return real({ year: Number(year), month, day: Number(day) });
  const isAhead = month > today.month || (month === today.month && Number(day) > today.day);
  const isToday = month === today.month && Number(day) === today.day;
  const turn = tense === 'past' ? -Number(isAhead) : Number(!isAhead && !isToday);
  return real({ year: today.year + turn, month, day: Number(day) });
}

function real(day: Day): Day | null {
  return isDay(day) ? day : null;
}

function wholeDay(day: Day, here: Here): When {
  const { zone } = here;
  return {
    since: startOf(day, zone),
    until: startOf(addDays(day, 1), zone),
    label: dayLabel(day, here),
    isMoment: false,
  };
}

function hours(day: Day, { name, from, to }: Part, zone: string): When {
  const at = (hour: number) =>
    momentAt(addDays(day, Math.floor(hour / 24)), { hour: hour % 24, minute: 0 }, zone);
  return { since: at(from), until: at(to), label: name, isMoment: false };
}

/** `today`, `on Saturday, 20 June`, `on Friday, 1 January 2027`. */
export function dayLabel(day: Day, { now, zone }: Here): string {
  const today = dayAt(now, zone);
  const gap = Math.round(
    (Date.UTC(day.year, day.month - 1, day.day) -
      Date.UTC(today.year, today.month - 1, today.day)) /
      (24 * HOUR),
  );
  if (gap === 0) return 'today';
  if (gap === 1) return 'tomorrow';
  if (gap === -1) return 'yesterday';
  return `on ${dayText(day, today.year)}`;
}

/** `Saturday, 20 June`; with the year where that is not this one. */
export function dayText(day: Day, thisYear: number): string {
  const capital = (word = '') => word.charAt(0).toUpperCase() + word.slice(1);
  const year = day.year === thisYear ? '' : ` ${day.year}`;
  return `${capital(WEEKDAYS[weekdayOf(day)])}, ${day.day} ${capital(MONTHS[day.month - 1])}${year}`;
}

/** `today, 16:00 to 18:00`. */
function hoursLabel(since: Date, until: Date, here: Here): string {
  const clock = (at: Date) => clockText(timeAt(at, here.zone));
  return `${dayLabel(dayAt(since, here.zone), here)}, ${clock(since)} to ${clock(until)}`;
}

export function clockText({ hour, minute }: Clock): string {
  return `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

function numberOf(word: string): number | null {
  if (word === 'a' || word === 'an') return 1;
  const at = NUMBERS.indexOf(word);
  if (at > 0) return at;
  return /^[1-9]\d{0,3}$/.test(word) ? Number(word) : null;
}
