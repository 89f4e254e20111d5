import { OpenAPIHono } from '@hono/zod-openapi';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../catalog/search.ts';
import { applySnapshots } from '../catalog/sync.ts';
import { deployments } from '../db/schema.ts';
import { openTestDb } from '../db/test-db.ts';
import type { Ask } from '../questions/answer.ts';
import { createAsk } from '../questions/ask.ts';
import { deploymentsRoute } from './deployments.ts';
import { answerError, errorResponse } from './errors.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const LEDGER = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ledger }
spec: { type: service, lifecycle: production, owner: books }
`;

let db: Db;
let app: OpenAPIHono;
let ask: Ask;
beforeEach(async () => {
  db = await openTestDb();
  const now = () => NOW;
  const file = { location: 'file:/srv/l.yaml', path: 'l.yaml', text: LEDGER, commit: null };
  await applySnapshots(db, {
    snapshots: [{ source: 'folder:/srv', files: [file], derived: [] }],
    now,
  });
  const index = createCatalogIndex(db);
  app = new OpenAPIHono({
    defaultHook: (result, c) =>
      result.success ? undefined : errorResponse(c, 400, result.error.issues[0]?.message ?? ''),
  });
  app.onError((error, c) => answerError(error, c, pino({ level: 'silent' })));
  deploymentsRoute(app, { db, index, now });
  ask = createAsk({ db, index, now });
});
afterEach(() => db.close());

async function report(body: object): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await app.request('/api/deployments', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

const run = {
  id: 'run-1',
  ref: 'component:default/ledger',
  environment: 'prod',
  version: '9.3.0',
  by: 'kenji',
  at: '2026-06-15T11:00:00Z',
};
const whatRuns = async () =>
  (await ask({ text: 'what version of ledger is in prod', asker: null, thread: null })).text;

it('takes what a pipeline reports, and answers with it', async () => {
  expect(await whatRuns()).toMatch(/no changes or deployments were read.*POST \/api\/deployments/);
  expect(await report(run)).toEqual({
    status: 200,
    body: { id: 'api:API:run-1', isChanged: true },
  });
  expect(await whatRuns()).toBe('ledger: prod runs 9.3.0 since today at 11:00 UTC, by kenji.');
});

it('changes nothing when the same, or something older, is said again', async () => {
  await report(run);
  expect((await report({ ...run, at: '2026-06-15T10:00:00Z', state: 'failure' })).body).toEqual({
    id: 'api:API:run-1',
    isChanged: false,
  });
  await report(run);
  expect(await db.select().from(deployments)).toHaveLength(1);
  expect(await whatRuns()).toContain('prod runs 9.3.0');
});

it('follows a run from its start to its end, beside what runs', async () => {
  await report(run);
  const next = { ...run, id: 'run-2', version: '9.4.0', startedAt: '2026-06-15T11:30:00Z' };
  await report({ ...next, state: 'in_progress', at: '2026-06-15T11:30:00Z' });
  expect(await whatRuns()).toContain(
    'prod runs 9.3.0 since today at 11:00 UTC, by kenji; a newer try, 9.4.0, is under way',
  );
  await report({ ...next, state: 'failure', at: '2026-06-15T11:40:00Z' });
  expect(await whatRuns()).toContain('a newer try, 9.4.0, failed today at 11:40 UTC');
  await report({ ...next, at: '2026-06-15T11:50:00Z' });
  expect(await whatRuns()).toContain('prod runs 9.4.0 since today at 11:30 UTC');
  // What ran before does not come back because its successor was taken away.
  await report({ ...next, state: 'removed', at: '2026-06-15T11:55:00Z' });
  expect(await whatRuns()).not.toMatch(/prod runs 9/);
});

it.each([
  [{ ref: 'component:default/legder' }, 404, 'The nearest is component:default/ledger'],
  [{ ref: undefined }, 400, 'one of them'],
  [{ repository: 'acme/ledger' }, 400, 'one of them'],
  [{ ref: undefined, repository: 'acme/nowhere' }, 404, 'No repository acme/nowhere is read'],
  [{ commit: 'abc' }, 400, 'not the 40 hex digits'],
  [{ at: '2026-06-16T11:00:00Z' }, 400, 'lies ahead'],
  [{ environment: '  ' }, 400, ''],
])('refuses %j with %i and says why', async (wrong, status, why) => {
  const refused = await report({ ...run, ...wrong });
  expect(refused.status).toBe(status);
  expect(JSON.stringify(refused.body)).toContain(why);
  expect(await db.select().from(deployments)).toEqual([]);
});
