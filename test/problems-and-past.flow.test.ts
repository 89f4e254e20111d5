import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MARLIN_PAY, type World } from '../src/demo/world.ts';
import { askInThread, shownText, testWorld } from './world.ts';

const LENA = 'U02LENA';
const DAY = 24 * 3_600_000;
const AUDIT = '/api/catalog/entities/by-name/component/default/audit-log';

let world: World;
beforeAll(async () => {
  world = await testWorld();
  world.clock.advance(2 * DAY);
  const file = join(MARLIN_PAY, 'repositories', 'audit-log', 'catalog-info.yaml');
  const text = readFileSync(file, 'utf8').replace(/owner: .*/, 'owner: group:default/identity');
  await world.github.model.push('audit-log', { 'catalog-info.yaml': text });
  await world.github.webhooks.settled();
  await world.app.github?.drainInbox();
  world.clock.advance(DAY);
});
afterAll(() => world[Symbol.asyncDispose]());

async function get(path: string) {
  const response = await world.request(path);
  // biome-ignore lint/suspicious/noExplicitAny: the answer of any route.
  return { status: response.status, body: (await response.json()) as any };
}

describe('the past, after a push that changed an owner', () => {
  it('is answered in Slack with the commit that says so', async () => {
    const today = await askInThread(world, LENA, 'who owned audit-log yesterday');
    expect(today.text).toContain('Identity');
    const before = await askInThread(world, LENA, 'who owned audit-log on 16 June');
    expect(before.text).toContain('Platform Engineering');
    const changed = await askInThread(world, LENA, 'what changed in the catalog this week');
    expect(changed.text).toContain('owner from Platform Engineering to Identity');
    expect(shownText(changed)).toMatch(/https:\/\/github\.com\/marlinpay\/audit-log\/commit\//);
  });

  it('is answered over HTTP, page by page', async () => {
    const { body } = await get(`${AUDIT}/history?limit=1`);
    expect(body.items).toMatchObject([
      {
        kind: 'changed',
        ref: 'component:default/audit-log',
        commitUrl: expect.stringContaining('/commit/'),
        changes: [{ path: 'spec.owner', after: 'group:default/identity' }],
      },
    ]);
    const next = await get(`${AUDIT}/history?before=${body.nextBefore}`);
    expect(next.body).toMatchObject({ items: [{ kind: 'added' }], nextBefore: null });
    const changes = await get('/api/catalog/changes?since=2026-06-16');
    expect(changes.body).toMatchObject({
      totalItems: 1,
      items: [{ ref: 'component:default/audit-log' }],
      nextCursor: null,
    });
  });

  it('refuses what nobody can mean', async () => {
    expect((await get(`${AUDIT}-never/history`)).status).toBe(404);
    expect((await get('/api/catalog/changes?since=tuesday')).status).toBe(400);
    expect((await get('/api/catalog/changes?cursor=none')).status).toBe(400);
    expect((await get('/api/catalog/changes?sinc=2026-06-16')).status).toBe(400);
  });
});

describe('problems', () => {
  it('reach the team that asks, with a link to the line', async () => {
    const answer = await askInThread(world, LENA, 'duplicates in the catalog');
    expect(answer.text).toContain('component:default/clickstream-collector');
    expect(shownText(answer)).toMatch(/sandbox-playground\/blob\/main\/[^|]*#L\d+/);
    const own = await askInThread(world, LENA, "what's wrong with my descriptors");
    expect(own.text).toMatch(/in what .* looks? after/);
    const orphans = await askInThread(world, LENA, 'any orphans');
    expect(orphans.text).toContain('legacy-billing');
    expect(orphans.text).toContain('support-tools');
  });

  it('are listed over HTTP by kind, owner, entity and place', async () => {
    const orphaned = await get('/api/catalog/problems?owner=support-tools');
    expect(orphaned.body.map(({ ref }: { ref: string }) => ref)).toEqual([
      'component:default/backoffice-scripts',
      'component:default/legacy-billing',
    ]);
    expect(orphaned.body[0]).toMatchObject({ kind: 'no-owner', line: expect.any(Number) });
    const { body } = await get('/api/catalog/problems?kind=invalid');
    expect(body).toMatchObject([{ ref: 'component:default/playground-echo' }]);
    const there = await get(
      `/api/catalog/problems?location=${encodeURIComponent(body[0].location)}`,
    );
    expect(there.body.length).toBeGreaterThanOrEqual(1);
    const one = await get(
      '/api/catalog/entities/by-name/component/default/playground-echo/problems',
    );
    expect(one).toMatchObject({ status: 200, body: [{ kind: 'invalid' }] });
    expect((await get(`${AUDIT}/problems`)).body).toEqual([]);
  });

  it('come in pages over HTTP', async () => {
    const all = (await get('/api/catalog/problems')).body;
    const page = await world.request('/api/catalog/problems?limit=2&offset=1');
    expect(page.headers.get('x-total-count')).toBe(String(all.length));
    expect(await page.json()).toEqual(all.slice(1, 3));
  });

  it('refuses filters that nobody can mean', async () => {
    expect((await get('/api/catalog/problems?kind=nope')).status).toBe(400);
    expect((await get('/api/catalog/problems?ref=ledger')).status).toBe(400);
    expect((await get('/api/catalog/problems?onwer=a')).status).toBe(400);
    expect((await get(`${AUDIT}-never/problems`)).status).toBe(404);
  });

  it('say when an entity will go whose repository is gone', async () => {
    await world.github.model.deleteRepository('feature-flags');
    await world.app.github?.sweep();
    const answer = await askInThread(world, LENA, 'what is feature-flags');
    expect(shownText(answer)).toContain('is not found any more since');
    const { body } = await get(
      '/api/catalog/problems?kind=orphan&ref=component:default/feature-flags',
    );
    expect(body).toMatchObject([
      {
        ref: 'component:default/feature-flags',
        message: expect.stringContaining('leaves the catalog with the first full sync after'),
      },
    ]);
    world.clock.advance(3_600_000);
    await world.app.github?.sweep();
    const gone = await askInThread(world, LENA, 'why is feature-flags gone');
    expect(gone.text).toContain('because its repository or folder is gone');
  });
});

it('sends nothing that Slack would refuse', () => {
  expect(world.slack.journal().flatMap((exchange) => exchange.problems)).toEqual([]);
});
