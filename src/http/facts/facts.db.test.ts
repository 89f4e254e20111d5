import { OpenAPIHono } from '@hono/zod-openapi';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../../catalog/search.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { openTestDb } from '../../db/test-db.ts';
import { FACTS } from '../../scorecards/facts/table.ts';
import { scopeOf } from '../access.ts';
import { answerError, errorResponse } from '../errors.ts';
import { factsRoutes } from './routes.ts';

const LEDGER = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ledger }
spec: { type: service, lifecycle: production, owner: books }
`;
const AUDITED = { name: 'auditedBy', type: 'string', title: 'Audited by', source: 'auditors' };
const TABLE = new Map([
  ...FACTS,
  ['auditedBy', { ...AUDITED, type: 'string' as const, usableForDays: null }],
]);

let time = new Date('2026-06-15T12:00:00Z');
let db: Db;
let app: OpenAPIHono;
beforeEach(async () => {
  time = new Date('2026-06-15T12:00:00Z');
  const now = () => time;
  db = await openTestDb();
  const file = { location: 'file:/srv/l.yaml', path: 'l.yaml', text: LEDGER, commit: null };
  await applySnapshots(db, {
    snapshots: [{ source: 'folder:/srv', files: [file], derived: [] }],
    now,
  });
  app = new OpenAPIHono({
    defaultHook: (result, c) =>
      result.success ? undefined : errorResponse(c, 400, result.error.issues[0]?.message ?? ''),
  });
  app.onError((error, c) => answerError(error, c, pino({ level: 'silent' })));
  const library = async () => ({ scorecards: [], initiatives: [], table: TABLE, problems: [] });
  factsRoutes(app, { db, index: createCatalogIndex(db), standards: { loaded: library }, now });
});
afterEach(() => db.close());

async function call(method: string, path: string, body?: unknown) {
  const response = await app.request(path, {
    method,
    headers: { 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const REF = 'component:default/ledger';
async function fact(name: string): Promise<Record<string, unknown> | undefined> {
  const { body } = await call('GET', `/api/facts?ref=${REF}`);
  const facts = body['facts'] as Record<string, unknown>[];
  return facts.find((one) => one['name'] === name);
}

it('takes facts of other tools, and tells them with source, link and time until they expire', async () => {
  const posted = await call('POST', '/api/facts', [
    {
      ...{ ref: REF, name: 'lastRestoreTestAt', value: '2026-03-01', expiresInDays: 30 },
      ...{ source: 'backup-bot', url: 'https://backup.example/42' },
      observedAt: '2026-06-14T00:00:00Z',
    },
    { entityRef: 'Component:ledger', name: 'auditedBy', value: 'Ana' },
  ]);
  expect(posted.status).toBe(200);
  expect(posted.body['items']).toMatchObject([
    { ref: REF, isChanged: true, isDeclared: true, note: null },
    { ref: REF, isDeclared: true },
  ]);
  expect(await fact('lastRestoreTestAt')).toMatchObject({
    ...{ state: 'known', value: '2026-03-01T00:00:00.000Z', source: 'backup-bot' },
    ...{ url: 'https://backup.example/42', observedAt: '2026-06-14T00:00:00.000Z' },
  });
  // What is read here rests on it too.
  expect(await fact('hasRestoreTest')).toMatchObject({ state: 'known', value: true });
  expect(await fact('auditedBy')).toMatchObject({ value: 'Ana', source: 'API' });
  time = new Date('2026-07-16T12:00:00Z');
  expect(await fact('lastRestoreTestAt')).toMatchObject({
    state: 'unknown',
    reason: expect.stringMatching(/no annotation|backup-bot posted ended/),
  });
  const taken = `/api/facts?ref=${REF}&name=auditedBy`;
  expect((await call('DELETE', taken)).body).toEqual({ isGone: true });
  expect((await call('DELETE', taken)).body).toEqual({ isGone: false });
  expect(await fact('auditedBy')).toMatchObject({ state: 'unknown' });
});

it('keeps a name that nobody declared, and says that no rule can ask for it', async () => {
  const { body } = await call('POST', '/api/facts', { ref: REF, name: 'hasRunbok', value: true });
  const [item] = body['items'] as Record<string, unknown>[];
  expect(item).toMatchObject({ isDeclared: false, isChanged: true });
  expect(item?.['note']).toMatch(/no rule can ask for it until.*did you mean `hasRunbook`/);
  const all = await call('GET', `/api/facts?ref=${REF}`);
  expect(all.body['posted']).toMatchObject([{ name: 'hasRunbok', isDeclared: false }]);
});

it('lets no older word replace a newer one', async () => {
  const said = { ref: REF, name: 'auditedBy', value: 'Ana', observedAt: '2026-06-15T10:00:00Z' };
  await call('POST', '/api/facts', said);
  const late = { ...said, value: 'Ben', observedAt: '2026-06-15T09:00:00Z' };
  const { body } = await call('POST', '/api/facts', late);
  expect(body['items']).toMatchObject([{ isChanged: false }]);
  expect(await fact('auditedBy')).toMatchObject({ value: 'Ana' });
});

const GOOD = { ref: REF, name: 'auditedBy', value: 'Ana' };
it.each<[object, number, RegExp]>([
  [{ ref: 'component:default/legder' }, 404, /no component:default\/legder\. The nearest is/],
  [{ name: 'hasTests', value: 'yes' }, 400, /`hasTests` takes true or false, and "yes" is none/],
  [{ name: 'openHighAlerts', value: 1.5 }, 400, /takes a whole number/],
  [{ name: 'lastDeployedAt', value: 'yesterday' }, 400, /takes a time such as/],
  [{ name: '__proto__' }, 400, /no name of a fact/],
  [{ expiresAt: '2026-01-01T00:00:00Z' }, 400, /over already/],
  [{ observedAt: '2026-06-16T12:00:00Z' }, 400, /lies ahead/],
  [{ entityRef: REF }, 400, /one of them/],
])('refuses %j, and keeps nothing of the list it stands in', async (wrong, status, why) => {
  const refused = await call('POST', '/api/facts', [
    { ...GOOD, name: 'hasOwner', value: true },
    { ...GOOD, ...wrong },
  ]);
  expect(refused.status).toBe(status);
  expect(JSON.stringify(refused.body).replaceAll('\\"', '"')).toMatch(why);
  expect((await call('GET', `/api/facts?ref=${REF}`)).body['posted']).toEqual([]);
});

it('says which facts there are, and asks for the right to write', async () => {
  const { body } = await call('GET', '/api/facts/schema');
  const items = body['items'] as Record<string, unknown>[];
  expect(items.find((one) => one['name'] === 'auditedBy')).toMatchObject({ isRead: false });
  expect(items.find((one) => one['name'] === 'hasReadme')).toMatchObject({
    ...{ type: 'bool', isRead: true, usableForDays: null },
  });
  expect(['POST', 'GET', 'DELETE'].map((method) => scopeOf(method, '/api/facts'))).toEqual([
    ...['write', 'read', 'write'],
  ]);
});
