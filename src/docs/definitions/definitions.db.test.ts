import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../../catalog/search.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { openTestDb } from '../../db/test-db.ts';
import { composeDocs } from '../../docs.ts';
import type { Docs } from '../docs.ts';
import { gatherHealth } from '../health/gather.ts';
import { listSites } from '../overview.ts';
import { pageAt, siteOfEntity } from '../store.ts';
import { INSIDE } from '../viewer.ts';
import { readDefinitions } from './read.ts';

const now = () => new Date('2026-06-15T12:00:00Z');
const API = 'api:default/payments';

const definition = (header: string) => `
openapi: 3.1.0
info: { title: Payments, version: "2" }
paths:
  /payments:
    post:
      summary: Takes a payment
      description: "# Not a heading\\nIt is booked at once. <script>alert(1)</script>"
      parameters:
        - { name: ${header}, in: header, required: true, schema: { type: string }, description: Makes a repeat safe }
      responses: { "201": { description: Booked, content: { application/json: { schema: { type: array, items: { type: string } } } } } }
    get: { summary: Lists payments, deprecated: true, responses: { "200": { description: All } } }
`;

let db: Db;
let docs: Docs;
beforeAll(async () => {
  db = await openTestDb();
  docs = composeDocs({
    db,
    index: createCatalogIndex(db),
    now,
    readElsewhere: async () => null,
  }).docs;
});
afterAll(() => db.close());

async function state(...apis: { name: string; text: string }[]): Promise<number> {
  const documents = apis.map(({ name, text }) => ({
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: { name },
    spec: { type: 'openapi', lifecycle: 'production', owner: 'books', definition: text },
  }));
  const text = documents.map((one) => JSON.stringify(one)).join('\n---\n');
  const file = { location: 'file:/apis.yaml', path: 'apis.yaml', text, commit: null };
  await applySnapshots(db, {
    snapshots: [{ source: 'folder:/', files: [file], derived: [] }],
    now,
  });
  return readDefinitions({ db, now });
}

it('finds the operation of an API that says it, with its parameters', async () => {
  await state({ name: 'payments', text: definition('Idempotency-Key') });
  const { hits } = await docs.search.find({ text: 'idempotency header', viewer: INSIDE });
  expect(hits[0]?.section.path).toEqual(['POST /payments']);
  expect(hits[0]?.section.text).toMatch(/Idempotency-Key .*required.*: Makes a repeat safe/);
  expect(hits[0]?.page.kind).toBe('api');
});

it('shows it as a page on which nothing of the definition runs or ends a section', async () => {
  const found = await siteOfEntity(db, API);
  const page = await pageAt(db, found?.site.id ?? '', found?.path ?? '');
  if (!found || !page) throw new Error('The API has no page.');
  const { html, headings } = await docs.open(found.site, page);
  expect(html).not.toContain('<script');
  expect(html).toContain('<li>list of string</li>');
  expect(headings.map(({ text }) => text)).toEqual(['payments', 'GET /payments', 'POST /payments']);
});

it('reads again only what changed, and forgets what is gone', async () => {
  const old = { name: 'payments', text: definition('Idempotency-Key') };
  expect(await state(old, { name: 'other', text: 'no: definition' })).toBe(1);
  expect(await state(old, { name: 'other', text: 'no: definition' })).toBe(0);
  expect(await state({ name: 'payments', text: definition('Request-Id') })).toBe(1);
  const find = (text: string) => docs.search.find({ text, viewer: INSIDE });
  expect((await find('idempotency')).hits).toEqual([]);
  expect((await find('request-id')).hits).toHaveLength(1);
  await state();
  expect(await siteOfEntity(db, API)).toBeNull();
});

it("counts as nobody's docs", async () => {
  await state({ name: 'payments', text: definition('Idempotency-Key') });
  const view = await createCatalogIndex(db).current();
  expect(await listSites(db)).toEqual([]);
  expect((await gatherHealth({ db, view, now: now() })).all.pages).toBe(0);
});
