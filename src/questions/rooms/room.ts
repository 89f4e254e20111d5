import type { Named } from './named.ts';

/** An incident channel: what it is about, as far as that was said. */
export type Room = {
  channel: string;
  name: string;
  services: readonly string[];
  named: readonly string[];
  options: readonly string[];
  /** Messages looked at so far and choices made: it counts up with every change. */
  heard: number;
  ts: string | null;
  shown: string | null;
  shownAt: Date | null;
  openedAt: Date;
  endedAt: Date | null;
};

export type Subject = Pick<Room, 'services' | 'named' | 'options' | 'heard'>;

/** What an incident is about is said at its beginning; later messages only add what is looked at. */
const FIRST_MESSAGES = 30;
const MOST_SERVICES = 3;
const MOST_NAMED = 6;
const DAY = 24 * 60 * 60_000;
/** Longer than that nobody looks into the channel for what is going on. */
const LIFE_MS = 5 * DAY;

export const NEW_SUBJECT: Subject = { services: [], named: [], options: [], heard: 0 };

/** What the name of the channel or its incident says, which nobody has to say again. */
export function withStated(subject: Subject, { sure, options }: Named): Subject {
  const services = distinct([...subject.services, ...sure]).slice(0, MOST_SERVICES);
  return {
    ...subject,
    services,
    named: distinct([...subject.named, ...sure])
      .filter((ref) => !services.includes(ref))
      .slice(0, MOST_NAMED),
    options: services.length > 0 ? [] : distinct([...subject.options, ...options]).slice(0, 4),
  };
}

/** A message names something: the first that does says what it is about, where nothing else did. */
export function withMessage(subject: Subject, { sure, options }: Named): Subject {
  const isEarly = subject.heard < FIRST_MESSAGES;
  const heard = subject.heard + 1;
  if (subject.services.length === 0 && isEarly)
    return { ...withStated(subject, { sure, options }), heard };
  const known = [...subject.services, ...subject.named];
  const fresh = sure
    .filter((ref) => !known.includes(ref))
    .slice(0, MOST_NAMED - subject.named.length);
  if (fresh.length === 0 && !isEarly) return subject;
  return { ...subject, heard, named: [...subject.named, ...fresh] };
}

/** Somebody in the channel says what it is about. */
export function withChoice(subject: Subject, ref: string): Subject {
  const services = subject.services.includes(ref)
    ? subject.services
    : // The newest word counts: one that was wrong goes.
      [ref, ...subject.services.filter((other) => subject.named.includes(other))];
  return {
    ...subject,
    services: distinct(services).slice(0, MOST_SERVICES),
    named: distinct([...subject.named, ...subject.services]).filter(
      (other) => !services.includes(other),
    ),
    options: [],
    heard: subject.heard + 1,
  };
}

/** Whether there is anything to show: a card of nothing is a message too many. */
export function isWorthACard({ services, options }: Subject): boolean {
  return services.length > 0 || options.length > 0;
}

export function isTooOld(room: Pick<Room, 'openedAt'>, now: Date): boolean {
  return now.getTime() - room.openedAt.getTime() > LIFE_MS;
}

/** Whether a channel the bot is in already is young enough for a card nobody asked for. */
export function isYoung(createdAt: Date, now: Date): boolean {
  return now.getTime() - createdAt.getTime() < LIFE_MS;
}

function distinct(refs: readonly string[]): string[] {
  return [...new Set(refs)];
}
