import { OpenAPIHono } from '@hono/zod-openapi';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../../db/test-db.ts';
import { createLog } from '../../log.ts';
import { createStandardsDesk } from '../../scorecards/desk/create.ts';
import {
  ANA,
  BOOKS,
  LEDGER,
  openCompany,
  PLATFORM,
  RISK,
  ROB,
  START,
} from '../../scorecards/desk/test-company.ts';
import { createFixes } from '../../scorecards/fixes/create.ts';
import { scopeOf } from '../access.ts';
import { answerError, errorResponse } from '../errors.ts';
import { decisionRoutes } from './decisions.ts';

let db: Db;
let app: OpenAPIHono;
beforeEach(async () => {
  db = await openTestDb();
  const company = await openCompany(db);
  let ids = 0;
  const now = () => START;
  const parts = { db, ...company, now, newId: () => `id-${++ids}`, admins: [PLATFORM] };
  const standards = { ...company.standards, judge: async () => [] };
  app = new OpenAPIHono({
    defaultHook: (result, c) =>
      result.success ? undefined : errorResponse(c, 400, result.error.issues[0]?.message ?? ''),
  });
  app.onError((error, c) => answerError(error, c, createLog('silent')));
  decisionRoutes(app, {
    db,
    index: company.index,
    now,
    desk: createStandardsDesk({
      ...parts,
      proposeOwner: async () => ({ kind: 'proposed', correction: 'c1' }),
    }),
    fixes: createFixes({
      ...parts,
      standards,
      github: {
        propose: async () => ({
          kind: 'opened',
          number: 7,
          url: 'https://github.com/acme/books/pull/7',
        }),
        look: async () => ({ kind: 'later', reason: 'Not now.' }),
      },
      whyNot: '',
      render: async (input) => ({ value: input, problems: [] }),
      onMerged: async () => {},
    }),
  });
});
afterEach(() => db.close());

async function call(method: string, path: string, body?: object) {
  const response = await app.request(`/api/scorecards/${path}`, {
    method,
    ...(body && {
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    }),
  });
  const answer = (await response.json()) as { items?: object[]; error?: { message: string } };
  return { status: response.status, ...answer };
}

const CHECK = { ref: 'ledger', scorecard: 'ready', check: 'runbook' };

it('takes an exemption from the request to its end, with the rights of whoever is named', async () => {
  const asked = { ...CHECK, reason: 'Switched off in August', until: '2026-08-31' };
  expect(await call('POST', 'exemptions', { ...asked, by: ROB.ref })).toMatchObject({
    status: 403,
    error: { message: expect.stringContaining('That is for members of books.') },
  });
  expect(await call('POST', 'exemptions', { ...asked, until: 'someday' })).toMatchObject({
    status: 400,
  });
  expect(await call('POST', 'exemptions', { ...asked, by: 'user:default/nobody' })).toMatchObject({
    status: 400,
  });
  expect(await call('POST', 'exemptions', { ...asked, by: ANA.ref })).toMatchObject({
    status: 201,
    id: 'EX-1',
  });
  const yes = { isApproved: true };
  expect(await call('POST', 'exemptions/EX-1/decision', { ...yes, by: ANA.ref })).toMatchObject({
    status: 403,
  });
  expect(await call('POST', 'exemptions/EX-1/decision', yes)).toMatchObject({ status: 200 });
  const { items } = await call('GET', 'exemptions?ref=ledger&state=approved');
  expect(items).toEqual([
    expect.objectContaining({
      id: 'EX-1',
      ref: LEDGER,
      until: '2026-08-31T23:59:59.999Z',
      askedBy: ANA.ref,
      decidedBy: 'a caller of this machine',
    }),
  ]);
  expect(await call('DELETE', 'exemptions/EX-1?reason=Written')).toMatchObject({ status: 200 });
  expect(await call('DELETE', 'exemptions/EX-1')).toMatchObject({ status: 409 });
});

it('snoozes, transfers, settles and fixes', async () => {
  const quiet = { recipient: BOOKS, ref: 'ledger', until: '2026-06-30', by: ANA.ref };
  expect(await call('POST', 'snoozes', quiet)).toMatchObject({ status: 201 });
  const { items: snoozes } = await call('GET', `snoozes?recipient=${BOOKS}`);
  expect(snoozes).toEqual([expect.objectContaining({ ref: LEDGER, check: null })]);
  expect(await call('GET', `snoozes/preview?recipient=${BOOKS}`)).toMatchObject({ items: [] });
  const given = { ref: 'ledger', to: RISK, reason: 'Given away', by: ANA.ref };
  expect(await call('POST', 'transfers', given)).toMatchObject({ status: 201 });
  expect(await call('GET', `transfers?to=${RISK}&state=asked`)).toMatchObject({
    items: [{ ref: LEDGER, from: BOOKS }],
  });
  const said = { who: BOOKS, zone: 'Europe/Oslo', by: ANA.ref };
  expect(await call('PUT', 'settings', said)).toMatchObject({ status: 200 });
  expect(await call('GET', `settings?who=${BOOKS}`)).toMatchObject({
    zone: 'Europe/Oslo',
    muted: [],
  });
  expect(await call('GET', 'fixes/preview?ref=ledger&scorecard=ready&check=runbook')).toMatchObject(
    { path: 'docs/runbook.md', lines: ['+ # Runbook'] },
  );
  expect(await call('POST', 'fixes', { ...CHECK, by: ANA.ref })).toMatchObject({
    status: 201,
    state: 'opened',
    number: 7,
  });
  expect(await call('POST', 'fixes', { ...CHECK, check: 'slo' })).toMatchObject({ status: 409 });
});

it('needs the scope to write for whatever changes something', () => {
  for (const path of ['exemptions', 'exemptions/EX-1/decision', 'snoozes', 'transfers', 'fixes'])
    expect(scopeOf('POST', `/api/scorecards/${path}`)).toBe('write');
  expect(scopeOf('GET', '/api/scorecards/exemptions')).toBe('read');
});
