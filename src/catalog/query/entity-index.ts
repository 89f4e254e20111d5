import type { Entity, Relation } from '../entity.ts';
import { createGraph, type Edge } from '../graph.ts';
import {
  LOCATION_ANNOTATIONS,
  locationAnnotations,
  statedAnnotations,
} from '../location-annotations.ts';
import { NONE, type Ordinals } from './ordinals.ts';
import { createRefOrder, type RefOrder } from './ref-order.ts';
import { MAX_VALUE_LENGTH, rowsOf } from './rows.ts';
import { type Column, createTerms } from './terms.ts';

/** An entity as the index learns it. */
export type Indexed = { ref: string; uid: string; location: string; entity: Entity };

/** What can be asked of the catalog without its database. Entities have numbers; one that changes gets a new one. */
export type EntityIndex = {
  /** All at once: entities that are new or changed, refs that are gone, and every relation those state now. */
  apply: (change: {
    changed: readonly Indexed[];
    gone: readonly string[];
    edges: readonly Edge[];
  }) => void;
  /** How many numbers are given away, to living and dead. */
  numbers: () => number;
  /** How many entities there are. */
  size: () => number;
  refOf: (ordinal: number) => string;
  ordinalOf: (ref: string) => number | undefined;
  /** Those of the list that are not gone. */
  living: (list: Ordinals) => Ordinals;
  /** Every entity, in the order of refs. */
  inRefOrder: () => RefOrder;
  relationsOf: (ref: string) => Relation[];
  /** The columns that make up a key (lower-case). */
  columns: (key: string) => Column[];
};

const RELATIONS = 'relations.';
const UID = 'metadata.uid';
const DERIVED: ReadonlyMap<string, string> = new Map(
  LOCATION_ANNOTATIONS.map((name) => [`metadata.annotations.${name}`, name]),
);

export function createEntityIndex(): EntityIndex {
  const terms = createTerms();
  const graph = createGraph();
  const refs: string[] = [];
  const uids: string[] = [];
  const locations: string[] = [];
  const ordinals = new Map<string, number>();
  const alive: boolean[] = [];
  const order = createRefOrder(refs, alive);
  // Columns made when they are asked for, until something changes.
  let made = new Map<string, Column>();

  function apply({ changed, gone, edges }: Parameters<EntityIndex['apply']>[0]): void {
    for (const ref of [...gone, ...changed.map(({ ref }) => ref)]) bury(ref);
    for (const { ref, uid, location, entity } of changed) {
      const ordinal = refs.push(ref) - 1;
      alive.push(true);
      uids.push(uid);
      locations.push(location);
      ordinals.set(ref, ordinal);
      const annotations = statedAnnotations(entity);
      const metadata = { ...entity.metadata, annotations };
      terms.add(ordinal, rowsOf({ ...entity, metadata }));
    }
    graph.restate([...gone, ...changed.map(({ ref }) => ref)], edges);
    order.forget();
    made = new Map();
  }

  function bury(ref: string): void {
    const ordinal = ordinals.get(ref);
    if (ordinal !== undefined) alive[ordinal] = false;
    ordinals.delete(ref);
  }

  function living(list: Ordinals): Ordinals {
    if (refs.length === ordinals.size) return list;
    const found: number[] = [];
    for (let at = 0; at < list.length; at++) {
      const ordinal = list[at] as number;
      if (alive[ordinal]) found.push(ordinal);
    }
    return found;
  }

  function columns(key: string): Column[] {
    const stored = terms.columns(key);
    if (key.startsWith(RELATIONS)) return [...stored, relationColumn(key)];
    if (key !== UID && !DERIVED.has(key)) return stored;
    const column = made.get(key) ?? derivedColumn(key, stored);
    made.set(key, column);
    return [...stored, column];
  }

  /** Values that follow from the number of an entity: kept once, not once for each key. */
  function derivedColumn(key: string, stored: readonly Column[]): Column {
    const own = createTerms();
    const stating = new Set(stored.flatMap((column) => Array.from(column.present())));
    const annotation = DERIVED.get(key);
    for (let ordinal = 0; ordinal < refs.length; ordinal++) {
      const original = annotation
        ? locationAnnotations(locations[ordinal] as string)[annotation]
        : uids[ordinal];
      if (original === undefined || stating.has(ordinal)) continue;
      own.add(ordinal, [comparable(key, original)]);
    }
    return own.columns(key)[0] ?? NOTHING;
  }

  function relationColumn(key: string): Column {
    const type = key.slice(RELATIONS.length);
    const whole = () => {
      const column = made.get(key) ?? collected(key, type);
      made.set(key, column);
      return column;
    };
    return {
      each: (visit) => whole().each(visit),
      present: () => whole().present(),
      holders(value) {
        if (value.length > MAX_VALUE_LENGTH) return NONE;
        const found = graph.holding(value, type).flatMap((ref) => ordinals.get(ref) ?? []);
        return found.sort((a, b) => a - b);
      },
    };
  }

  function collected(key: string, type: string): Column {
    const targets = new Map<number, Set<string>>();
    graph.each(type, (source, target) => {
      const ordinal = ordinals.get(source);
      if (ordinal === undefined) return;
      const known = targets.get(ordinal);
      if (known) known.add(target);
      else targets.set(ordinal, new Set([target]));
    });
    const own = createTerms();
    for (const ordinal of Int32Array.from(targets.keys()).sort())
      own.add(
        ordinal,
        [...(targets.get(ordinal) ?? [])].map((target) => comparable(key, target)),
      );
    return own.columns(key)[0] ?? NOTHING;
  }

  return {
    apply,
    numbers: () => refs.length,
    size: () => ordinals.size,
    refOf: (ordinal) => refs[ordinal] ?? '',
    ordinalOf: (ref) => ordinals.get(ref),
    living,
    inRefOrder: order.current,
    relationsOf: graph.relationsOf,
    columns,
  };
}

function comparable(key: string, original: string) {
  const value = original.toLowerCase();
  return value.length > MAX_VALUE_LENGTH
    ? { key, value: null, original: null, isItem: false }
    : { key, value, original, isItem: false };
}

const NOTHING: Column = { each: () => {}, holders: () => NONE, present: () => NONE };
