import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Db, prepare } from '#dialect';
import { entities } from '../../db/schema.ts';
import { type Asked, type Cursor, readCursor, writeCursor } from './cursor.ts';
import { createReadTexts } from './entity-texts.ts';
import { evaluate } from './evaluate.ts';
import { countFacets, type Facet } from './facets.ts';
import { followEntities } from './follow.ts';
import { type Predicate, readFilters, readPredicate } from './predicate.ts';
import {
  arrange,
  type Conditions,
  countEntities,
  type OrderField,
  type Position,
  positionOf,
  type Source,
  select,
  slotsOfPage,
} from './select.ts';

/** The first page of a list. `offset` skips entities. Without `totalItems` they are not counted, and the total is 0. */
export type FirstPage = Asked & { offset?: number | undefined; totalItems?: boolean };
/** `limit`: 200 unless told; 0 only counts. */
export type PageRequest = (FirstPage | { cursor: string }) & { limit?: number | undefined };

export type Page = {
  refs: string[];
  totalItems: number;
  nextCursor: string | null;
  prevCursor: string | null;
};

/**
 * Questions to the whole catalog in the language of Backstage's REST API. An index in memory answers them; it is made at the first
 * question and follows the database by revision, so that every answer is of now.
 *
 * ```ts
 * const queries = createCatalogQueries(db);
 * const services = await queries.page({
 *   filters: ['kind=component,spec.type=service'],
 *   orderFields: [{ field: 'metadata.name', order: 'asc' }],
 *   limit: 50,
 * });
 * services.refs; services.totalItems; services.nextCursor; // …page({ cursor: services.nextCursor, limit: 50 })
 * await queries.facets({ fields: ['spec.type', 'relations.ownedBy'], where: readFilters(['kind=component']) });
 * await queries.texts(services.refs); // JSON of each, as the API answers it
 * ```
 */
export type CatalogQueries = {
  page: (request: PageRequest) => Promise<Page>;
  /** Refs of every entity that fulfils the conditions, in the order of the first field; without an order in that of refs. */
  refs: (conditions: Conditions) => Promise<string[]>;
  /** The same by several fields; entities without one come last instead of not at all. */
  arranged: (asked: {
    where: Predicate | null;
    orders: readonly OrderField[];
  }) => Promise<string[]>;
  /** Of these refs those that exist, and fulfil the predicate where there is one. */
  among: (refs: readonly string[], where: Predicate | null) => Promise<Set<string>>;
  facets: (asked: {
    fields: readonly string[];
    where: Predicate | null;
  }) => Promise<Record<string, Facet[]>>;
  /** Each entity as Backstage's API answers it, as JSON text; null for what does not exist. */
  texts: (refs: readonly string[]) => Promise<(string | null)[]>;
  /** The ref of the entity with this uid, or null. */
  refOfUid: (uid: string) => Promise<string | null>;
};

const DEFAULT_LIMIT = 200;

export function createCatalogQueries(db: Db): CatalogQueries {
  const readTexts = createReadTexts(db);
  const current = followEntities(db);
  const byUid = prepare(
    db
      .select({ ref: entities.ref })
      .from(entities)
      .where(and(eq(entities.uid, sql.placeholder('uid')), isNull(entities.removedAt))),
    'query_by_uid',
  );

  return {
    page: async (request) => pageOf(await current(), request),
    async refs(conditions) {
      const source = await current();
      const { sequence, slots } = select(source, conditions);
      const window = { position: null, isPrevious: false, offset: 0, count: slots.length };
      const isDescending = conditions.order?.order === 'desc';
      const page = slotsOfPage(source.index, { sequence, slots }, { ...window, isDescending });
      return page.map((slot) => positionOf(source.index, sequence, slot).ref);
    },
    async arranged(asked) {
      const source = await current();
      return Array.from(arrange(source, asked), source.index.refOf);
    },
    async among(refs, where) {
      const { index } = await current();
      const known = refs.filter((ref) => index.ordinalOf(ref) !== undefined);
      if (!where) return new Set(known);
      const fulfilling = new Set(Array.from(evaluate(index, where), index.refOf));
      return new Set(known.filter((ref) => fulfilling.has(ref)));
    },
    facets: async (asked) => countFacets((await current()).index, asked),
    async texts(refs) {
      const { index } = await current();
      const known = refs.filter((ref) => index.ordinalOf(ref) !== undefined);
      const found = await readTexts(known, index.relationsOf);
      return refs.map((ref) => found.get(ref) ?? null);
    },
    async refOfUid(uid) {
      const [row] = await byUid.execute({ uid });
      return row?.ref ?? null;
    },
  };
}

/** What its caller asks for, read. */
export function conditionsOf({ filters, query, orderFields, fullTextFilter }: Asked): Conditions {
  const parts = [
    filters ? readFilters(filters) : null,
    query === undefined ? null : readPredicate(query),
  ].filter((part) => part !== null);
  const where: Predicate | null =
    parts.length > 1 ? { kind: 'all', of: parts } : (parts[0] ?? null);
  return { where, order: orderFields[0] ?? null, text: fullTextFilter ?? null };
}

function pageOf(source: Source, request: PageRequest): Page {
  const cursor = 'cursor' in request ? readCursor(request.cursor) : null;
  const { limit = DEFAULT_LIMIT } = request;
  const first = 'cursor' in request ? null : request;
  const asked: Asked = cursor ?? (first as FirstPage);
  const conditions = conditionsOf(asked);
  const { order } = conditions;
  const selection = select(source, conditions);
  const isPrevious = cursor?.isPrevious ?? false;
  const slots = slotsOfPage(source.index, selection, {
    isDescending: order?.order === 'desc',
    isPrevious,
    position: cursor ? readPosition(cursor.orderFieldValues) : null,
    offset: first?.offset ?? 0,
    count: isPrevious ? limit : limit + 1,
  });
  const hasMore = limit > 0 && (isPrevious || slots.length > limit);
  const shown = slots.slice(0, limit);
  const totalItems =
    cursor?.totalItems ??
    (first?.totalItems === false ? 0 : countEntities(selection, order !== null));
  const edge = (slot: number | undefined): (string | null)[] => {
    if (slot === undefined) return [];
    const { value, ref } = positionOf(source.index, selection.sequence, slot);
    return order ? [value, ref] : [ref];
  };
  const start = edge(shown[0]);
  const firstOfAll = cursor?.firstSortFieldValues ?? start;
  const turn = (values: (string | null)[], isBack: boolean): string => {
    const { filters, query, orderFields, fullTextFilter } = asked;
    const turned: Cursor = {
      filters,
      query,
      orderFields,
      fullTextFilter,
      orderFieldValues: values,
      firstSortFieldValues: firstOfAll,
      isPrevious: isBack,
      totalItems,
    };
    return writeCursor(turned);
  };
  const isStart = cursor === null || start.length === 0 || String(start) === String(firstOfAll);
  return {
    refs: shown.map((slot) => positionOf(source.index, selection.sequence, slot).ref),
    totalItems,
    nextCursor: hasMore && shown.length > 0 ? turn(edge(shown.at(-1)), false) : null,
    prevCursor: isStart ? null : turn(start, true),
  };
}

function readPosition(values: readonly (string | null)[]): Position {
  const ref = values.at(-1) ?? '';
  return { value: values.length > 1 ? (values[0] ?? null) : null, ref };
}
