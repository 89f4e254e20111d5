import type { EntityIndex } from './entity-index.ts';
import { evaluate, everyEntity, like, withText } from './evaluate.ts';
import { type Sequence, type Sequences, slotsOf } from './order.ts';
import { intersect, type Ordinals } from './ordinals.ts';
import type { Predicate } from './predicate.ts';

export type OrderField = { field: string; order: 'asc' | 'desc' };
/** `fields`: where to look; without any, in the field the list is ordered by, else in the uid, as Backstage does. */
export type TextFilter = { term: string; fields?: readonly string[] | undefined };

/** Which entities a list has, and in which order. */
export type Conditions = {
  where: Predicate | null;
  /** Entities without this field are not in the list. */
  order: OrderField | null;
  text: TextFilter | null;
};

/** Where an entity stands in a list: the value it is ordered by, null without an order, and its ref. */
export type Position = { value: string | null; ref: string };

/** Slots of a sequence, ascending, whatever the direction of the list. */
export type Selection = { sequence: Sequence; slots: Ordinals };

export type Source = { index: EntityIndex; sequences: Sequences };

/** Everything that fulfils the conditions. An entity with several values of the ordering field is there with each. */
export function select(
  { index, sequences }: Source,
  { where, order, text }: Conditions,
): Selection {
  const key = order ? order.field.toLowerCase() : null;
  const sequence = sequences.by(key);
  let list = where ? evaluate(index, where) : null;
  const term = text?.term.trim();
  const fields = text?.fields ?? [key ?? 'metadata.uid'];
  if (term) {
    const lower = fields.map((field) => field.toLowerCase());
    const found = withText(index, term, lower);
    list = list ? intersect(list, found) : found;
  }
  const slots = slotsOf(sequence, { list, numbers: index.numbers() });
  // A search in the very field of the order keeps the values that match, not all of an entity that has one.
  if (!term || key === null || fields.length !== 1 || fields[0] !== key) return { sequence, slots };
  const isLike = like(term);
  const kept = Array.from(slots).filter((slot) => isLike(sequence.valueAt(slot) ?? ''));
  return { sequence, slots: kept };
}

/** How many entities a selection has, each once. */
export function countEntities({ sequence, slots }: Selection, isOrdered: boolean): number {
  if (!isOrdered) return slots.length;
  const seen = new Set<number>();
  for (let at = 0; at < slots.length; at++)
    seen.add(sequence.ordinals[slots[at] as number] as number);
  return seen.size;
}

type Window = {
  isDescending: boolean;
  /** Walks back from the position, to the page before it. */
  isPrevious: boolean;
  /** The page starts behind it; null for the start of the list. */
  position: Position | null;
  offset: number;
  /** At most this many. */
  count: number;
};

/** Slots of one page, in the order of the list. */
export function slotsOfPage(
  index: EntityIndex,
  { sequence, slots }: Selection,
  { isDescending, isPrevious, position, offset, count }: Window,
): number[] {
  const isUpward = isDescending === isPrevious;
  const edge = position ? bound({ index, sequence, slots }, position, isUpward) : null;
  const page: number[] = [];
  if (isUpward) {
    const start = (edge ?? 0) + offset;
    for (let at = start; at < slots.length && page.length < count; at++)
      page.push(slots[at] as number);
  } else {
    const end = (edge ?? slots.length) - offset;
    for (let at = end - 1; at >= 0 && page.length < count; at--) page.push(slots[at] as number);
  }
  return isPrevious ? page.reverse() : page;
}

/** Place of the first slot behind the position (`isUpward`), or of the first that is not before it. */
function bound(
  { index, sequence, slots }: Selection & { index: EntityIndex },
  position: Position,
  isUpward: boolean,
): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const found = compare(positionOf(index, sequence, slots[middle] as number), position);
    if (found < 0 || (isUpward && found === 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function positionOf(index: EntityIndex, sequence: Sequence, slot: number): Position {
  return {
    value: sequence.valueAt(slot),
    ref: index.refOf(sequence.ordinals[slot] as number),
  };
}

function compare(a: Position, b: Position): number {
  if (a.value !== b.value) return (a.value ?? '') < (b.value ?? '') ? -1 : 1;
  if (a.ref === b.ref) return 0;
  return a.ref < b.ref ? -1 : 1;
}

/**
 * Every entity that fulfils the predicate by several fields at once, those without a field last, ties by ref: the order of pages of
 * `GET /entities`, where (as in Backstage) a field that is not written in lower case orders nothing.
 */
export function arrange(
  { index, sequences }: Source,
  { where, orders }: { where: Predicate | null; orders: readonly OrderField[] },
): Ordinals {
  const list = where ? evaluate(index, where) : everyEntity(index);
  const { rank } = index.inRefOrder();
  if (orders.length === 0)
    return Array.from(list).sort((a, b) => (rank[a] as number) - (rank[b] as number));
  const keys = orders.map(({ field, order }) => {
    const sequence = field === field.toLowerCase() ? sequences.by(field) : null;
    return { sequence, sign: order === 'asc' ? 1 : -1 };
  });
  // Places of the values of each field, as numbers that compare as the values do; 0 where there is none.
  let rows: { ordinal: number; places: number[] }[] = Array.from(list, (ordinal) => ({
    ordinal,
    places: [],
  }));
  for (const { sequence } of keys)
    rows = rows.flatMap(({ ordinal, places }) => {
      const slots = sequence?.slotsOf(ordinal) ?? [];
      const own = slots.length > 0 ? slots.map((slot) => sequence?.endOfValue(slot) ?? 0) : [0];
      return own.map((place) => ({ ordinal, places: [...places, place] }));
    });
  return rows
    .sort((a, b) => {
      for (const [at, { sign }] of keys.entries()) {
        const [x = 0, y = 0] = [a.places[at], b.places[at]];
        if (x === y) continue;
        if (x === 0 || y === 0) return x === 0 ? 1 : -1;
        return sign * (x - y);
      }
      return (rank[a.ordinal] as number) - (rank[b.ordinal] as number);
    })
    .map(({ ordinal }) => ordinal);
}
