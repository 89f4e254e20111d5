import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { sortOf } from '../../catalog/sort.ts';
import { refOfPerson } from '../../operations/people.ts';
import type { StoredShift } from '../../operations/store.ts';
import type { Card, CardField, Fact } from '../answer.ts';
import type { Room } from '../intention.ts';
import type { When } from '../when.ts';
import { type CoverAt, levelsOf, nextOnLevel, onLevel, type RotaAt } from './gather.ts';
import { ageText, momentText, personText } from './words.ts';

/** What is said of one subject: a sentence or more, who that is, and where it was read. */
export type Told = {
  text: string;
  refs: string[];
  facts: Fact[];
  fields: CardField[];
  /** False where the time asked about is not known. */
  isKnown: boolean;
};

/** Who has the pager now, until when, who is next and who is behind them. `level`: the one that was asked about. */
export function tellNow(room: Room, found: CoverAt, level = 1): Told {
  const told = found.rotas.map((rota) => tellRota(room, found, rota, level));
  return joinTold(room, found, agreeing(told, found));
}

function tellRota(room: Room, found: CoverAt, rota: RotaAt, level: number): Told {
  const { view, now } = room;
  const on = onLevel(rota, level, now);
  const what = subjectText(view, found, rota);
  const names = enumerate(distinct(on.map((shift) => personText(view, shift))));
  const until = endOf(on);
  const next = nextOnLevel(rota, level, now);
  const role = level === 1 ? 'on call' : levelText(level);
  const then = next && until && next.since.getTime() <= until.getTime() ? next : null;
  const handover = until
    ? ` until ${momentText(until, room)}${then ? `, then ${personText(view, then)}` : ''}`
    : '';
  const first =
    on.length > 0
      ? `${names} ${on.length > 1 ? 'are' : 'is'} ${role} for ${what}${handover}.`
      : `Nobody is ${role} for ${what} right now${next ? `; ${personText(view, next)} is from ${momentText(next.since, room)}` : ''}.`;
  const behind = levelsOf(rota).filter((one) => one > level);
  const backups = behind.flatMap((one) => {
    const people = distinct(onLevel(rota, one, now).map((shift) => personText(view, shift)));
    if (people.length === 0) return [];
    const after = rota.rota.levels.find((each) => each.level === one)?.afterMinutes;
    return [`${enumerate(people)}${after ? ` after ${after} minutes` : ''}`];
  });
  const line = backups.length > 0 ? ` If there is no answer: ${backups.join(', then ')}.` : '';
  const fields: CardField[] = [
    fieldOf(view, level === 1 ? 'On call' : capital(levelText(level)), on, 'nobody'),
    ...behind.slice(0, 2).flatMap((one) => {
      const people = onLevel(rota, one, now);
      return people.length > 0 ? [fieldOf(view, capital(levelText(one)), people, 'nobody')] : [];
    }),
    ...(until ? [{ name: 'Hand-over', text: momentText(until, room) }] : []),
    ...(then ? [fieldOf(view, 'Then', [then], '')] : []),
  ];
  return {
    text: `${first}${line}`,
    refs: on.flatMap((shift) => refOfPerson(view, shift) ?? []),
    facts: on.map((shift) =>
      shiftFact(view, rota, shift, level === 1 ? 'on call' : levelText(level)),
    ),
    fields,
    isKnown: true,
  };
}

/** Who had or will have the pager at a time. */
export function tellAt(room: Room, found: CoverAt, when: When, level = 1): Told {
  const told = found.rotas.map((rota) => tellRotaAt(room, found, rota, when, level));
  return joinTold(room, found, agreeing(told, found));
}

function tellRotaAt(room: Room, found: CoverAt, rota: RotaAt, when: When, level: number): Told {
  const { view, now } = room;
  const { standing } = rota;
  const what = subjectText(view, found, rota);
  const unknown = (text: string): Told => ({
    text,
    refs: [],
    facts: [],
    fields: [],
    isKnown: false,
  });
  if (standing?.until && when.since >= standing.until)
    return unknown(
      `I know the shifts of ${what} until ${momentText(standing.until, room)}, and not ${when.label}.`,
    );
  if (standing?.since && when.until <= standing.since)
    return unknown(
      `I know the shifts of ${what} since ${momentText(standing.since, room)}, and not ${when.label}.`,
    );
  const shifts = rota.shifts.filter(
    (shift) =>
      shift.level === level &&
      shift.since < when.until &&
      (shift.until === null || shift.until > when.since),
  );
  const isPast = when.until <= now;
  const role = level === 1 ? 'on call' : levelText(level);
  if (shifts.length === 0) {
    const isAfterAll = !isPast && !rota.shifts.some((shift) => shift.since >= when.until);
    if (isAfterAll)
      return unknown(
        `${titleOf(rota)} has no shifts of ${what} ${when.label} yet: nobody is planned.`,
      );
    return {
      ...unknown(
        `Nobody ${isPast ? 'was' : 'is'} ${role} for ${what} ${when.label}, as ${titleOf(rota)} says.`,
      ),
      isKnown: true,
    };
  }
  const people = distinct(shifts.map((shift) => personText(view, shift)));
  const verb = isPast ? 'was' : when.since <= now ? 'is' : 'will be';
  const [first] = shifts;
  const parts =
    people.length > 1 && !when.isMoment
      ? shifts.map((shift) => `${personText(view, shift)} ${stretchText(room, shift, when)}`)
      : [];
  const text =
    parts.length > 0
      ? `${capital(role)} for ${what} ${when.label}: ${enumerate(parts, 8)}.`
      : `${enumerate(people)} ${people.length > 1 ? verb.replace('was', 'were').replace('is', 'are') : verb} ${role} for ${what} ${when.label}${first ? shiftText(room, first) : ''}.`;
  return {
    text,
    refs: distinct(shifts.flatMap((shift) => refOfPerson(view, shift) ?? [])),
    facts: shifts.map((shift) => shiftFact(view, rota, shift, role)),
    fields: [fieldOf(view, capital(role), shifts, 'nobody')],
    isKnown: true,
  };
}

function shiftText(room: Room, { since, until }: StoredShift): string {
  if (!until || since.getTime() === 0) return '';
  return ` (shift from ${momentText(since, room)} to ${momentText(until, room)})`;
}

function stretchText(room: Room, { since, until }: StoredShift, when: When): string {
  const from = since > when.since ? `from ${momentText(since, room)}` : '';
  const to = until && until < when.until ? `until ${momentText(until, room)}` : '';
  return [from, to].filter(Boolean).join(' ') || 'all of it';
}

/** Rotas that say the same are one; several that differ are told each, and two sources that differ as a disagreement. */
function agreeing(told: readonly Told[], { rotas }: CoverAt): Told[] {
  const known = told.filter(({ isKnown }) => isKnown);
  const used = known.length > 0 ? known : told.slice(0, 1);
  const once = used.filter(
    ({ refs, text }, at) =>
      used.findIndex((other) =>
        refs.length > 0 ? other.refs.join() === refs.join() : other.text === text,
      ) === at,
  );
  const sources = new Set(rotas.map(({ rota }) => rota.source));
  if (once.length < 2 || sources.size < 2) return once;
  const names = [...new Set(rotas.map(titleOf))];
  return once.map((one, at) =>
    at === 0 ? { ...one, text: `${enumerate(names)} do not agree. ${one.text}` } : one,
  );
}

function joinTold(room: Room, { cover, rotas }: CoverAt, told: readonly Told[]): Told {
  const ages = distinct(rotas.map(({ standing }) => ageText(standing, room)).filter(Boolean));
  return {
    text: [...told.map(({ text }) => text), viaText(room.view, cover), ...ages]
      .filter(Boolean)
      .join(' '),
    refs: distinct(told.flatMap(({ refs }) => refs)),
    facts: told.flatMap(({ facts }) => facts),
    fields: told.flatMap(({ fields }) => fields),
    isKnown: told.some(({ isKnown }) => isKnown),
  };
}

function viaText(view: CatalogView, { ref, of, via, unlisted }: CoverAt['cover']): string {
  const strange = unlisted.length > 0 ? `PagerDuty lists no service ${enumerate(unlisted)}. ` : '';
  const name = labelOf(view, ref);
  switch (via) {
    case 'own':
      return strange.trim();
    case 'owner':
      return `${strange}${name} has no rota of its own; this is the one of ${labelOf(view, of)}, who own it.`;
    case 'operator':
      return `${strange}${name} has no rota of its own; this is the one of ${labelOf(view, of)}, who run it.`;
    case 'above':
      return `${strange}${name} has no rota of its own; this is the one of ${labelOf(view, of)}, above it.`;
    case 'team':
      return `${name} is in ${labelOf(view, of)}.`;
  }
}

/** The subject; of one with several rotas, also which of them. */
function subjectText(view: CatalogView, { cover, rotas }: CoverAt, rota: RotaAt): string {
  const name = labelOf(view, cover.via === 'team' ? cover.of : cover.ref);
  return rotas.length > 1 ? `${name} (${rota.rota.name}, ${titleOf(rota)})` : name;
}

export function titleOf({ rota, standing }: RotaAt): string {
  return standing?.title ?? rota.source;
}

export function shiftFact(view: CatalogView, rota: RotaAt, shift: StoredShift, name: string): Fact {
  return {
    name,
    value: refOfPerson(view, shift) ?? shift.name,
    source: titleOf(rota),
    ...(rota.rota.url && { url: rota.rota.url }),
    ...(rota.standing?.readAt && { observedAt: rota.standing.readAt.toISOString() }),
  };
}

function fieldOf(
  view: CatalogView,
  name: string,
  shifts: readonly StoredShift[],
  none: string,
): CardField {
  const [first] = shifts;
  const ref = first ? refOfPerson(view, first) : null;
  const text = enumerate(distinct(shifts.map((shift) => personText(view, shift)))) || none;
  return { name, text, ...(ref && { ref }) };
}

/** The card of a subject with its on-call fields. */
export function onCallCard(view: CatalogView, ref: string, fields: readonly CardField[]): Card {
  const entry = view.get(ref);
  return {
    ref,
    kind: entry ? sortOf(entry) : 'entity',
    title: labelOf(view, ref),
    description: null,
    url: null,
    fields,
    links: [],
    upstream: 0,
    downstream: 0,
    warnings: [],
  };
}

/** The earliest end of some shifts; null where one has none. */
function endOf(shifts: readonly StoredShift[]): Date | null {
  const ends = shifts.flatMap(({ until }) => until ?? []);
  return ends.length < shifts.length || ends.length === 0
    ? null
    : new Date(Math.min(...ends.map((end) => end.getTime())));
}

export function levelText(level: number): string {
  return level === 1 ? 'on call' : level === 2 ? 'backup' : `level ${level}`;
}

function distinct<Item>(list: readonly Item[]): Item[] {
  return [...new Set(list)];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
