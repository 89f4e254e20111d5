import { isDeepStrictEqual } from 'node:util';
import type { Entity } from './entity.ts';

/** A field that says something else than before; null where it was not there. */
export type FieldChange = { path: string; before: unknown; after: unknown };

/** Whole definitions of APIs change in one word; nobody reads both versions in a list of changes. */
const LONGEST = 300;

/**
 * What is different between two versions of an entity, field by field in the order of the fields. In lists the elements that came and
 * went are told, each by itself, and their order is not; texts are cut to 300 characters around what differs.
 */
export function diffEntities(before: Entity, after: Entity): FieldChange[] {
  return diffValues('', before, after);
}

function diffValues(path: string, before: unknown, after: unknown): FieldChange[] {
  if (isDeepStrictEqual(before, after)) return [];
  if (isMap(before) && isMap(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => diffValues(joined(path, key), before[key], after[key]));
  }
  // What came or went as a whole is told by its fields: `metadata.annotations.x` and not a map.
  if (isMap(before) && after === undefined) return diffValues(path, before, {});
  if (isMap(after) && before === undefined) return diffValues(path, {}, after);
  if (isList(before) && isList(after)) return diffLists(path, before, after);
  if (isList(before) && after === undefined) return diffLists(path, before, []);
  if (isList(after) && before === undefined) return diffLists(path, [], after);
  return [{ path, ...shown(before, after) }];
}

function diffLists(
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
): FieldChange[] {
  const gone = without(before, after);
  const come = without(after, before);
  // One for one is a replacement.
  if (gone.length === 1 && come.length === 1) return [{ path, ...shown(gone[0], come[0]) }];
  return [
    ...gone.map((value) => ({ path, ...shown(value, undefined) })),
    ...come.map((value) => ({ path, ...shown(undefined, value) })),
  ];
}

/** The elements of one list that the other has not, each as often as it has it less. */
function without(list: readonly unknown[], others: readonly unknown[]): unknown[] {
  const left = new Map<string, number>();
  for (const other of others) left.set(keyOf(other), (left.get(keyOf(other)) ?? 0) + 1);
  return list.filter((value) => {
    const count = left.get(keyOf(value)) ?? 0;
    left.set(keyOf(value), count - 1);
    return count <= 0;
  });
}

function keyOf(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

function shown(before: unknown, after: unknown): Omit<FieldChange, 'path'> {
  if (typeof before !== 'string' || typeof after !== 'string')
    return { before: cut(before ?? null, 0), after: cut(after ?? null, 0) };
  const from = Math.max(0, firstDifference(before, after) - LONGEST / 3);
  return { before: cut(before, from), after: cut(after, from) };
}

function cut(value: unknown, from: number): unknown {
  if (typeof value !== 'string' || value.length <= LONGEST) return value;
  const start = from > 0 ? `…${value.slice(from, from + LONGEST)}` : value.slice(0, LONGEST);
  return from + LONGEST < value.length ? `${start}…`.toWellFormed() : start.toWellFormed();
}

function firstDifference(a: string, b: string): number {
  let at = 0;
  while (at < a.length && at < b.length && a[at] === b[at]) at++;
  return at;
}

function joined(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function isList(value: unknown): value is unknown[] {
  return Array.isArray(value);
}
