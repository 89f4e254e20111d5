import { OpenAPIHono } from '@hono/zod-openapi';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogQueries } from '../../catalog/query/queries.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { repository, system } from '../../catalog/test-sources.ts';
import { openTestDb } from '../../db/test-db.ts';
import { describeApi } from '../description.ts';
import { answerError } from '../errors.ts';
import { ancestryRoutes } from './ancestry.ts';
import { queryRoutes } from './by-query.ts';
import { entityRoutes } from './entities.ts';
import { facetRoutes } from './facets.ts';

const LOCATION = `apiVersion: backstage.io/v1alpha1
kind: Location
metadata: { name: all }
spec: { targets: [./parts/*.yaml] }
`;
const ODD = `apiVersion: backstage.io/v1alpha1
kind: System
metadata:
  name: odd
  annotations:
    backstage.io/view-url: "java\\tscript:alert(1)"
    backstage.io/source-location: url:https://own.example.com/
spec: { owner: payments, __proto__: { x: 1 } }
`;

let db: Db;
let app: OpenAPIHono;
beforeAll(async () => {
  db = await openTestDb();
  const now = () => new Date('2026-06-15T12:00:00Z');
  const many = Array.from({ length: 600 }, (_, n) => system(`many-${n}`, 'crowd'));
  const say = (text: string) =>
    applySnapshots(db, {
      snapshots: [
        repository('shop', { 'catalog-info.yaml': LOCATION, 'parts/a.yaml': [text, ODD] }),
        repository('many', { 'catalog-info.yaml': many }),
      ],
      now,
    });
  await say(system('ledger'));
  await say(system('ledger').replace('owner: payments', 'ower: payments'));
  const queries = createCatalogQueries(db);
  app = new OpenAPIHono();
  app.onError((error, c) => answerError(error, c, pino({ level: 'silent' })));
  entityRoutes(app, queries);
  queryRoutes(app, queries);
  ancestryRoutes(app, db, queries);
  facetRoutes(app, queries);
  describeApi(app);
});
afterAll(() => db.close());

const request = (path: string, init?: RequestInit) =>
  app.request(`http://localhost/api/catalog${path}`, init);
const post = (path: string, body: unknown) =>
  request(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
// biome-ignore lint/suspicious/noExplicitAny: a test looks at answers as a stranger would.
const read = async (response: Response | Promise<Response>): Promise<any> =>
  (await response).json();

it('answers a long list whole, entity by entity', async () => {
  const list = await read(request('/entities?filter=spec.owner=crowd'));
  expect(list).toHaveLength(600);
  expect(list[0]).toMatchObject({ metadata: { name: 'many-0' }, spec: { owner: 'crowd' } });
  const names = await read(request('/entities?fields=metadata.name'));
  expect(names).toHaveLength(603);
  expect(names[0]).toEqual({ metadata: { name: 'all' } });
  expect(await read(request('/entities?filter=kind=nothing'))).toEqual([]);
});

it('says why an entity shows old content', async () => {
  const found = await read(request('/entities/by-name/system/default/ledger'));
  expect(found.spec).toEqual({ owner: 'payments' });
  expect(found.status.items).toEqual(
    expect.arrayContaining([
      {
        type: 'backstage.io/catalog-processing',
        level: 'error',
        message: expect.stringMatching(/^InputError: .*owner/),
        error: { name: 'InputError', message: expect.stringMatching(/owner/) },
      },
    ]),
  );
});

it('says where an entity is seen and edited, as far as it says nothing better itself', async () => {
  const base = 'https://github.com/acme/many';
  const { metadata } = await read(request('/entities/by-name/system/default/many-1'));
  expect(metadata.annotations).toEqual({
    'backstage.io/managed-by-location': `url:${base}/blob/main/catalog-info.yaml`,
    'backstage.io/managed-by-origin-location': `url:${base}/blob/main/catalog-info.yaml`,
    'backstage.io/view-url': `${base}/blob/main/catalog-info.yaml`,
    'backstage.io/edit-url': `${base}/edit/main/catalog-info.yaml`,
    'backstage.io/source-location': `url:${base}/tree/main/`,
  });
  const odd = await read(request('/entities/by-name/system/default/odd'));
  expect(odd.metadata.annotations).toMatchObject({
    'backstage.io/view-url': 'https://backstage.io/annotation-rejected-for-security-reasons',
    'backstage.io/source-location': 'url:https://own.example.com/',
  });
});

it('leads from an entity to the Location that names its file', async () => {
  const found = await read(request('/entities/by-name/System/default/Odd/ancestry'));
  expect(found).toMatchObject({
    rootEntityRef: 'system:default/odd',
    items: [
      { entity: { kind: 'System' }, parentEntityRefs: ['location:default/all'] },
      { entity: { kind: 'Location' }, parentEntityRefs: [] },
    ],
  });
  expect((await request('/entities/by-name/system/default/none/ancestry')).status).toBe(404);
});

it('finds an entity by its uid and says when there is none', async () => {
  const { metadata } = await read(request('/entities/by-name/system/default/odd'));
  expect(await read(request(`/entities/by-uid/${metadata.uid}`))).toMatchObject({ metadata });
  const missing = await request('/entities/by-uid/none');
  expect(missing.status).toBe(404);
  expect(await missing.json()).toMatchObject({
    error: { name: 'NotFoundError', message: 'No entity with uid none' },
    request: { method: 'GET', url: '/entities/by-uid/none' },
  });
});

it('keeps the places of refs that are nothing, or not what the filter wants', async () => {
  const entityRefs = ['system:default/odd', 'System:default/odd', 'location:default/all', ''];
  const fields = ['metadata.name'];
  const body = { entityRefs, fields, query: { kind: 'system' } };
  expect(await read(post('/entities/by-refs', body))).toEqual({
    items: [{ metadata: { name: 'odd' } }, null, null, null],
  });
  expect(await read(post('/entities/by-refs', { entityRefs: [] }))).toEqual({ items: [] });
});

describe('refuses in the words of Backstage', () => {
  const deep = { query: JSON.parse(`${'{"$not":'.repeat(100)}{}${'}'.repeat(100)}`) };
  it.each([
    ['/entities?foo=1', /^Unknown query parameter 'foo'$/],
    ['/entities?__proto__=1', /^Unknown query parameter '__proto__'$/],
    ['/entities/by-name/system/default/odd?a=', /^Unknown query parameter 'a'$/],
    ['/entities?filter=', /^Empty value found for query parameter 'filter'$/],
    ['/entities?filter==x', /^Invalid filter, '=x' is not a valid statement/],
    ['/entities?limit=abc', /^request\/query\/limit must be integer$/],
    ['/entities?limit=1e3', /must be integer/],
    ['/entities?limit=-1', /^request\/query\/limit must be >= 0$/],
    ['/entities?limit=0', /^Invalid limit, must be greater than zero$/],
    ['/entities?after=bm8', /^Malformed after cursor/],
    ['/entities?order=metadata.name', /^Invalid order parameter "metadata.name"/],
    ['/entities?fields=metadata.tags[0]', /^Invalid field "metadata.tags\[0\]"/],
    ['/entities/by-query?cursor=bm8', /^Malformed cursor/],
    ['/entities/by-query?orderField=a,up', /^Invalid order field order/],
    ['/entities/by-query?totalItems=maybe', /allowed values: include, exclude$/],
    ['/entity-facets', /^Missing facet parameter$/],
  ])('%s', async (path, message) => {
    const response = await request(path);
    expect(response.status).toBe(400);
    expect((await read(response)).error).toEqual({
      name: 'InputError',
      message: expect.stringMatching(message),
    });
  });

  it.each([
    ['a body that is not JSON', '{', /not JSON/],
    ['a body that is too large', { query: { kind: 'x'.repeat(110_000) } }, /entity too large/],
    ['an empty cursor', { cursor: '' }, /Cursor cannot be empty/],
    ['a list for a query', { query: [] }, /query/],
    ['an unknown operator', { query: { $foo: 1 } }, /\$foo/],
    ['an operator beside a field', { query: { $all: [], kind: 'x' } }, /\$all/],
    ['a field that is a list', { query: { kind: ['x'] } }, /"kind"/],
    ['relations without a type', { query: { relations: { $contains: {} } } }, /relations/],
    ['an object for another field', { query: { a: { $contains: { type: 'x' } } } }, /"a"/],
    ['a query without end', deep, /no condition/],
  ])('%s', async (_, body, message) => {
    const response = await post('/entities/by-query', body);
    expect(response.status).toBe(400);
    expect((await read(response)).error.message).toMatch(message);
  });

  it('a body that is no JSON by its type', async () => {
    const response = await request('/entity-facets', { method: 'POST', body: 'facets' });
    expect((await read(response)).error.message).toMatch(/^unsupported media type text\/plain/);
  });
});

it('cuts entities to fields without harm from their keys', async () => {
  const path = '/entities/by-query?filter=metadata.name=odd&fields=spec.__proto__.x,spec.owner';
  const { items } = await read(request(path));
  expect(items[0].spec.owner).toBe('payments');
  expect(({} as { x?: unknown }).x).toBeUndefined();
});

it('describes the catalog where Backstage does', async () => {
  const { paths } = await read(request('/openapi.json'));
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining([
      '/api/catalog/entities',
      '/api/catalog/entities/by-query',
      '/api/catalog/entities/by-name/{kind}/{namespace}/{name}/ancestry',
      '/api/catalog/entity-facets',
    ]),
  );
});
