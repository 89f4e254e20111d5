import type { Standing } from '../../operations/standing.ts';
import type { StoredShift } from '../../operations/store.ts';
import type { Here } from '../times.ts';
import type { When } from '../when.ts';
import { levelText } from './tell.ts';
import { momentText } from './words.ts';

/** What is asked of somebody's shifts. */
export type ShiftQuestion = {
  /** Null for whoever asks. */
  name: string | null;
  when: When | null;
  /** `now`: "is ana on call"; `next`: "when is ana on call"; `last`: "when was she". */
  about: 'now' | 'next' | 'last';
  /** What every source knows. */
  known: { since: Date; until: Date };
};

const SHOWN = 3;
const YEAR_MS = 400 * 24 * 3_600_000;

/** The part of the time asked about that shifts have to be read for. */
export function windowOf({ when, about, known }: ShiftQuestion, now: Date) {
  if (when) return when;
  return about === 'last' ? { since: known.since, until: now } : { since: now, until: known.until };
}

/** Whether the time asked about lies where nothing is known. */
export function isUnknownTime({ when, known }: ShiftQuestion): boolean {
  return when !== null && (when.since >= known.until || when.until <= known.since);
}

/** Somebody's shifts in words; `shifts` are those of `windowOf`, `rotaOf` names the rota of one. */
export function shiftSentence(
  asked: ShiftQuestion,
  {
    shifts,
    rotaOf,
    here,
  }: { shifts: readonly StoredShift[]; rotaOf: (shift: StoredShift) => string; here: Here },
): string {
  const { name, when, about, known } = asked;
  const { now } = here;
  const who = name ?? 'You';
  const [be, been] = name ? ['is', 'was'] : ['are', 'were'];
  const whose = name ? `of ${name}` : 'of yours';
  const until = momentText(known.until, here);
  if (when && isUnknownTime(asked))
    return when.since >= known.until
      ? `I know shifts until ${until}, and not ${when.label}.`
      : `I know shifts since ${momentText(known.since, here)}, and not ${when.label}.`;
  const [first] = shifts;
  const list = (some: readonly StoredShift[]) =>
    some
      .slice(0, SHOWN)
      .map((shift) => {
        const role = shift.level > 1 ? `, as ${levelText(shift.level)}` : '';
        return `${rotaOf(shift)}${role}: ${spanText(shift, here)}`;
      })
      .join('; ');
  if (!first) {
    // A part of the time may lie beyond what is known, so that no shift is found is no promise.
    if (when)
      return `No shift ${whose} is planned ${when.label}${when.until > known.until ? `; I know shifts until ${until}` : ''}.`;
    return about === 'last'
      ? `I know of no shift ${whose} since ${momentText(known.since, here)}.`
      : `No rota has a shift ${whose} until ${until}.`;
  }
  const role = first.level === 1 ? 'on call' : `${levelText(first.level)}, not first on call`;
  if (when)
    return `${who} ${when.until <= now ? been : be} ${role} ${when.label}: ${list(shifts)}.`;
  if (about === 'last') return `${who} ${been} last ${role}: ${list(shifts.toReversed())}.`;
  const isOn = first.since <= now && (first.until === null || first.until > now);
  if (isOn) {
    const end = first.until ? ` until ${momentText(first.until, here)}` : '';
    const later = shifts.slice(1);
    return `${who} ${be} ${role} now (${rotaOf(first)})${end}.${later.length > 0 ? ` After that: ${list(later)}.` : ''}`;
  }
  return `${about === 'now' ? `${who} ${be} not on call now. ` : ''}Next: ${list(shifts)}.`;
}

function spanText({ since, until }: StoredShift, here: Here): string {
  if (!until || since.getTime() === 0) return 'always';
  return `${momentText(since, here)} to ${momentText(until, here)}`;
}

/** From when to when every source is known. */
export function knownWindow(standings: Iterable<Standing>, now: Date): ShiftQuestion['known'] {
  const read = [...standings].filter(({ readAt }) => readAt !== null);
  const time = (at: Date | null) => (at ?? now).getTime();
  return {
    since: new Date(Math.max(0, ...read.map(({ since }) => time(since)))),
    until: new Date(Math.min(now.getTime() + YEAR_MS, ...read.map(({ until }) => time(until)))),
  };
}
