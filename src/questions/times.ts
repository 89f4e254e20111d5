import { addDays, addMonths, type Day, dayAt, isDay, startOf, weekdayOf } from '../calendar.ts';
import { dayName, MONTHS, WEEKDAYS } from '../day-words.ts';

/** A time in the past as words say it: from `since` on, before `until`. */
export type Period = {
  since: Date;
  until: Date;
  /** As a sentence says it: `in March 2026`, `since Monday, 8 June 2026`. */
  label: string;
};

/** Where and when it is for whoever asks. `zone`: an IANA name. */
export type Here = { now: Date; zone: string };

const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');
/** Before the first catalog anywhere: where "before Monday" begins. */
const LONG_AGO = new Date(0);

/**
 * Reads a time in the past: "last year", "in March", "on 2026-03-01", "since Monday", "before Tuesday", "two weeks ago". Null for other
 * words, for days that may be read in two ways (3/4/2026) and for the future. A month or weekday is the latest one that has begun.
 */
export function readPeriod(text: string, here: Here): Period | null {
  const said = text
    .trim()
    .toLowerCase()
    .replace(/[?!.,]+$/, '')
    .replace(/\s+/g, ' ');
  const [, word, rest = said] =
    /^(?:back )?(since|after|before|until|till|up to|as of|starting|in|on|during|at|over|within|around|for|from|by)(?: the beginning of)? (.+)$/.exec(
      said,
    ) ?? [];
  const between = /^(?:between|from) (.+?) (?:and|to|until|till|through) (.+)$/.exec(said);
  const span = between
    ? fromTo(readSpan(between[1] ?? '', here), readSpan(between[2] ?? '', here))
    : readSpan(rest, here);
  if (!span || span.since > here.now) return null;
  const { since, until, name } = span;
  switch (between ? undefined : word) {
    case 'since':
    case 'starting':
    case 'from':
      return { since, until: here.now, label: `since ${name}` };
    case 'after':
      return until > here.now ? null : { since: until, until: here.now, label: `after ${name}` };
    case 'before':
    case 'until':
    case 'till':
    case 'up to':
      return { since: LONG_AGO, until: since, label: `before ${name}` };
    default:
      return {
        since,
        until: until > here.now ? here.now : until,
        label: span.preposition ? `${span.preposition} ${name}` : name,
      };
  }
}

/**
 * The time at the end or the beginning of a question, and the question without it: "who owned ledger in March". Null without one.
 */
export function splitPeriod(
  text: string,
  here: Here,
): { rest: string; said: string; period: Period } | null {
  const words = text.trim().split(/\s+/);
  for (let at = 1; at < words.length; at++) {
    const said = words.slice(at).join(' ');
    const period = readPeriod(said, here);
    if (period) return { rest: words.slice(0, at).join(' ').replace(/,$/, ''), said, period };
  }
  for (let at = words.length - 1; at > 0; at--) {
    const said = words.slice(0, at).join(' ');
    const period = readPeriod(said, here);
    if (period) return { rest: words.slice(at).join(' '), said, period };
  }
  return null;
}

type Span = { since: Date; until: Date; name: string; preposition?: string };

function fromTo(from: Span | null, to: Span | null): Span | null {
  if (!from || !to || from.since >= to.until) return null;
  return { since: from.since, until: to.until, name: `from ${from.name} to ${to.name}` };
}

function readSpan(said: string, here: Here): Span | null {
  const bare = said.replace(/^the (?=\S)/, '');
  return (
    readNear(bare, here) ?? readAgo(bare, here) ?? readUnit(bare, here) ?? readDate(bare, here)
  );
}

function readNear(said: string, here: Here): Span | null {
  const today = dayAt(here.now, here.zone);
  const back = ['today', 'yesterday', 'day before yesterday'].indexOf(said);
  if (back >= 0)
    return { ...days(addDays(today, -back), 1, here), name: back === 2 ? `the ${said}` : said };
  const weekday = /^(?:(last|this|past) )?(\w+day)$/.exec(said);
  const wanted = WEEKDAYS.indexOf(weekday?.[2] ?? '');
  if (!weekday || wanted < 0) return null;
  const ago = (weekdayOf(today) - wanted + 7) % 7;
  const day = addDays(today, -(weekday[1] === 'last' && ago === 0 ? 7 : ago));
  return { ...days(day, 1, here), name: dayName(day), preposition: 'on' };
}

const UNITS = 'hour|day|week|month|quarter|year';

/** "two weeks ago" is that day; "the last two weeks" all of the time since. */
function readAgo(said: string, { now, zone }: Here): Span | null {
  const ago = new RegExp(`^(?:about |around )?(\\w+) (${UNITS})s? ago$`).exec(said);
  const last = new RegExp(`^(?:last|past|previous) (\\w+) (${UNITS})s?$`).exec(said);
  const count = numberOf((ago ?? last)?.[1] ?? '');
  const unit = (ago ?? last)?.[2] ?? '';
  if (count === null) return null;
  const plural = `${count} ${unit}${count === 1 ? '' : 's'}`;
  if (unit === 'hour') {
    const since = new Date(now.getTime() - count * 3_600_000);
    return ago
      ? { since, until: new Date(since.getTime() + 1), name: `${plural} ago` }
      : { since, until: now, name: `the last ${plural}`, preposition: 'in' };
  }
  const day = daysBefore(dayAt(now, zone), count, unit);
  if (!ago)
    return { since: startOf(day, zone), until: now, name: `the last ${plural}`, preposition: 'in' };
  return { ...days(day, 1, { now, zone }), name: `${plural} ago (${dayName(day)})` };
}

function daysBefore(today: Day, count: number, unit: string): Day {
  if (unit === 'day') return addDays(today, -count);
  if (unit === 'week') return addDays(today, -7 * count);
  const months = { month: 1, quarter: 3, year: 12 }[unit] ?? 1;
  return addMonths(today, -months * count);
}

/** "this week", "last month", "past year". */
function readUnit(said: string, here: Here): Span | null {
  const match =
    /^(?:(start|beginning|end) of )?(this|last|previous|past|current) (day|week|month|quarter|year)$/.exec(
      said,
    );
  if (!match) return null;
  const unit = match[3] ?? '';
  const back = match[2] === 'this' || match[2] === 'current' ? 0 : 1;
  const today = dayAt(here.now, here.zone);
  const first =
    unit === 'day'
      ? addDays(today, -back)
      : unit === 'week'
        ? addDays(today, -weekdayOf(today) - 7 * back)
        : firstOf(addMonths({ ...today, day: 1 }, -back * monthsIn(unit)), unit);
  const next =
    unit === 'day' || unit === 'week'
      ? addDays(first, unit === 'day' ? 1 : 7)
      : addMonths(first, monthsIn(unit));
  const name = `${back === 0 ? 'this' : 'last'} ${unit}`;
  if (match[1] === 'end') return oneDay(addDays(next, -1), here);
  if (match[1]) return oneDay(first, here);
  return { since: startOf(first, here.zone), until: startOf(next, here.zone), name };
}

function monthsIn(unit: string): number {
  return unit === 'year' ? 12 : unit === 'quarter' ? 3 : 1;
}

function firstOf({ year, month }: Day, unit: string): Day {
  const at = unit === 'year' ? 1 : unit === 'quarter' ? month - ((month - 1) % 3) : month;
  return { year, month: at, day: 1 };
}

function readDate(said: string, here: Here): Span | null {
  const iso = /^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/.exec(said);
  if (iso?.[3]) return oneDay(dayOf(iso[1], Number(iso[2]), iso[3]), here);
  if (iso) return month(Number(iso[1]), Number(iso[2]), here);
  const year = /^(?:the year )?((?:19|20)\d\d)$/.exec(said)?.[1];
  if (year) return months({ year: Number(year), month: 1, day: 1 }, 12, year, here);
  const quarter = /^q([1-4])(?: (?:of )?(\d{4}))?$/.exec(said);
  if (quarter) {
    const at = Number(quarter[1]) * 3 - 2;
    const day = latest({ month: at, day: 1, year: quarter[2] }, here);
    return months(day, 3, `Q${quarter[1]} ${day.year}`, here);
  }
  const named = /^([a-z]+)\.?(?: (?:of )?(\d{4}))?$/.exec(said);
  const monthOnly = monthOf(named?.[1]);
  if (named && monthOnly)
    return month(latest({ month: monthOnly, day: 1, year: named[2] }, here).year, monthOnly, here);
  const first =
    /^([a-z]+)\.? (\d{1,2})(?:st|nd|rd|th)?(?:,? (\d{4}))?$/.exec(said) ??
    // "3 March 2026" in the order of the other.
    /^(?<day>\d{1,2})(?:st|nd|rd|th)?\.?(?: of)? (?<month>[a-z]+)\.?(?:,? (?<year>\d{4}))?$/.exec(
      said,
    );
  const parts = first?.groups ?? { month: first?.[1], day: first?.[2], year: first?.[3] };
  const at = monthOf(parts['month']);
  if (!first || !at) return null;
  const day = latest({ month: at, day: Number(parts['day']), year: parts['year'] }, here);
  return oneDay(isDay(day) ? day : null, here);
}

function dayOf(year: string | undefined, month: number, day: string): Day | null {
  const read = { year: Number(year), month, day: Number(day) };
  return isDay(read) ? read : null;
}

/** Without a year, the latest such day that has come. */
function latest(
  { month, day, year }: { month: number; day: number; year: string | undefined },
  { now, zone }: Here,
): Day {
  if (year) return { year: Number(year), month, day };
  const today = dayAt(now, zone);
  const isAhead = month > today.month || (month === today.month && day > today.day);
  return { year: today.year - Number(isAhead), month, day };
}

function monthOf(name: string | undefined): number | null {
  if (!name || name.length < 3) return null;
  const at = MONTHS.findIndex(
    (one) => one === name || one.slice(0, 3) === name || (name === 'sept' && one === 'september'),
  );
  return at < 0 ? null : at + 1;
}

function month(year: number, at: number, here: Here): Span | null {
  if (at < 1 || at > 12) return null;
  return months({ year, month: at, day: 1 }, 1, `${capital(MONTHS[at - 1])} ${year}`, here);
}

function months(first: Day, count: number, name: string, { zone }: Here): Span {
  const until = startOf(addMonths(first, count), zone);
  return { since: startOf(first, zone), until, name, preposition: 'in' };
}

function oneDay(day: Day | null, here: Here): Span | null {
  return day && { ...days(day, 1, here), name: dayName(day), preposition: 'on' };
}

function days(first: Day, count: number, { zone }: Here): Pick<Span, 'since' | 'until'> {
  return { since: startOf(first, zone), until: startOf(addDays(first, count), zone) };
}

function numberOf(word: string): number | null {
  if (word === 'a' || word === 'an') return 1;
  if (word === 'couple' || word === 'few') return null;
  const at = NUMBERS.indexOf(word);
  return at > 0 ? at : /^[1-9]\d{0,3}$/.test(word) ? Number(word) : null;
}

function capital(word = ''): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
