import type { EntityIndex } from './entity-index.ts';
import { marks, type Ordinals, unite } from './ordinals.ts';

/**
 * Entities in the order of one key: a slot for each value an entity has, so that one with three tags stands in three slots. Within a
 * value, entities follow by ref. Without a key there is one slot an entity, and no values.
 */
export type Sequence = {
  /** Numbers of entities by slot. */
  ordinals: Int32Array;
  /** Lower-case value of a slot; null where the order is that of refs. */
  valueAt: (slot: number) => string | null;
  /** Slots of an entity. */
  slotsOf: (ordinal: number) => number[];
  /** Slot after the last with the same value. */
  endOfValue: (slot: number) => number;
};

/** Sequences by key, made when they are asked for and kept while nothing changes. */
export type Sequences = { by: (key: string | null) => Sequence };

/** Few keys are ever ordered by; a caller who tries them all must not fill the memory. */
const MOST_KEPT = 6;

export function createSequences(index: EntityIndex): Sequences {
  const kept = new Map<string, Sequence>();
  let order = index.inRefOrder();
  return {
    by(key) {
      if (order !== index.inRefOrder()) kept.clear();
      order = index.inRefOrder();
      if (key === null) return refSequence(index);
      const sequence = kept.get(key) ?? valueSequence(index, key);
      kept.delete(key);
      kept.set(key, sequence);
      const [oldest] = kept.keys();
      if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
      return sequence;
    },
  };
}

function refSequence(index: EntityIndex): Sequence {
  const { sorted, rank } = index.inRefOrder();
  return {
    ordinals: sorted,
    valueAt: () => null,
    slotsOf: (ordinal) => [rank[ordinal] as number],
    endOfValue: (slot) => slot + 1,
  };
}

function valueSequence(index: EntityIndex, key: string): Sequence {
  const { sorted, rank } = index.inRefOrder();
  const holders = new Map<string, Ordinals[]>();
  for (const column of index.columns(key))
    column.each((value, _, list) => {
      const known = holders.get(value);
      if (known) known.push(list);
      else holders.set(value, [list]);
    });
  const values: string[] = [];
  const ends: number[] = [];
  const ordinals: number[] = [];
  for (const value of [...holders.keys()].sort()) {
    const living = index.living(unite(holders.get(value) ?? []));
    if (living.length === 0) continue;
    const ranks = Int32Array.from(living, (ordinal) => rank[ordinal] as number).sort();
    for (const place of ranks) ordinals.push(sorted[place] as number);
    values.push(value);
    ends.push(ordinals.length);
  }
  const groups = new Int32Array(ordinals.length);
  for (let group = 0; group < ends.length; group++)
    groups.fill(group, ends[group - 1] ?? 0, ends[group]);
  return {
    ordinals: Int32Array.from(ordinals),
    valueAt: (slot) => values[groups[slot] as number] ?? null,
    slotsOf: slotFinder(ordinals, index.numbers()),
    endOfValue: (slot) => ends[groups[slot] as number] as number,
  };
}

/** Slots by entity: the first, and from each slot the next of the same entity. */
function slotFinder(ordinals: readonly number[], numbers: number): (ordinal: number) => number[] {
  const first = new Int32Array(numbers).fill(-1);
  const next = new Int32Array(ordinals.length).fill(-1);
  for (let slot = ordinals.length - 1; slot >= 0; slot--) {
    const ordinal = ordinals[slot] as number;
    next[slot] = first[ordinal] as number;
    first[ordinal] = slot;
  }
  return (ordinal) => {
    const slots: number[] = [];
    for (let slot = first[ordinal] as number; slot >= 0; slot = next[slot] as number)
      slots.push(slot);
    return slots;
  };
}

/** From this share of all slots on, walking through the sequence beats finding and sorting the slots of each entity. */
const DENSE = 0.1;

/** The slots that entities of the list stand in, ascending; `list` null for all. */
export function slotsOf(
  sequence: Sequence,
  { list, numbers }: { list: Ordinals | null; numbers: number },
): Ordinals {
  const { ordinals } = sequence;
  if (list === null) return ordinals.map((_, slot) => slot);
  if (list.length < ordinals.length * DENSE) {
    const slots: number[] = [];
    for (let at = 0; at < list.length; at++) slots.push(...sequence.slotsOf(list[at] as number));
    return Int32Array.from(slots).sort();
  }
  const wanted = marks(list, numbers);
  const slots: number[] = [];
  for (let slot = 0; slot < ordinals.length; slot++)
    if (wanted[ordinals[slot] as number] === 1) slots.push(slot);
  return slots;
}
