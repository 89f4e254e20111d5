import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Answer } from '../answer.ts';
import { wholeCatalog } from '../facts.ts';
import type { Room } from '../intention.ts';
import { listed } from '../labels.ts';
import { listItem, reply } from '../reply.ts';
import { conditionsOf, notesOn } from './members.ts';
import { ownedRefs } from './owner-clauses.ts';
import type { Query } from './query.ts';
import type { EntitySet } from './read-set.ts';

/** So many are shown and named; the count is of all. */
export const MOST_LISTED = 200;

/** A list or a count, with the conditions as they were understood. */
export async function answerList(
  set: EntitySet,
  shown: readonly CatalogEntry[],
  { query, room }: { query: Query; room: Room },
): Promise<Answer> {
  const { view } = room;
  const noun = set.noun ?? 'thing';
  const title = `${counted(shown.length, noun)}${conditionsOf(set)}`;
  const notes = [...leftOutOf(set, room), ...notesOn(set, shown)].join(' ');
  const yes = query.wants === 'any' ? (shown.length > 0 ? 'Yes: ' : 'No: ') : '';
  const some = shown.slice(0, MOST_LISTED).map(({ ref }) => ref);
  return reply({
    kind: 'answer',
    intent: set.leftOut ? 'own.reverse' : 'catalog.query',
    subjects: [...set.owners, ...teamsOf(set)],
    refs: some,
    text: `${yes}${title}${listed(view, shown)}.${notes ? ` ${notes}` : ''}`,
    view: {
      kind: 'list',
      title,
      items: some.map((ref) => listItem(view, ref)),
      total: shown.length,
      ...(notes ? { note: notes } : {}),
    },
    facts: await factsOf(room, some),
  });
}

/** "How many people are in Money" is about Money. */
function teamsOf({ conditions }: EntitySet): readonly string[] {
  return conditions.flatMap(({ dimension, refs }) => (dimension === 'member' ? (refs ?? []) : []));
}

function leftOutOf({ leftOut, owners }: EntitySet, { view }: Room): string[] {
  if (!leftOut) return [];
  const refs = [...ownedRefs(view, owners)].filter((ref) => {
    const entry = view.get(ref);
    return entry !== null && leftOut(entry);
  });
  return refs.length > 0 ? [`Left out: ${enumerate(refs.map((ref) => labelOf(view, ref)))}.`] : [];
}

/** Where the first of them were read; of none, how much was looked through. */
export async function factsOf(room: Room, refs: readonly string[]): Promise<Answer['facts']> {
  if (refs.length > 0) return room.stated('listed', refs);
  return [await wholeCatalog(room.db, room.view)];
}
