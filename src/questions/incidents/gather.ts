import { coverOf, type OnCallBook } from '../../operations/cover.ts';
import { entitiesOfServices, refsOfIncident } from '../../operations/incident-links.ts';
import type { Window } from '../../operations/on-call-source.ts';
import type { Standing } from '../../operations/standing.ts';
import {
  incidentsCalled,
  incidentsIn,
  openIncidents,
  type StoredIncident,
} from '../../operations/store.ts';
import type { Answer, Intent } from '../answer.ts';
import type { Room } from '../intention.ts';
import { whoKnows } from '../intents/missing.ts';
import { reply } from '../reply.ts';
import type { Told } from './words.ts';

/** Sources that know incidents: those that have services. */
export function incidentStandings(book: OnCallBook): Standing[] {
  const sources = new Set(book.services.map(({ source }) => source));
  return [...sources].flatMap((source) => book.standings.get(source) ?? []);
}

/** Why nothing can be said about incidents; null where a source was read. */
export async function noIncidents(
  room: Room,
  book: OnCallBook,
  { intent, refs }: { intent: Intent; refs: readonly string[] },
): Promise<Answer | null> {
  if (incidentStandings(book).some(({ readAt }) => readAt !== null)) return null;
  const failed = [...book.standings.values()].find(
    ({ failedSince, readAt }) => failedSince && !readAt,
  );
  const why = failed
    ? `${failed.title} was not read yet. ${failed.reason ?? ''} ${failed.nextStep ?? ''}`.trim()
    : 'an incident source is not connected. Connect PagerDuty with PAGERDUTY_TOKEN.';
  const hints = await Promise.all(refs.slice(0, 3).map((ref) => whoKnows(room, ref)));
  return reply({
    kind: 'unknown',
    intent,
    subjects: refs,
    text: [`I do not know which incidents there are: ${why}`, ...hints].filter(Boolean).join(' '),
  });
}

/** Incidents with what they are about: open ones, or those of a time. */
export async function incidentsOf(
  room: Room,
  book: OnCallBook,
  window: Window | null,
): Promise<Told[]> {
  return linked(
    room,
    book,
    window ? await incidentsIn(room.db, window) : await openIncidents(room.db),
  );
}

export async function incidentsNamed(
  room: Room,
  book: OnCallBook,
  called: { id?: string; number?: number },
): Promise<Told[]> {
  return linked(room, book, await incidentsCalled(room.db, called));
}

async function linked(
  { db, view }: Room,
  book: OnCallBook,
  incidents: readonly StoredIncident[],
): Promise<Told[]> {
  const ids = incidents.flatMap(({ services }) => services.map(({ id }) => id));
  const links = await entitiesOfServices(db, view, book, ids);
  return incidents.map((incident) => ({ incident, refs: refsOfIncident(incident, links) }));
}

/**
 * Those of some incidents that are about an entity: about itself, about what a team owns, or about what is part of a system. `isLinked`:
 * whether any incident could be known to be about it.
 */
export async function incidentsAbout(
  room: Room,
  book: OnCallBook,
  ref: string,
  told: readonly Told[],
): Promise<{ told: Told[]; isLinked: boolean }> {
  const { view } = room;
  const kind = view.get(ref)?.kind;
  const owned = kind === 'group' ? view.ownedBy(ref).map((one) => one.ref) : [];
  const inside = kind === 'system' || kind === 'domain' ? view.out(ref, 'hasPart') : [];
  const parts = new Set([
    ref,
    ...owned,
    ...inside,
    ...inside.flatMap((one) => view.out(one, 'hasPart')),
  ]);
  const found = told.filter(({ refs }) => refs.some((one) => parts.has(one)));
  if (found.length > 0 || owned.length + inside.length > 0) return { told: found, isLinked: true };
  const cover = await coverOf(room.db, view, book, ref);
  return { told: [], isLinked: (cover?.services.length ?? 0) > 0 };
}
