import {
  addDays,
  addMonths,
  type Clock,
  type Day,
  dayAt,
  isDay,
  momentAt,
  timeAt,
  weekdayOf,
} from '../calendar.ts';
import { MONTHS, WEEKDAYS } from '../day-words.ts';
import type { Here } from './times.ts';

/** A moment to come, and how many of the words it was read from. */
export type Ahead = { at: Date; words: number };

const LONGEST = 6;
const MIDNIGHT: Clock = { hour: 0, minute: 0 };

/**
 * The moment that a text begins with, as long a one as can be read: "monday 9am", "tomorrow", "18:00", "month end", "2026-06-20",
 * "2 hours". A weekday or a date is where it begins; its latest reading is in the future. Null for other words.
 */
export function readAhead(text: string, here: Here): Ahead | null {
  const words = text.trim().split(/\s+/);
  // "May be": a verb, and no month.
  if (/^may\s+(?:be|have|not)\b/i.test(text.trim())) return null;
  for (let count = Math.min(LONGEST, words.length); count > 0; count--) {
    const said = words
      .slice(0, count)
      .join(' ')
      .toLowerCase()
      .replace(/[,.;!?]+$/, '');
    const at = readMoment(said.replace(/^(?:the|on|at|from) /, ''), here);
    if (at && at > here.now) return { at, words: count };
  }
  return null;
}

function readMoment(said: string, here: Here): Date | null {
  return readLength(said, here) ?? readEnd(said, here) ?? readDayAndTime(said, here);
}

const LENGTHS: Record<string, number> = { minute: 1, min: 1, hour: 60, hr: 60, h: 60, m: 1 };
const NUMBERS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** "2 hours", "half an hour", "a week". */
function readLength(said: string, { now, zone }: Here): Date | null {
  if (said === 'half an hour') return new Date(now.getTime() + 30 * 60_000);
  const [, amount = '', unit = ''] =
    /^(?:another |in |the next )?(\w+) ?(minute|min|hour|hr|day|week|month)s?(?: from now)?$/.exec(
      said,
    ) ??
    /^(\d+) ?([mhd])$/.exec(said) ??
    [];
  const count = /^an?$/.test(amount)
    ? 1
    : NUMBERS.includes(amount)
      ? NUMBERS.indexOf(amount)
      : Number(amount || Number.NaN);
  if (!Number.isInteger(count) || count < 1 || count > 1_000) return null;
  const minutes = LENGTHS[unit];
  if (minutes) return new Date(now.getTime() + count * minutes * 60_000);
  const today = dayAt(now, zone);
  const day =
    unit === 'month' ? addMonths(today, count) : addDays(today, count * (unit === 'week' ? 7 : 1));
  return momentAt(day, timeAt(now, zone), zone);
}

/** "end of day", "end of the week", "month end", "quarter end", "eow". */
function readEnd(said: string, { now, zone }: Here): Date | null {
  const short = { eod: 'day', cob: 'day', eow: 'week', eom: 'month', eoq: 'quarter', eoy: 'year' }[
    said
  ];
  const unit =
    short ??
    (/^(?:after )?(?:the )?(?:end of )(?:the |this )?(day|week|month|quarter|year)$/.exec(said) ??
      /^(?:after )?(?:the )?(day|week|month|quarter|year)[ -]?end$/.exec(said))?.[1];
  if (!unit) return null;
  const today = dayAt(now, zone);
  // A working week ends on Friday evening; what is locked until then is free on Monday, when somebody looks.
  if (unit === 'day') return momentAt(addDays(today, 1), MIDNIGHT, zone);
  if (unit === 'week') return momentAt(addDays(today, 7 - weekdayOf(today)), MIDNIGHT, zone);
  const first =
    unit === 'month'
      ? { ...today, day: 1 }
      : { ...today, day: 1, month: unit === 'year' ? 1 : today.month - ((today.month - 1) % 3) };
  return momentAt(
    addMonths(first, unit === 'month' ? 1 : unit === 'year' ? 12 : 3),
    MIDNIGHT,
    zone,
  );
}

const PARTS: Record<string, Clock> = {
  noon: { hour: 12, minute: 0 },
  lunch: { hour: 12, minute: 0 },
  midday: { hour: 12, minute: 0 },
  morning: { hour: 9, minute: 0 },
  afternoon: { hour: 14, minute: 0 },
  evening: { hour: 18, minute: 0 },
  night: { hour: 22, minute: 0 },
};

function readDayAndTime(said: string, here: Here): Date | null {
  const { now, zone } = here;
  if (said === 'tonight') return momentAt(dayAt(now, zone), PARTS['night'] as Clock, zone);
  if (said === 'midnight') return momentAt(addDays(dayAt(now, zone), 1), MIDNIGHT, zone);
  const alone = readClock(said);
  if (alone) {
    const today = momentAt(dayAt(now, zone), alone, zone);
    return today > now ? today : momentAt(addDays(dayAt(now, zone), 1), alone, zone);
  }
  const words = said.split(' ');
  for (let at = words.length; at > 0; at--) {
    const day = readDay(words.slice(0, at).join(' '), here);
    const rest = words
      .slice(at)
      .join(' ')
      .replace(/^(?:at|in the) /, '');
    const clock = rest === '' ? MIDNIGHT : readClock(rest);
    if (day && clock) return momentAt(day, clock, zone);
  }
  return null;
}

/** "18:00", "9am", "9.30 pm", "noon". */
export function readClock(said: string): Clock | null {
  const part = PARTS[said];
  if (part) return part;
  const [, hours = '', minutes = '0', half] =
    /^(?:at )?(\d{1,2})[:.h](\d{2})(?: ?([ap])\.?m\.?)?$/.exec(said) ??
    /^(?:at )?(\d{1,2})()(?: ?([ap])\.?m\.?| ?o'?clock)$/.exec(said) ??
    [];
  if (hours === '') return null;
  const read = Number(hours);
  if (half && (read < 1 || read > 12)) return null;
  const hour = half ? (read % 12) + (half === 'p' ? 12 : 0) : read;
  const minute = Number(minutes || 0);
  return hour < 24 && minute < 60 ? { hour, minute } : null;
}

/** The next such day: "monday" on a Monday is in a week. */
function readDay(said: string, { now, zone }: Here): Day | null {
  const today = dayAt(now, zone);
  if (said === 'today') return today;
  if (said === 'tomorrow') return addDays(today, 1);
  if (said === 'the day after tomorrow' || said === 'day after tomorrow') return addDays(today, 2);
  if (said === 'next week') return addDays(today, 7 - weekdayOf(today));
  if (said === 'next month') return addMonths({ ...today, day: 1 }, 1);
  const named = /^(?:(?:next|this|coming|on) )?([a-z]+)$/.exec(said)?.[1];
  const weekday = weekdayNamed(named);
  if (weekday !== null) return addDays(today, ((weekday - weekdayOf(today) + 6) % 7) + 1);
  return readMonth(named, today) ?? readDate(said, today);
}

/** "september" is its first day, the next one to come. */
function readMonth(named: string | undefined, today: Day): Day | null {
  const month = MONTHS.indexOf(named ?? '') + 1;
  if (month < 1) return null;
  return { year: today.year + (month <= today.month ? 1 : 0), month, day: 1 };
}

/** From Monday (0) to Sunday (6); "mon" and "thurs" count. */
export function weekdayNamed(said: string | undefined): number | null {
  if (!said || said.length < 3) return null;
  const bare = said.replace(/s$/, '');
  const at = WEEKDAYS.findIndex(
    (day) => day === bare || (bare.length <= 5 && day.startsWith(bare)),
  );
  return at < 0 ? null : at;
}

function readDate(said: string, today: Day): Day | null {
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(said);
  if (iso) return real({ year: Number(iso[1]), month: Number(iso[2]), day: Number(iso[3]) });
  const { name, day, year } =
    (
      /^(?<name>[a-z]+)\.? (?<day>\d{1,2})(?:st|nd|rd|th)?(?:,? (?<year>\d{4}))?$/.exec(said) ??
      /^(?<day>\d{1,2})(?:st|nd|rd|th|\.)?(?: of)? (?<name>[a-z]+)\.?(?:,? (?<year>\d{4}))?$/.exec(
        said,
      )
    )?.groups ?? {};
  const month = name && name.length >= 3 ? MONTHS.findIndex((one) => one.startsWith(name)) + 1 : 0;
  if (month < 1 || !day) return null;
  const read = { year: Number(year || today.year), month, day: Number(day) };
  const isPast = month < today.month || (month === today.month && read.day <= today.day);
  return real(!year && isPast ? { ...read, year: today.year + 1 } : read);
}

function real(day: Day): Day | null {
  return isDay(day) ? day : null;
}
