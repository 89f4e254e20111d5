import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { entities, relations } from '../../db/schema.ts';
import { openTestDb } from '../../db/test-db.ts';
import { shownAnnotations } from '../location-annotations.ts';
import { refOf } from '../ref.ts';
import { byTypeAndTarget, inverseOf } from '../relations.ts';
import { readFilters, readPredicate } from './predicate.ts';
import { type CatalogQueries, createCatalogQueries, type PageRequest } from './queries.ts';
import { type Question, question, type Stored, stored } from './test-questions.ts';
import * as reference from './test-reference.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

/** What the catalog holds, as the test knows it. */
type World = Map<string, Stored>;

const AT = new Date('2026-06-15T12:00:00Z');

async function save(world: World, revision: number, changed: readonly Stored[], gone: string[]) {
  const removed = gone.flatMap((ref) => world.get(ref) ?? []);
  const rows = [...removed, ...changed].map((one) => {
    const ref = refOf(one.entity);
    const isGone = removed.includes(one) && !changed.includes(one);
    if (isGone) world.delete(ref);
    else world.set(ref, one);
    const { kind, metadata } = one.entity;
    return {
      ref,
      uid: `uid-${ref}`,
      kind: kind.toLowerCase(),
      namespace: metadata.namespace,
      name: metadata.name,
      entity: one.entity,
      etag: String(revision),
      source: 'folder:/srv',
      location: one.location,
      commit: null,
      isCurrent: true,
      revision,
      createdAt: AT,
      changedAt: AT,
      removedAt: isGone ? AT : null,
      removedBecause: isGone ? 'gone' : null,
    };
  });
  for (const row of rows)
    await db.insert(entities).values(row).onConflictDoUpdate({ target: entities.ref, set: row });
  await db.delete(relations);
  const stated = [...world].flatMap(([source, { related }]) =>
    related.map(({ type, target }) => ({ source, type, target })),
  );
  if (stated.length > 0) await db.insert(relations).values(stated);
}

function knownOf(world: World): reference.Known[] {
  const stated = [...world].flatMap(([source, { related }]) =>
    related.flatMap(({ type, target }) => [
      { source, type, targetRef: target },
      { source: target, type: inverseOf(type), targetRef: source },
    ]),
  );
  return [...world].map(([ref, { entity, location }]) => {
    const own = new Map(
      stated
        .filter(({ source }) => source === ref)
        .map(({ type, targetRef }) => [`${type} ${targetRef}`, { type, targetRef }]),
    );
    const annotations = shownAnnotations(entity, location);
    const metadata = { ...entity.metadata, annotations, uid: `uid-${ref}` };
    const shown = { ...entity, metadata, relations: [...own.values()].sort(byTypeAndTarget) };
    // As it comes out of a database: without what JSON has no word for.
    return reference.known(ref, JSON.parse(JSON.stringify(shown)));
  });
}

/** More than any walk takes: cursors that lead in circles fail instead of going on for ever. */
const MOST_PAGES = 500;

/** Every page from the first to the last, and back again. */
async function walk(queries: CatalogQueries, first: PageRequest) {
  const { limit } = first;
  const there = [await queries.page(first)];
  for (let next = there[0]?.nextCursor; next; next = there.at(-1)?.nextCursor)
    if (there.push(await queries.page({ cursor: next, limit })) > MOST_PAGES) break;
  const back = there.slice(-1);
  for (let previous = back[0]?.prevCursor; previous; previous = back[0]?.prevCursor)
    if (back.unshift(await queries.page({ cursor: previous, limit })) > MOST_PAGES) break;
  return { there, back };
}

async function compare(queries: CatalogQueries, world: World, asking: Question): Promise<void> {
  const { filters, query, order, text, limit, offset, orders, facets } = asking;
  const entitiesNow = knownOf(world);
  const isFiltered = reference.filterTest(filters);
  const isQueried = query ? reference.queryTest(query) : () => true;
  const test: reference.Test = (entity) => isFiltered(entity) && isQueried(entity);

  const expected = reference.list(entitiesNow, { test, order, text });
  const first = {
    filters,
    ...(query && { query }),
    orderFields: order ? [order] : [],
    ...(text && {
      fullTextFilter: { term: text.term, ...(text.fields && { fields: [...text.fields] }) },
    }),
    limit,
    offset,
  };
  const { there, back } = await walk(queries, first);
  expect(there.flatMap(({ refs }) => refs)).toEqual(expected.refs.slice(offset));
  expect(new Set(there.map(({ totalItems }) => totalItems))).toEqual(
    new Set([expected.totalItems]),
  );
  expect(back.flatMap(({ refs }) => refs)).toEqual(expected.refs.slice(offset));

  const where = {
    kind: 'all',
    of: [readFilters(filters), query && readPredicate(query)].filter((part) => part !== null),
  } as const;
  expect(await queries.arranged({ where, orders })).toEqual(
    reference.arranged(entitiesNow, test, orders),
  );
  expect(await queries.facets({ fields: facets, where })).toEqual(
    Object.fromEntries(facets.map((name) => [name, reference.facet(entitiesNow, test, name)])),
  );
  const refs = entitiesNow.map(({ ref }) => ref);
  expect([...(await queries.among(refs, where))].sort()).toEqual(
    entitiesNow
      .filter(test)
      .map(({ ref }) => ref)
      .sort(),
  );
}

it('answers every filter, order, cursor, text and facet as plain semantics do, also after changes', async () => {
  const changes = fc.record({
    changed: fc.uniqueArray(stored, {
      maxLength: 5,
      selector: ({ entity }) => refOf(entity),
    }),
    gone: fc.subarray(['component:default/a', 'api:default/b', 'group:default/b', 'api:other/c']),
  });
  const run = fc.asyncProperty(
    fc.uniqueArray(stored, { maxLength: 12, selector: ({ entity }) => refOf(entity) }),
    fc.array(changes, { maxLength: 2 }),
    fc.array(question, { minLength: 1, maxLength: 4 }),
    async (start, later, questions) => {
      await db.delete(entities);
      const world: World = new Map();
      const queries = createCatalogQueries(db);
      const steps = [{ changed: start, gone: [] }, ...later];
      for (const [at, { changed, gone }] of steps.entries()) {
        await save(world, at + 1, changed, gone);
        for (const asking of questions) await compare(queries, world, asking);
        for (const { ref, shown } of knownOf(world)) {
          const [read] = await queries.texts([ref]);
          expect(JSON.parse(read ?? 'null')).toEqual({
            ...shown,
            metadata: { ...shown.metadata, etag: expect.any(String) },
          });
        }
      }
    },
  );
  await fc.assert(run, { numRuns: 60 });
});
