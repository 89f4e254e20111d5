import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { entities, relations } from '../../db/schema.ts';
import { openTestDb } from '../../db/test-db.ts';
import type { Entity } from '../entity.ts';
import { shownAnnotations } from '../location-annotations.ts';
import { refOf } from '../ref.ts';
import { byTypeAndTarget, inverseOf } from '../relations.ts';
import { readFilters, readPredicate } from './predicate.ts';
import { type CatalogQueries, createCatalogQueries, type PageRequest } from './queries.ts';
import type { OrderField, TextFilter } from './select.ts';
import * as reference from './test-reference.ts';

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
});
afterAll(() => db.close());

const TEXTS = [
  'service',
  'Service',
  'a',
  'b.c',
  'A',
  '',
  ' a ',
  'a,b',
  'x=y',
  '100%',
  'a_b',
  'true',
  '7',
];
const text = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...TEXTS) },
  fc.constantFrom('ünïcode 🚀', 'İstanbul', 'x'.repeat(250), `${'y'.repeat(199)}Z`),
  fc.constantFrom('component:default/a', 'Group:default/B', 'java', 'Java', 'go'),
);
const primitive = fc.oneof(
  text,
  text,
  fc.integer({ min: -2, max: 9 }),
  fc.boolean(),
  fc.constant(null),
);
const key = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.constantFrom('type', 'owner', 'Owner', 'a', 'b', 'a.b', 'deep', 'tags'),
  },
  fc.constantFrom('github.com/project-slug', 'k'.repeat(190), '7', 'service'),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    primitive,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(key, tie('value'), { maxKeys: 3 }),
  ),
}));

const NAMES = ['a', 'B', 'c', 'd-1', 'E.f', 'g'];
const REFS = ['component:default/a', 'group:default/b', 'api:other/c', 'resource:default/none'];
const relation = fc.record({
  type: fc.constantFrom('dependsOn', 'ownedBy', 'partOf', 'memberOf'),
  target: fc.constantFrom(...REFS, `group:default/${'z'.repeat(220)}`),
});
const LOCATIONS = [
  'url:https://github.com/acme/shop/blob/main/catalog-info.yaml',
  `url:https://github.com/acme/shop/blob/${'0a'.repeat(20)}/a.yaml`,
  'url:https://files.example.com/a.yaml',
  'file:/srv/a.yaml',
];
const marks = (values: fc.Arbitrary<string>) => fc.dictionary(key, values, { maxKeys: 2 });
const stored: fc.Arbitrary<Stored> = fc
  .record({
    entity: fc.record(
      {
        apiVersion: fc.constant('backstage.io/v1alpha1'),
        kind: fc.constantFrom('Component', 'API', 'Group'),
        metadata: fc.record(
          {
            name: fc.constantFrom(...NAMES),
            namespace: fc.constantFrom('default', 'other'),
            title: text,
            tags: fc.array(fc.constantFrom('java', 'Java', 'go', 'b.c', 'true'), { maxLength: 3 }),
            labels: marks(text),
            annotations: fc.oneof(
              marks(text),
              fc.constant({
                'backstage.io/view-url': ' java\nscript:alert(1)',
                'backstage.io/managed-by-location': 'url:https://elsewhere.example.com',
                'backstage.io/source-location': 'url:https://own.example.com/',
              }),
            ),
            extra: value,
          },
          { requiredKeys: ['name', 'namespace'] },
        ),
        spec: fc.oneof(
          fc.dictionary(key, value, { maxKeys: 4 }),
          fc.constantFrom(
            { tags: ['service', 'Service'], a: ['a'] },
            { tags: { service: true, 7: true }, a: { a: 'true' } },
            { tags: ['7', { service: true }, 'service'], type: 'x'.repeat(201) },
          ),
        ),
      },
      { requiredKeys: ['apiVersion', 'kind', 'metadata'] },
    ),
    location: fc.constantFrom(...LOCATIONS),
    related: fc.uniqueArray(relation, {
      maxLength: 3,
      selector: ({ type, target }) => `${type} ${target}`,
    }),
  })
  // Maps with a prototype, as JSON gives them.
  .map((one) => JSON.parse(JSON.stringify(one)));
type Stored = { entity: Entity; location: string; related: { type: string; target: string }[] };

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

const field = fc.oneof(
  // Both the key of a map and an item of a list.
  fc.constantFrom('spec.tags.service', 'spec.a.a', 'spec.tags.7', 'spec.tags'),
  fc.constantFrom('kind', 'metadata.name', 'METADATA.Name', 'metadata.tags', 'metadata.tags.java'),
  fc.constantFrom(
    'metadata.tags.b.c',
    'spec.type',
    'spec.owner',
    'spec.a.b',
    'spec.deep.a',
    'spec',
  ),
  fc.constantFrom(
    'spec.tags.7',
    'metadata.title',
    'metadata.uid',
    'metadata.labels.a.b',
    'nothing',
  ),
  fc.constantFrom('relations.dependsOn', 'relations.ownerof', 'relations.partOf', 'relations'),
  fc.constantFrom(
    'metadata.annotations.backstage.io/view-url',
    'metadata.annotations.backstage.io/managed-by-location',
    'metadata.annotations.backstage.io/source-location',
    'metadata.annotations.github.com/project-slug',
  ),
  fc.array(key, { minLength: 1, maxLength: 3 }).map((keys) => `spec.${keys.join('.')}`),
);
const asked = fc.oneof(
  text,
  fc.constantFrom('component', 'API', 'a', 'uid-component:default/a', ...LOCATIONS, ...REFS),
);
const statement = fc.oneof(
  field,
  fc.tuple(field, asked).map(([name, wanted]) => `${name}=${wanted}`),
);
const filters = fc.array(
  fc.array(statement, { minLength: 1, maxLength: 3 }).map((parts) => parts.join(', ')),
  { maxLength: 3 },
);
const { query } = fc.letrec<{ query: Record<string, unknown>; condition: unknown }>((tie) => ({
  condition: fc.oneof(
    asked,
    fc.integer({ min: 0, max: 9 }),
    fc.boolean(),
    fc.record({ $exists: fc.boolean() }),
    fc.record({ $in: fc.array(asked, { maxLength: 3 }) }),
    fc.record({ $hasPrefix: fc.constantFrom('', 's', 'COMP', '1', 'url:https://github') }),
    fc.record({ $contains: asked }),
  ),
  query: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.dictionary(field, tie('condition'), { maxKeys: 2 }),
    fc.record({ $not: tie('query') }),
    fc.record({ $all: fc.array(tie('query'), { maxLength: 3 }) }),
    fc.record({ $any: fc.array(tie('query'), { maxLength: 3 }) }),
    fc
      .record(
        {
          type: fc.constantFrom('dependsOn', 'OWNEDBY', 'hasPart'),
          targetRef: fc.constantFrom(...REFS),
        },
        { requiredKeys: ['type'] },
      )
      .map(($contains) => ({ relations: { $contains } })),
  ),
}));
const orderField: fc.Arbitrary<OrderField> = fc.record({
  field,
  order: fc.constantFrom('asc', 'desc'),
});
const textFilter: fc.Arbitrary<TextFilter> = fc.record(
  {
    term: fc.constantFrom(
      '',
      'a',
      'SERV',
      '%',
      's%c',
      '_',
      'a_b',
      'comp',
      ' a ',
      'uid-',
      '%%é',
      '🚀',
    ),
    fields: fc.array(field, { maxLength: 2 }),
  },
  { requiredKeys: ['term'] },
);
const question = fc.record({
  filters,
  query: fc.option(query),
  order: fc.option(orderField),
  text: fc.option(textFilter, { freq: 2 }),
  limit: fc.integer({ min: 1, max: 5 }),
  offset: fc.constantFrom(0, 0, 0, 1, 3),
  orders: fc.array(orderField, { maxLength: 2 }),
  facets: fc.array(field, { minLength: 1, maxLength: 2 }),
});
type Question = typeof question extends fc.Arbitrary<infer Asked> ? Asked : never;

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
