import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import type { Answer } from '../answer.ts';
import type { Room } from '../intention.ts';
import { listItem, reply } from '../reply.ts';
import { factsOf } from './answer-list.ts';
import { conditionsOf } from './members.ts';
import type { Rank } from './query.ts';
import type { EntitySet } from './read-set.ts';

const SHOWN = 5;
const MOST_SHOWN = 50;

type Placed = { entry: CatalogEntry; value: number };

/** Members in the order of a number: "the oldest services", "which team owns most". */
export async function answerRank(
  set: EntitySet,
  shown: readonly CatalogEntry[],
  { rank, room }: { rank: Rank; room: Room },
): Promise<Answer> {
  const { view } = room;
  const { by, isMost, limit } = rank;
  const placed: Placed[] = shown
    .map((entry) => ({ entry, value: by === 'age' ? (entry.since ?? Number.NaN) : by.of(entry) }))
    .filter(({ value }) => !Number.isNaN(value) && (!isMost || value > 0))
    .sort(
      (a, b) =>
        (isMost ? b.value - a.value : a.value - b.value) || (a.entry.ref < b.entry.ref ? -1 : 1),
    );
  const noun = set.noun ?? 'thing';
  const most = Math.min(limit ?? SHOWN, MOST_SHOWN);
  const top = placed.slice(0, most);
  const best = placed.filter(({ value }) => value === placed[0]?.value);
  const told = (one: Placed) => `${labelOf(view, one.entry.ref)} (${amount(rank, one.value)})`;
  const title = `${plural(noun)}${conditionsOf(set)}, ${orderWords(rank)}`;
  // Who comes first is the answer; a number asks for as many.
  const isOne = limit === null && by !== 'age';
  const named = isOne ? best : top;
  const rest = isOne ? top.filter((one) => !best.includes(one)) : [];
  const verb = best.length === 1 ? 'has' : 'have';
  const text =
    placed.length === 0
      ? `No ${noun}${conditionsOf(set)} has any${by === 'age' ? ' date' : ` ${by.noun}`}.`
      : isOne
        ? `${enumerate(best.map(({ entry }) => labelOf(view, entry.ref)))} ${verb} the ${isMost ? 'most' : 'fewest'}: ${amount(rank, best[0]?.value ?? 0)}.${rest.length > 0 ? ` Then ${enumerate(rest.map(told))}.` : ''}`
        : `${title}: ${enumerate(top.map(told), MOST_SHOWN)}.`;
  return reply({
    kind: 'answer',
    intent: 'catalog.query',
    subjects: set.owners,
    refs: named.map(({ entry }) => entry.ref),
    text,
    view: {
      kind: 'list',
      title,
      items: [...named, ...rest]
        .slice(0, MOST_SHOWN)
        .map(({ entry, value }) => listItem(view, entry.ref, amount(rank, value))),
      total: named.length + rest.length,
    },
    facts: await factsOf(
      room,
      named.map(({ entry }) => entry.ref),
    ),
  });
}

function amount({ by }: Rank, value: number): string {
  if (by === 'age') return `in the catalog since ${new Date(value).toISOString().slice(0, 10)}`;
  // The noun of a set within the set already says what it counts: "services deprecated".
  return counted(value, by.noun);
}

function orderWords({ by, isMost }: Rank): string {
  if (by === 'age') return isMost ? 'newest first' : 'oldest first';
  return `${isMost ? 'most' : 'fewest'} ${counted(2, by.noun).slice(2)} first`;
}

function plural(noun: string): string {
  const words = counted(2, noun).slice(2);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
