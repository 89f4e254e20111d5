import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../db/test-db.ts';
import { createLog } from '../log.ts';
import { dueDeliveries } from './inbox-store.ts';
import { receiveWebhook } from './webhooks.ts';

const secret = 'a-shared-secret';
const now = () => new Date('2026-06-15T12:00:00Z');
const push = JSON.stringify({
  ref: 'refs/heads/main',
  repository: { node_id: 'R_1', default_branch: 'main', full_name: 'acme/ledger' },
  commits: [{ message: 'Post entries twice', added: ['a.yaml'] }],
});

let db: Db;
beforeEach(async () => {
  db = await openTestDb();
});
afterEach(() => db.close());

const sign = (body: string, key = secret) =>
  `sha256=${createHmac('sha256', key).update(body).digest('hex')}`;

function deliver(
  body: string,
  headers: Record<string, string | null> = {},
  key: string | undefined = secret,
) {
  const all = {
    'x-github-event': 'push',
    'x-github-delivery': 'd1',
    'x-hub-signature-256': sign(body),
    ...headers,
  };
  const given = Object.entries(all).flatMap(([name, value]) =>
    value === null ? [] : [[name, value] as [string, string]],
  );
  const request = new Request('http://callboard/github/webhooks', {
    method: 'POST',
    body,
    headers: given,
  });
  return receiveWebhook({ secret: key, db, log: createLog('silent'), now }, request);
}

const due = () => dueDeliveries(db, now(), 10);

it('keeps a delivery before it answers, without what nobody uses', async () => {
  expect((await deliver(push)).status).toBe(202);
  expect(await due()).toMatchObject([
    {
      id: 'd1',
      event: 'push',
      attempts: 0,
      payload: { ref: 'refs/heads/main', repository: { node_id: 'R_1', default_branch: 'main' } },
    },
  ]);
});

it('takes a delivery that comes twice once', async () => {
  await deliver(push);
  const second = await deliver(push);
  expect([second.status, await second.json()]).toEqual([202, { status: 'known already' }]);
  expect(await due()).toHaveLength(1);
});

describe('a delivery is refused', () => {
  it.each([
    ['without a signature', { 'x-hub-signature-256': null }],
    ['with one made with another secret', { 'x-hub-signature-256': sign(push, 'another') }],
    ['with one of another body', { 'x-hub-signature-256': sign(`${push} `) }],
    ['with half of one', { 'x-hub-signature-256': sign(push).slice(0, 40) }],
    ['with an old SHA-1 one', { 'x-hub-signature-256': sign(push).replace('sha256=', 'sha1=') }],
  ])('%s, with advice', async (_case, headers) => {
    const response = await deliver(push, headers);
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({
      error: {
        name: 'AuthenticationError',
        message: expect.stringContaining('GITHUB_WEBHOOK_SECRET'),
      },
    });
    expect(await due()).toEqual([]);
  });

  it('when its body is larger than GitHub ever sends', async () => {
    const large = 'x'.repeat(25 * 1024 * 1024 + 1);
    expect((await deliver(large)).status).toBe(413);
    expect((await deliver(large, { 'content-length': '10' })).status).toBe(413);
  });

  it.each([
    ['no JSON', 'not json', {}],
    ['no delivery id', push, { 'x-github-delivery': null }],
  ])('when it has %s', async (_case, body, headers) => {
    expect((await deliver(body, headers)).status).toBe(400);
  });

  it('while no secret is set, saying which', async () => {
    const response = await deliver(push, {}, '');
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('GITHUB_WEBHOOK_SECRET');
  });
});

it('answers a ping and events about nothing we keep, and keeps them not', async () => {
  const issue = JSON.stringify({ action: 'opened', repository: { node_id: 'R_1' } });
  expect(
    (
      await deliver('{"zen":"Keep it simple."}', {
        'x-github-event': 'ping',
        'x-hub-signature-256': sign('{"zen":"Keep it simple."}'),
      })
    ).status,
  ).toBe(202);
  expect(
    (await deliver(issue, { 'x-github-event': 'issues', 'x-hub-signature-256': sign(issue) }))
      .status,
  ).toBe(202);
  expect(await due()).toEqual([]);
});
