import { addDays, type Day, momentAt } from '../../calendar.ts';
import type { Level, Person, Shift, Window } from '../on-call-source.ts';
import { joined } from '../shifts.ts';
import { type FileRota, type Moment, personNamed } from './rota-file.ts';

/** A turn that a typing error made short must not become a million shifts. */
const MOST_TURNS = 20_000;
const DEFAULT_WAIT = 15;

/** Who of a rota is on call when, within a window. Hand-overs are at the same time of the day the whole year. */
export function shiftsOfRota(rota: FileRota, id: string, window: Window): Shift[] {
  const levels = levelsOfRota(rota);
  const turns = turnsIn(rota, window);
  const shifts = levels.flatMap(({ level, source }): Shift[] =>
    source.kind === 'person'
      ? [{ ...source.person, rota: id, level, ...limits(rota, window) }]
      : turns.map(({ at, since, until }) => {
          const list = source.kind === 'list' ? source.people : rota.order;
          const shift = source.kind === 'next' ? 1 : 0;
          return { ...personAt(list, at + shift), rota: id, level, since, until };
        }),
  );
  return joined(
    rota.overrides.reduce<Shift[]>(
      (list, override) => overridden(list, override, rota, id),
      shifts,
    ),
  );
}

/** The steps of the escalation, for showing. */
export function escalationOf(rota: FileRota): Level[] {
  return levelsOfRota(rota).map(({ level, afterMinutes, name }) => ({
    level,
    afterMinutes,
    names: [name],
  }));
}

type Source =
  | { kind: 'order' }
  | { kind: 'next' }
  | { kind: 'list'; people: readonly Person[] }
  | { kind: 'person'; person: Person };
type Step = { level: number; afterMinutes: number; name: string; source: Source };

function levelsOfRota(rota: FileRota): Step[] {
  const first: Step = { level: 1, afterMinutes: 0, name: rota.name, source: { kind: 'order' } };
  const secondary: Source | null =
    rota.secondary === 'none'
      ? null
      : rota.secondary === 'next'
        ? { kind: 'next' }
        : { kind: 'list', people: rota.secondary };
  const steps = rota.escalation ?? (secondary ? [{ after: DEFAULT_WAIT, who: ['secondary'] }] : []);
  return [
    first,
    ...steps.flatMap(({ after, who }, at) =>
      who.map((name): Step => {
        const isSecondary = /^secondary$/i.test(name) && secondary;
        const source: Source = isSecondary
          ? secondary
          : { kind: 'person', person: personNamed(name) };
        return { level: at + 2, afterMinutes: after, name, source };
      }),
    ),
  ];
}

type TurnAt = { at: number; since: Date; until: Date };

/** The turns that have a part in the window, counted from the first. */
function turnsIn(rota: FileRota, window: Window): TurnAt[] {
  const { since: from, until: to } = limits(rota, window);
  const length = 'days' in rota.rotation ? rota.rotation.days * 24 : rota.rotation.hours;
  const begin = beginOf(rota, 0);
  // Summer time moves a turn by an hour at most, so one turn earlier is early enough.
  const first = Math.max(
    0,
    Math.floor((from.getTime() - begin.getTime()) / (length * 3_600_000)) - 1,
  );
  const turns: TurnAt[] = [];
  for (let at = first; turns.length < MOST_TURNS; at += 1) {
    const since = beginOf(rota, at);
    const until = beginOf(rota, at + 1);
    if (since >= to) break;
    if (until > from)
      turns.push({ at, since: since > from ? since : from, until: until < to ? until : to });
  }
  return turns;
}

/** The part of the window in which the rota exists. */
function limits(rota: FileRota, { since, until }: Window): Window {
  const start = moment(rota.start, rota);
  const end = rota.end ? moment(rota.end, rota) : until;
  return { since: start > since ? start : since, until: end < until ? end : until };
}

function beginOf(rota: FileRota, turn: number): Date {
  const clock = rota.start.at ?? rota.handover;
  const { rotation, zone } = rota;
  if ('days' in rotation)
    return momentAt(addDays(rota.start.day, turn * rotation.days), clock, zone);
  const hours = clock.hour + turn * rotation.hours;
  const day: Day = addDays(rota.start.day, Math.floor(hours / 24));
  return momentAt(day, { hour: ((hours % 24) + 24) % 24, minute: clock.minute }, zone);
}

function personAt(people: readonly Person[], turn: number): Person {
  return people[((turn % people.length) + people.length) % people.length] as Person;
}

/** A day without a time is from hand-over on. */
function moment({ day, at }: Moment, { handover, zone }: FileRota): Date {
  return momentAt(day, at ?? handover, zone);
}

function overridden(
  shifts: readonly Shift[],
  override: FileRota['overrides'][number],
  rota: FileRota,
  id: string,
): Shift[] {
  const since = moment(override.from, rota);
  const until = moment(override.to, rota);
  const { level, who } = override;
  if (until <= since) return [...shifts];
  const rest = shifts.flatMap((shift) => {
    if (shift.level !== level) return [shift];
    const end = shift.until ?? until;
    return [
      ...(shift.since < since ? [{ ...shift, until: end < since ? end : since }] : []),
      ...(end > until ? [{ ...shift, since: shift.since > until ? shift.since : until }] : []),
    ].filter((part) => part.until === null || part.until > part.since);
  });
  return [...rest, { ...who, rota: id, level, since, until }];
}
