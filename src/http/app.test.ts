import { randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createAnalyse } from '../catalog/analysis.ts';
import { NO_FOREIGN_KINDS } from '../catalog/foreign-kinds.ts';
import type { Platform } from '../catalog/platform.ts';
import { createPreview } from '../catalog/preview.ts';
import { createCatalogQueries } from '../catalog/query/queries.ts';
import { createRegistry } from '../catalog/registry.ts';
import { createCatalogIndex } from '../catalog/search.ts';
import { applySnapshots } from '../catalog/sync.ts';
import { openTestDb } from '../db/test-db.ts';
import { UserError } from '../errors.ts';
import { createLog } from '../log.ts';
import type { Answer } from '../questions/answer.ts';
import { createNamesDesk } from '../questions/unknown/desk.ts';
import { createRegistrar } from '../questions/unknown/registrar.ts';
import { NO_STANDARDS } from '../scorecards/standards.ts';
import { parseApiToken } from './access.ts';
import { createHttpApp, type HttpParts } from './app.ts';
import { createMetrics } from './metrics.ts';

const answer: Answer = {
  kind: 'answer',
  intent: 'own.lookup',
  subjects: ['component:default/ledger'],
  refs: ['group:default/books'],
  text: 'ledger is owned by Books.',
  view: { kind: 'text' },
  facts: [],
  candidates: [],
};

const LEDGER = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ledger }
spec: { type: service, lifecycle: production, owner: books }
`;

let db: Db;
beforeAll(async () => {
  db = await openTestDb();
  const file = {
    location: 'file:/srv/ledger.yaml',
    path: 'ledger.yaml',
    text: LEDGER,
    commit: null,
  };
  const snapshots = [{ source: 'folder:/srv', files: [file], derived: [] }];
  await applySnapshots(db, { snapshots, now: () => new Date('2026-06-15T12:00:00Z') });
});
afterAll(() => db.close());

const now = () => new Date('2026-06-15T12:00:00Z');

/** What can be changed where nothing is connected. */
function deskOf(on: Db): HttpParts['desk'] {
  const platform: Platform = {
    readTargets: async () => {},
    readSource: async () => {},
    lookAt: async () => [],
    survey: async () => null,
    readPast: async () => ({ kind: 'unread', reason: null }),
  };
  const parts = { db: on, platform, kinds: NO_FOREIGN_KINDS };
  return {
    registry: createRegistry({ ...parts, now }),
    preview: createPreview(parts),
    analyse: createAnalyse({ ...parts, index: createCatalogIndex(on) }),
    kinds: parts.kinds,
  };
}

function unknownOf(on: Db): HttpParts['unknown'] {
  const parts = { db: on, index: createCatalogIndex(on), admins: [], now, newId: randomUUID };
  return {
    names: createNamesDesk(parts),
    registrar: createRegistrar({ ...parts, ...deskOf(on) }),
    actorOf: async () => null,
    onSettled: async () => {},
  };
}

function httpApp(parts: Partial<HttpParts> = {}) {
  return createHttpApp({
    log: pino({ level: 'silent' }),
    metrics: createMetrics(),
    tokens: [],
    areWritesOpen: false,
    checks: async () => [{ name: 'database', isReady: true, detail: 'answers' }],
    measure: async () => {},
    ask: {
      ask: async ({ asker, text }) => {
        if (text === 'break') throw new Error('secret detail');
        if (text === 'mend') throw new UserError('I could not find it.', 'Try another.');
        return { ...answer, text: `${answer.text} (${asker})` };
      },
      render: () => [{ type: 'divider' }],
      userOf: async (said) => (said === 'ana@acme.example' ? 'user:default/ana' : null),
    },
    db,
    index: createCatalogIndex(db),
    queries: createCatalogQueries(db),
    now,
    desk: deskOf(db),
    slackEvents: null,
    githubWebhooks: null,
    signIn: null,
    unknown: unknownOf(db),
    decisions: null,
    docs: null,
    scaffolding: null,
    jobs: async () => [],
    standards: NO_STANDARDS,
    home: '/demo/x',
    localPages: [{ path: '/demo', app: new Hono().get('/x', (c) => c.text('here')) }],
    ...parts,
  });
}

const ask = (body: unknown, headers: Record<string, string> = {}) =>
  new Request('http://localhost/api/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

it('answers a question with blocks and without the inner view', async () => {
  const response = await httpApp().request(
    ask({ text: 'who owns ledger', user: 'ana@acme.example' }),
  );
  expect(await response.json()).toEqual({
    kind: 'answer',
    intent: 'own.lookup',
    subjects: ['component:default/ledger'],
    refs: ['group:default/books'],
    text: 'ledger is owned by Books. (user:default/ana)',
    blocks: [{ type: 'divider' }],
    facts: [],
    candidates: [],
  });
});

it.each([
  [{ text: 5 }, 400, /text/],
  [{ text: 'x', user: 'nobody@acme.example' }, 404, /nobody@acme\.example/],
  [{ text: 'mend' }, 400, /I could not find it\. Try another\./],
  [{ text: 'break' }, 500, /^Something broke on our side\. The log has it under [\w-]+\.$/],
])('answers %j with a sentence in the shape of Backstage', async (body, status, message) => {
  const response = await httpApp().request(ask(body));
  expect(response.status).toBe(status);
  expect(await response.json()).toEqual({
    error: { name: expect.any(String), message: expect.stringMatching(message) },
    request: { method: 'POST', url: '/api/ask' },
    response: { statusCode: status },
  });
});

it('refuses a body that is too large, and one that is not JSON', async () => {
  expect((await httpApp().request(ask({ text: 'x'.repeat(2_000_000) }))).status).toBe(413);
  const broken = new Request('http://localhost/api/ask', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{',
  });
  expect((await httpApp().request(broken)).status).toBe(400);
});

it.each([
  ['a proxy', { 'x-forwarded-for': '10.0.0.1' }],
  ['a foreign name', { host: 'evil.example' }],
])('with no token configured refuses a caller that came by %s', async (_, headers) => {
  const app = httpApp();
  expect((await app.request(ask({ text: 'x' }, headers))).status).toBe(401);
  const page = await app.request(new Request('http://localhost/demo/x', { headers }));
  expect(page.status).toBe(403);
});

it('asks for a token with the right scope', async () => {
  const app = httpApp({ tokens: [parseApiToken('bot:ask:0123456789abcdef')] });
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
  expect((await app.request(ask({ text: 'x' }))).status).toBe(401);
  expect((await app.request(ask({ text: 'x' }, bearer('0123456789abcdeX')))).status).toBe(401);
  expect((await app.request(ask({ text: 'x' }, bearer('0123456789abcdef')))).status).toBe(200);
  const entities = new Request('http://localhost/api/catalog/entities', {
    headers: bearer('0123456789abcdef'),
  });
  expect((await app.request(entities)).status).toBe(403);
});

describe('changing the catalog', () => {
  const changes = [
    ['POST', '/locations'],
    ['POST', '/locations?dryRun=true'],
    ['PUT', '/locations/1'],
    ['DELETE', '/locations/1'],
    ['POST', '/refresh'],
    ['DELETE', '/entities/by-uid/1'],
  ] as const;
  const send = (app: ReturnType<typeof httpApp>, [method, path]: readonly [string, string]) =>
    app.request(`http://localhost/api/catalog${path}`, {
      method,
      headers: { authorization: 'Bearer 0123456789abcdef' },
    });

  it.each(changes)('needs a token of that scope: %s %s', async (...change) => {
    const readOnly = httpApp({ tokens: [parseApiToken('bot:read+ask:0123456789abcdef')] });
    expect((await send(readOnly, change)).status).toBe(403);
    const refused = await send(httpApp(), change);
    expect(refused.status).toBe(401);
    expect(await refused.text()).toContain('CALLBOARD_API_TOKENS');
  });

  it('leaves a line in the log with the name of the token', async () => {
    const lines: string[] = [];
    const log = createLog('info', { write: (line) => lines.push(line) });
    const app = httpApp({ log, tokens: [parseApiToken('ci:write:0123456789abcdef')] });
    const headers = {
      authorization: 'Bearer 0123456789abcdef',
      'content-type': 'application/json',
    };
    const target = 'https://github.com/acme/shop/blob/main/catalog-info.yaml';
    const body = JSON.stringify({ type: 'url', target });
    const send = (path: string, init: RequestInit) =>
      app.request(`http://localhost/api/catalog${path}`, { ...init, headers });
    const registered = await send('/locations', { method: 'POST', body });
    const { location } = (await registered.json()) as { location: { id: string } };
    await send(`/locations/${location.id}`, { method: 'DELETE' });
    await send('/locations/nothing', { method: 'DELETE' });
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { caller: 'ci', what: 'location registered', location: target },
      { caller: 'ci', what: 'location deleted', id: location.id },
    ]);
  });

  it.each([
    ['POST', '/entities/by-refs'],
    ['POST', '/entities/by-query'],
    ['POST', '/entity-facets'],
    ['POST', '/locations/by-query'],
    ['POST', '/validate-entity'],
    ['POST', '/analyze-location'],
  ] as const)('is not what reading by %s %s is', async (...question) => {
    const writeOnly = httpApp({ tokens: [parseApiToken('bot:write:0123456789abcdef')] });
    expect((await send(writeOnly, question)).status).toBe(403);
  });
});

it('logs who called by the name of the token, never the token', async () => {
  const lines: string[] = [];
  const log = createLog('debug', { write: (line) => lines.push(line) });
  const app = httpApp({ log, tokens: [parseApiToken('bot:ask:0123456789abcdef')] });
  await app.request(ask({ text: 'x' }, { authorization: 'Bearer 0123456789abcdef' }));
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { caller: 'bot', path: '/api/ask', status: 200, requestId: expect.any(String) },
  ]);
  expect(lines.join()).not.toContain('0123456789abcdef');
});

it('shows an entity in any casing, and says what is not there', async () => {
  const app = httpApp();
  const get = (path: string) => app.request(`http://localhost/api/catalog/entities${path}`);
  expect(await (await get('/by-name/Component/default/Ledger')).json()).toMatchObject({
    kind: 'Component',
    metadata: {
      name: 'ledger',
      uid: expect.any(String),
      annotations: { 'backstage.io/managed-by-location': 'file:/srv/ledger.yaml' },
    },
    relations: [{ type: 'ownedBy', targetRef: 'group:default/books' }],
  });
  expect((await get('/by-name/component/default/nope')).status).toBe(404);
  expect((await get('?limit=2')).status).toBe(200);
  expect((await get('?limit=0')).status).toBe(400);
  expect((await get('?foo=1')).status).toBe(400);
});

it('tells what is wrong in the catalog', async () => {
  const response = await httpApp().request('http://localhost/api/catalog/problems');
  expect(await response.json()).toEqual([
    expect.objectContaining({ kind: 'no-owner', ref: 'component:default/ledger' }),
  ]);
});

it('is not ready until everything is', async () => {
  const app = httpApp({
    checks: async () => [{ name: 'sync', isReady: false, detail: 'GitHub answers 401' }],
  });
  const response = await app.request('http://localhost/readyz');
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    checks: { sync: { detail: 'GitHub answers 401' } },
  });
  expect((await app.request('http://localhost/healthz')).status).toBe(200);
});

it('sends whoever opens the address alone to a page', async () => {
  const response = await httpApp().request('http://localhost/');
  expect(response.headers.get('location')).toBe('/demo/x');
});

it('counts requests by route', async () => {
  const app = httpApp();
  await app.request('http://localhost/api/catalog/entities/by-name/component/default/ledger');
  const text = await (await app.request('http://localhost/metrics')).text();
  expect(text).toMatch(/callboard_http_request_seconds_count\{[^}]*by-name[^}]*\} 1/);
  expect(text).not.toContain('default/ledger');
});

it('describes itself', async () => {
  const api = (await (await httpApp().request('http://localhost/api/openapi.json')).json()) as {
    paths: object;
  };
  expect(Object.keys(api.paths)).toContain('/api/ask');
});
