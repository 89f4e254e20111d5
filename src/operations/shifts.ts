import type { Shift, Window } from './on-call-source.ts';

const FOREVER = Number.POSITIVE_INFINITY;
const endOf = ({ until }: Pick<Shift, 'until'>) => until?.getTime() ?? FOREVER;

/**
 * What is known after a source was asked about `window`: within it what it says now, beside it what it said before. A shift that
 * reaches over an edge and one that begins there are one shift again where the same person has both.
 */
export function mergeShifts(
  before: readonly Shift[],
  read: readonly Shift[],
  window: Window,
): Shift[] {
  const { since, until } = window;
  const kept = before.flatMap((shift) => [
    ...clip(shift, new Date(0), since),
    ...clip(shift, until, null),
  ]);
  // What reaches beyond the window is believed as far as nothing else is known there.
  const known = new Set(kept.map(({ rota, level }) => `${rota} ${level}`));
  const fresh = read.flatMap((shift) =>
    known.has(`${shift.rota} ${shift.level}`) ? clip(shift, since, until) : [shift],
  );
  return joined([...kept, ...fresh]);
}

/** The part of a shift between two moments. */
function clip(shift: Shift, from: Date, to: Date | null): Shift[] {
  const since = shift.since > from ? shift.since : from;
  const end = Math.min(endOf(shift), to?.getTime() ?? FOREVER);
  if (end <= since.getTime()) return [];
  return [{ ...shift, since, until: end === FOREVER ? null : new Date(end) }];
}

/** The same in order, with parts that touch made one. */
export function joined(shifts: readonly Shift[]): Shift[] {
  const open = new Map<string, Shift>();
  const done: Shift[] = [];
  for (const shift of shifts.toSorted((a, b) => a.since.getTime() - b.since.getTime())) {
    const key = `${shift.rota} ${shift.level} ${personKey(shift)}`;
    const last = open.get(key);
    if (last && endOf(last) >= shift.since.getTime()) {
      if (endOf(shift) > endOf(last)) last.until = shift.until;
      continue;
    }
    const copy = { ...shift };
    open.set(key, copy);
    done.push(copy);
  }
  return done;
}

/** One person of one source, whatever is known of them. */
export function personKey({ ref, email, name }: Pick<Shift, 'ref' | 'email' | 'name'>): string {
  return ref ?? email?.toLowerCase() ?? name;
}

/** Whether a shift holds at a moment. */
export function isAt(shift: Pick<Shift, 'since' | 'until'>, at: Date): boolean {
  return shift.since <= at && at.getTime() < endOf(shift);
}
