import { and, asc, gt, inArray, isNull, max } from 'drizzle-orm';
import type { Db } from '#dialect';
import { aliases, entities, relations } from '../db/schema.ts';
import { addressesOf } from './addresses.ts';
import type { Entity } from './entity.ts';
import { createGraph, type Graph } from './graph.ts';
import { type HandleSort, thingHandles } from './handles.ts';
import { createNameIndex, type FindOptions, type Hit, type NameIndex } from './name-index.ts';
import { changedSince } from './store.ts';
import { type CatalogEntry, handlesOf, summarize } from './summary.ts';
import type { Vocabulary } from './vocabulary.ts';

/** The catalog as chat needs it: names and relations, no more. */
export type CatalogView = {
  get: (ref: string) => CatalogEntry | null;
  /** Entities a text may name, surest first. */
  find: (text: string, options?: FindOptions) => Hit[];
  /** Entities that answer for `host/path`. */
  at: (address: string) => CatalogEntry[];
  /** Entities known by a host, a module and so on; `key` as `handleKey` writes it. */
  knownBy: (sort: HandleSort, key: string) => CatalogEntry[];
  /** Entities whose owner is `ref`, in the order of their refs. */
  ownedBy: (ref: string) => CatalogEntry[];
  /** Refs `ref` has a relation to, known entities or not: `out(x, 'dependsOn')`. */
  out: (ref: string, type: string) => string[];
  /** Refs that have a relation to `ref`: `incoming(x, 'dependsOn')` are those that depend on it. */
  incoming: (ref: string, type: string) => string[];
  /** Every entity of a kind (lower-case), or every entity. */
  all: (kind: string | null) => CatalogEntry[];
  /** Any one entity of a kind, the same while nothing changes. */
  first: (kind: string) => CatalogEntry | null;
  /** Words that entities are described with. */
  words: Vocabulary;
  size: number;
  revision: number;
};

export type CatalogIndex = {
  /** The catalog as the database has it now. Costs one small query while nothing changed. */
  current: () => Promise<CatalogView>;
};

const PAGE = 1000;
// Dead numbers of changed entities are swept out by a fresh start when they are this share of all.
const MOST_DEAD = 0.5;

type State = { names: NameIndex; graph: Graph; revision: number; changes: number };

/**
 * An index of the catalog in memory that follows the database by revision: whoever changes an entity, its relations or its
 * aliases raises the revision of its row. Any number of replicas may do so; each reads only the rows that changed.
 */
export function createCatalogIndex(db: Db): CatalogIndex {
  let state = empty();
  let reading: Promise<void> | null = null;

  async function catchUp(): Promise<void> {
    const [row] = await db.select({ revision: max(entities.revision) }).from(entities);
    const newest = row?.revision ?? 0;
    if (newest === state.revision) return;
    const isStale =
      newest < state.revision || state.changes > PAGE + state.names.size() * MOST_DEAD;
    const next = isStale ? empty() : state;
    if (next.revision === 0) await readAll(db, next);
    else await readChanges(db, next);
    next.revision = newest;
    state = next;
  }

  async function current(): Promise<CatalogView> {
    reading ??= catchUp().finally(() => {
      reading = null;
    });
    await reading;
    return viewOf(state);
  }

  return { current };
}

function empty(): State {
  return { names: createNameIndex(), graph: createGraph(), revision: 0, changes: 0 };
}

async function readAll(db: Db, state: State): Promise<void> {
  const named = await aliasesByRef(db, null);
  for (let last = ''; ; ) {
    const rows = await db
      .select({
        ref: entities.ref,
        entity: entities.entity,
        location: entities.location,
        createdAt: entities.createdAt,
      })
      .from(entities)
      .where(and(gt(entities.ref, last), isNull(entities.removedAt)))
      .orderBy(asc(entities.ref))
      .limit(PAGE);
    for (const { ref, ...row } of rows) learn(state, { ...row, aliases: named.get(ref) });
    last = rows.at(-1)?.ref ?? '';
    if (rows.length < PAGE) break;
  }
  const edges = await db
    .select({ source: relations.source, type: relations.type, target: relations.target })
    .from(relations);
  state.graph.restate([], edges);
}

async function readChanges(db: Db, state: State): Promise<void> {
  for await (const page of changedSince(db, state.revision, PAGE)) {
    const refs = page.map(({ ref }) => ref);
    const named = await aliasesByRef(db, refs);
    const edges = await db
      .select({ source: relations.source, type: relations.type, target: relations.target })
      .from(relations)
      .where(inArray(relations.source, refs));
    for (const { ref, entity, location, createdAt } of page) {
      if (entity) learn(state, { entity, location, createdAt, aliases: named.get(ref) });
      else state.names.remove(ref);
    }
    state.graph.restate(refs, edges);
    state.changes += refs.length;
  }
}

function learn(
  { names }: State,
  {
    entity,
    location,
    createdAt,
    aliases,
  }: { entity: Entity; location: string; createdAt: Date; aliases: string[] | undefined },
): void {
  names.set(summarize(entity, { aliases, since: createdAt }), {
    handles: handlesOf(entity),
    addresses: addressesOf(entity, location),
    things: thingHandles(entity),
  });
}

async function aliasesByRef(
  db: Db,
  refs: readonly string[] | null,
): Promise<Map<string, string[]>> {
  const rows = await db
    .select({ ref: aliases.ref, alias: aliases.alias })
    .from(aliases)
    .where(refs ? inArray(aliases.ref, [...refs]) : undefined)
    .orderBy(asc(aliases.alias));
  const byRef = new Map<string, string[]>();
  for (const { ref, alias } of rows) byRef.set(ref, [...(byRef.get(ref) ?? []), alias]);
  return byRef;
}

function viewOf({ names, graph, revision }: State): CatalogView {
  const known = (refs: readonly string[]) => refs.flatMap((ref) => names.get(ref) ?? []);
  return {
    get: names.get,
    find: names.find,
    at: names.at,
    knownBy: names.knownBy,
    ownedBy: (ref) => known(graph.out(ref, 'ownerOf')),
    out: graph.out,
    incoming: graph.incoming,
    all: names.all,
    first: names.first,
    words: names.words,
    size: names.size(),
    revision,
  };
}
