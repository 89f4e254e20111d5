import type { Entity, Relation } from '../entity.ts';
import type { OrderField, TextFilter } from './select.ts';

// The semantics of Backstage's catalog API (plugin-catalog-backend 4.0.0) once more, for tests: slow, plain, and without any index.

/** An entity as the API shows it. */
export type Shown = Entity & { relations: Relation[] };
export type Row = { key: string; value: string | null; original: string | null };
export type Known = { ref: string; shown: Shown; rows: Row[] };

const SPECIAL = ['attachments', 'relations', 'status'].concat(
  ['name', 'namespace', 'uid', 'etag'].map((key) => `metadata.${key}`),
);

export function known(ref: string, shown: Shown): Known {
  const raw: { key: string; value: unknown }[] = [];
  const paths = new Set<string>();
  const visit = (path: string, value: unknown): void => {
    if (SPECIAL.includes(path)) return;
    if (value === null || typeof value !== 'object') {
      raw.push({ key: path, value });
    } else if (Array.isArray(value)) {
      for (const item of value) {
        visit(path, item);
        const itemPath = `${path}.${item}`;
        if (typeof item !== 'string' || paths.has(itemPath.toLowerCase())) continue;
        paths.add(itemPath.toLowerCase());
        raw.push({ key: itemPath, value: true });
      }
    } else {
      for (const [key, inner] of Object.entries(value)) visit(path ? `${path}.${key}` : key, inner);
    }
  };
  visit('', shown);
  const { name, namespace, uid } = shown.metadata;
  raw.push({ key: 'metadata.name', value: name });
  raw.push({ key: 'metadata.namespace', value: namespace });
  raw.push({ key: 'metadata.uid', value: uid });
  for (const { type, targetRef } of shown.relations)
    raw.push({ key: `relations.${type}`, value: targetRef });
  const rows: Row[] = [];
  for (const { key: written, value: given } of raw) {
    const key = written.toLowerCase();
    const text = given === null || given === undefined ? null : String(given);
    const isComparable = text !== null && text.toLowerCase().length <= 200;
    const value = isComparable ? text.toLowerCase() : null;
    if (key.length > 200 || rows.some((row) => row.key === key && row.value === value)) continue;
    rows.push({ key, value, original: isComparable ? text : null });
  }
  return { ref, shown, rows };
}

export type Test = (entity: Known) => boolean;

export function filterTest(filters: readonly string[]): Test {
  const sets = filters.map(statements).filter((set) => set.size > 0);
  if (sets.length === 0) return () => true;
  return ({ rows }) =>
    sets.some((set) =>
      [...set].every(([key, values]) =>
        rows.some(
          (row) =>
            row.key === key.toLowerCase() &&
            (values.length === 0 || values.some((value) => row.value === value.toLowerCase())),
        ),
      ),
    );
}

function statements(filter: string): Map<string, string[]> {
  const set = new Map<string, string[]>();
  for (const part of filter.split(',').map((text) => text.trim())) {
    if (part === '') continue;
    const [key = '', ...value] = part.split('=');
    const values = set.get(key.trim()) ?? [];
    set.set(key.trim(), part.includes('=') ? [...values, value.join('=').trim()] : values);
  }
  return set;
}

type Query = Record<string, unknown>;

export function queryTest(query: Query): Test {
  if ('$not' in query) return (entity) => !queryTest(query['$not'] as Query)(entity);
  if ('$all' in query)
    return (entity) => (query['$all'] as Query[]).every((part) => queryTest(part)(entity));
  if ('$any' in query)
    return (entity) => (query['$any'] as Query[]).some((part) => queryTest(part)(entity));
  return (entity) =>
    Object.entries(query).every(([key, value]) => fieldTest(key.toLowerCase(), value)(entity));
}

function fieldTest(key: string, value: unknown): Test {
  const having =
    (path: string, test: (value: string) => boolean): Test =>
    ({ rows }) =>
      rows.some((row) => row.key === path && row.value !== null && test(row.value));
  const lower = (text: unknown) => String(text).toLowerCase();
  if (typeof value !== 'object' || value === null)
    return having(key, (own) => own === lower(value));
  const operator = value as { [name: string]: unknown };
  if ('$exists' in operator)
    return ({ rows }) => rows.some((row) => row.key === key) === operator['$exists'];
  if ('$in' in operator)
    return having(key, (own) => (operator['$in'] as unknown[]).map(lower).includes(own));
  if ('$hasPrefix' in operator)
    return having(key, (own) => own.startsWith(lower(operator['$hasPrefix'])));
  const contained = operator['$contains'];
  if (typeof contained !== 'object') return having(key, (own) => own === lower(contained));
  const { type, targetRef } = contained as { type: string; targetRef?: string };
  const path = `relations.${lower(type)}`;
  if (targetRef === undefined) return ({ rows }) => rows.some((row) => row.key === path);
  return having(path, (own) => own === lower(targetRef));
}

export type List = {
  test: Test;
  order: OrderField | null;
  text: TextFilter | null;
};

/** Refs in the order of the list, and the number of entities in it. */
export function list(
  entities: readonly Known[],
  { test, order, text }: List,
): { refs: string[]; totalItems: number } {
  const key = order?.field.toLowerCase();
  const term = text?.term.trim().toLowerCase() ?? '';
  const fields = text?.fields ?? [key ?? 'metadata.uid'];
  const isInScope = key !== undefined && fields.length === 1 && fields[0] === key;
  const like = new RegExp(
    [...term].map((letter) => LIKE.get(letter) ?? RegExp.escape(letter)).join(''),
    'su',
  );
  const lowered = fields.map((field) => field.toLowerCase());
  const found = entities.filter(
    (entity) =>
      test(entity) &&
      (!term ||
        entity.rows.some(
          (row) => lowered.includes(row.key) && row.value !== null && like.test(row.value),
        )),
  );
  if (key === undefined) {
    const refs = found.map(({ ref }) => ref).sort();
    return { refs, totalItems: refs.length };
  }
  const places = found.flatMap(({ ref, rows }) =>
    rows
      .filter((row) => row.key === key && row.value !== null)
      .filter((row) => !term || !isInScope || like.test(row.value ?? ''))
      .map(({ value }) => ({ ref, value: value ?? '' })),
  );
  places.sort((a, b) => before(a.value, b.value) || before(a.ref, b.ref));
  if (order?.order === 'desc') places.reverse();
  return {
    refs: places.map(({ ref }) => ref),
    totalItems: new Set(places.map(({ ref }) => ref)).size,
  };
}

const LIKE = new Map([
  ['%', '.*'],
  ['_', '.'],
]);

/** Every entity, by several fields, those without one last. */
export function arranged(
  entities: readonly Known[],
  test: Test,
  orders: readonly OrderField[],
): string[] {
  let places: { ref: string; rows: Row[]; values: (string | null)[] }[] = entities
    .filter(test)
    .map(({ ref, rows }) => ({ ref, rows, values: [] }));
  for (const { field } of orders)
    places = places.flatMap((place) => {
      const own = place.rows.filter((row) => row.key === field && row.value !== null);
      const values = own.length > 0 ? own.map(({ value }) => value) : [null];
      return values.map((value) => ({ ...place, values: [...place.values, value] }));
    });
  return places
    .sort((a, b) => {
      for (const [at, { order }] of orders.entries()) {
        const [x = null, y = null] = [a.values[at], b.values[at]];
        if (x === y) continue;
        if (x === null || y === null) return x === null ? 1 : -1;
        return order === 'asc' ? before(x, y) : before(y, x);
      }
      return before(a.ref, b.ref);
    })
    .map(({ ref }) => ref);
}

export function facet(entities: readonly Known[], test: Test, field: string) {
  const counts = new Map<string, number>();
  for (const { rows } of entities.filter(test))
    for (const { key, original } of rows)
      if (key === field.toLowerCase() && original !== null)
        counts.set(original, (counts.get(original) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => before(a.value, b.value));
}

function before(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
