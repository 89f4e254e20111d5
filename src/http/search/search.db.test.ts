import { OpenAPIHono } from '@hono/zod-openapi';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogQueries } from '../../catalog/query/queries.ts';
import { createCatalogIndex } from '../../catalog/search.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { repository } from '../../catalog/test-sources.ts';
import { openTestDb } from '../../db/test-db.ts';
import { saveTestDocs } from '../../docs/search/test-docs.ts';
import { composeDocs } from '../../docs.ts';
import { answerError } from '../errors.ts';
import type { SearchResult } from './documents.ts';
import { searchRoutes } from './routes.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const ENTITIES = ['ledger', 'token-vault'].map(
  (name) => `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: ${name}
  title: The ${name}
  description: Keeps ${name === 'ledger' ? 'books of <money>' : 'secrets for the ledger'}.
spec: { type: service, lifecycle: production, owner: ${name === 'ledger' ? 'payments' : 'identity'} }
`,
);
const USER = `apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ana, description: Sails. }
spec: { profile: { displayName: Ana Lima, email: ana@acme.com }, memberOf: [] }
`;

type Body = {
  results: SearchResult[];
  nextPageCursor?: string;
  previousPageCursor?: string;
  numberOfResults: number;
};

let db: Db;
let app: OpenAPIHono;
beforeAll(async () => {
  db = await openTestDb();
  const now = () => NOW;
  const snapshot = repository('shop', { 'catalog-info.yaml': [...ENTITIES, USER] });
  await applySnapshots(db, { snapshots: [snapshot], now });
  const sections = [
    ['', 'What to do.'],
    ['Restart', 'Drain the ledger, then restart it.'],
  ] as const;
  const pages = [{ path: 'runbook', title: 'Ledger runbook', kind: 'runbook' as const, sections }];
  await saveTestDocs(db, [{ ref: 'component:default/ledger', pages }], { now: NOW });
  const index = createCatalogIndex(db);
  const { docs } = composeDocs({ db, index, now, readElsewhere: async () => null });
  app = new OpenAPIHono();
  app.onError((error, c) => answerError(error, c, pino({ level: 'silent' })));
  searchRoutes(app, { index, queries: createCatalogQueries(db), docs });
});
afterAll(() => db.close());

const request = (query: string) => app.request(`http://localhost/api/search/query?${query}`);
async function ask(query: string): Promise<Body> {
  const response = await request(query);
  expect(response.status).toBe(200);
  return (await response.json()) as Body;
}
const titles = ({ results }: Body) => results.map(({ type, document }) => [type, document.title]);

describe('documents', () => {
  it('are made of entities as Backstage makes them', async () => {
    const { results } = await ask('term=ledger&types[]=software-catalog');
    expect(results[0]).toMatchObject({
      type: 'software-catalog',
      rank: 1,
      document: {
        title: 'The ledger',
        text: 'Keeps books of <money>.',
        location: '/catalog/default/component/ledger',
        componentType: 'service',
        type: 'service',
        namespace: 'default',
        kind: 'Component',
        lifecycle: 'production',
        owner: 'payments',
      },
    });
    const person = await ask('term=ana&types[0]=software-catalog');
    expect(person.results[0]?.document.text).toBe('Sails. : Ana Lima : ana@acme.com');
  });

  it('are made of sections of docs, with what was found in them', async () => {
    const { results } = await ask('term=restart&types=techdocs');
    expect(results).toHaveLength(1);
    const [{ document, highlight }] = results as [SearchResult];
    expect(document).toEqual({
      title: 'Restart',
      text: 'Drain the ledger, then restart it.',
      location: '/docs/default/component/ledger/runbook/#restart',
      path: 'runbook/#restart',
      kind: 'component',
      namespace: 'default',
      name: 'ledger',
      entityTitle: 'The ledger',
      componentType: 'service',
      lifecycle: 'production',
      owner: 'payments',
    });
    const { preTag, postTag, fields } = highlight;
    expect(preTag).toMatch(/^<[\w-]+>$/);
    expect(fields['text']).toBe(`Drain the ledger, then ${preTag}restart${postTag} it.`);
  });
});

it('puts what is called so before docs, and those before what mentions it', async () => {
  expect(titles(await ask('term=ledger'))).toEqual([
    ['software-catalog', 'The ledger'],
    ['techdocs', 'Ledger runbook'],
    ['techdocs', 'Restart'],
    ['software-catalog', 'The token-vault'],
  ]);
});

it('shows everything in the catalog where nothing is asked for', async () => {
  expect(titles(await ask('term=')).map(([, title]) => title)).toEqual([
    'ana',
    'The ledger',
    'The token-vault',
  ]);
});

it.each([
  ['filters[owner]=payments', 3],
  ['filters[owner]=group:default/payments&filters[kind]=component', 3],
  ['filters[kind][]=Component&filters[kind][]=API', 4],
  ['filters[kind]=API', 0],
  ['filters[lifecycle]=experimental', 0],
  ['filters[colour]=red', 0],
])('keeps to %s', async (filters, count) => {
  const { results, numberOfResults } = await ask(`term=ledger&${filters}`);
  expect(results).toHaveLength(count);
  expect(numberOfResults).toBe(count);
});

it('turns pages in both directions', async () => {
  const all = await ask('term=ledger');
  expect(all).not.toHaveProperty('nextPageCursor');
  const first = await ask('term=ledger&pageLimit=3');
  expect(first).not.toHaveProperty('previousPageCursor');
  const last = await ask(`term=ledger&pageLimit=3&pageCursor=${first.nextPageCursor}`);
  expect([...first.results, ...last.results]).toEqual(all.results);
  expect(last).not.toHaveProperty('nextPageCursor');
  const again = await ask(`term=ledger&pageLimit=3&pageCursor=${last.previousPageCursor}`);
  expect(again.results).toEqual(first.results);
});

it.each([
  ['term=x&pageLimit=500', 'The page limit "500" is greater than "100"'],
  [`term=${'x'.repeat(101)}`, 'The term length "101" is greater than "100"'],
  ['term=x&types[]=stack-overflow', 'There is no type "stack-overflow"'],
  ['term=x&pageCursor=rubbish', 'is no page cursor'],
  ['term=x&filters=red', 'A filter names its field'],
])('refuses %s', async (query, words) => {
  const response = await request(query);
  expect(response.status).toBe(400);
  const { error } = (await response.json()) as { error: { message: string } };
  expect(error.message).toContain(words);
});
