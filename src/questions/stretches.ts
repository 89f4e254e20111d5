import { type Clock, dayAt, momentAt } from '../calendar.ts';
import type { Here } from './times.ts';

const HOUR = 3_600_000;
/** How much a vague word is. */
const VAGUE: Readonly<Record<string, number>> = { '': 1, couple: 2, few: 4, several: 6 };
const UNIT_MS: Readonly<Record<string, number>> = {
  m: HOUR / 60,
  h: HOUR,
  d: 24 * HOUR,
  w: 168 * HOUR,
};
const UNIT_NAMES: Readonly<Record<string, string>> = {
  m: 'minute',
  h: 'hour',
  d: 'day',
  w: 'week',
};

type Stretch = { since: Date; until: Date; label: string; isMoment: boolean };

/** What a stretch is put together with: times within its words, and how a sentence says hours of a day. */
type Parts = {
  /** Past, because that is where stretches are asked about. */
  read: (said: string) => Stretch | null;
  hoursLabel: (since: Date, until: Date) => string;
};

/** Reads a time by its ends: "since 14:00", "friday between 4 and 6", "from monday to wednesday", "in the last few hours". */
export function readStretch(said: string, here: Here, parts: Parts): Stretch | null {
  return readSince(said, here, parts) ?? readBetween(said, here, parts) ?? readLast(said, here);
}

function readSince(said: string, { now }: Here, { read }: Parts): Stretch | null {
  const from = /^(?:ever )?since (.+)$/.exec(said)?.[1];
  if (!from) return null;
  const isPart = /^(?:noon|midday|lunch|lunchtime)$/.test(from);
  const start = read(isPart ? `today ${from}` : from);
  if (!start || start.since >= now) return null;
  const label = `since ${start.label.replace(/^(?:on|at) /, '')}`;
  return { since: start.since, until: now, label, isMoment: false };
}

const CLOCK = '\\d{1,2}(?:[:.]\\d{2})?(?: ?(?:am|pm))?';
const CLOCKS = new RegExp(
  `^(?:(?<before>.+?),? )?(?:between|from) (?<from>${CLOCK}) ?(?:and|to|until|till|-|–) ?(?<to>${CLOCK})(?: (?:on )?(?<after>.+))?$`,
);

function readBetween(said: string, here: Here, parts: Parts): Stretch | null {
  const clocks = CLOCKS.exec(said)?.groups;
  if (clocks) {
    const named = clocks['before'] ?? clocks['after'] ?? 'today';
    const isTwice = clocks['before'] !== undefined && clocks['after'] !== undefined;
    const day = isTwice ? null : parts.read(named.replace(/^on /, ''));
    return day && !day.isMoment ? hoursOf(day, clocks, here, parts) : null;
  }
  const [, from, to] = /^(?:between|from) (.+?) (?:and|to|until|till) (.+)$/.exec(said) ?? [];
  const start = from ? parts.read(from) : null;
  const end = to ? parts.read(to) : null;
  if (!start || !end || start.since >= end.until) return null;
  const bare = ({ label }: Stretch) => label.replace(/^(?:on|at) /, '');
  return {
    since: start.since,
    until: end.isMoment ? end.since : end.until,
    label: `from ${bare(start)} to ${bare(end)}`,
    isMoment: false,
  };
}

function hoursOf(
  on: Stretch,
  said: Record<string, string>,
  { zone }: Here,
  { hoursLabel }: Parts,
): Stretch | null {
  const day = dayAt(on.since, zone);
  const [from, to] = [said['from'] ?? '', said['to'] ?? ''];
  // "4 and 6pm" are both in the afternoon.
  const half = /[ap]m$/.exec(to)?.[0] ?? /[ap]m$/.exec(from)?.[0];
  const [start, end] = [clockOf(from, half), clockOf(to, half)];
  if (!start || !end) return null;
  const since = momentAt(day, start, zone);
  const until = momentAt(day, end, zone);
  if (since >= until) return null;
  return { since, until, label: hoursLabel(since, until), isMoment: false };
}

/** Hours without am or pm are those when people work: nobody asks what was deployed from four to six in the morning and leaves that out. */
function clockOf(said: string, half: string | undefined): Clock | null {
  const [, hours = '', minutes = '0', own] =
    /^(\d{1,2})(?:[:.](\d{2}))?(?: ?(am|pm))?$/.exec(said) ?? [];
  const hour = Number(hours);
  const minute = Number(minutes);
  if (hours === '' || hour > 24 || minute > 59) return null;
  const part = own ?? half;
  if (part) return hour > 12 ? null : { hour: (hour % 12) + (part === 'pm' ? 12 : 0), minute };
  const isAfternoon = hour >= 1 && hour <= 6 && !said.startsWith('0') && !/[:.]/.test(said);
  return { hour: isAfternoon ? hour + 12 : hour, minute };
}

/** "the last hour", "past 24h", "last few hours". */
function readLast(said: string, { now }: Here): Stretch | null {
  const found =
    /^(?:last|past|previous) (?:(\d{1,3}) ?|(?:a )?(couple|few|several)(?: of)? |(?=h|m))(m|h|d|w|min|mins|minutes?|hrs?|hours?|days?|weeks?)$/.exec(
      said,
    );
  if (!found) return null;
  const unit = (found[3] ?? '').charAt(0);
  const count = found[1] ? Number(found[1]) : (VAGUE[found[2] ?? ''] ?? 1);
  const length = UNIT_MS[unit];
  if (!length) return null;
  const name = UNIT_NAMES[unit];
  return {
    since: new Date(now.getTime() - count * length),
    until: now,
    label: count === 1 ? `in the last ${name}` : `in the last ${count} ${name}s`,
    isMoment: false,
  };
}
