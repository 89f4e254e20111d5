import { eq } from 'drizzle-orm';
import { afterEach, expect, it } from 'vitest';
import { blobs } from '../../db/schema.ts';
import { repositoryHealth } from '../../db/scorecard-tables.ts';
import { createTestSync, services, type TestSync } from '../test-sync.ts';

let test: TestSync | null = null;
afterEach(async () => {
  await test?.sync.close();
  await test?.db.close();
  test = null;
});

/** `service-1` is guarded and has its files in folders; `service-2` is not. */
async function start(count = 2): Promise<TestSync> {
  const [first, ...rest] = services(count);
  if (!first) throw new Error('one at least');
  test = await createTestSync({
    members: [{ login: 'ana' }],
    rulesets: [{ name: 'Reviewed', reviews: 1, except: ['service-2'] }],
    repositories: [
      {
        ...first,
        protection: { reviews: 2, codeOwners: true, checks: ['test'] },
        alerts: [
          { package: 'lodash', severity: 'CRITICAL' },
          { package: 'minimist', severity: 'LOW' },
        ],
        checks: 'FAILURE',
        secretScanning: false,
        pulls: [
          {
            ...{ number: 7, title: 'Old', author: 'ana', branch: 'old', paths: ['README.md'] },
            at: '2026-05-01T08:00:00Z',
          },
        ],
        files: {
          ...first.files,
          '.github/CODEOWNERS': '* @acme/nobody\n',
          'deploy/Dockerfile': 'FROM node:24-slim\n',
          'src/a/b/c/d/deep.ts': '',
          'src/pay.test.ts': '',
        },
        commits: [
          { at: '2026-06-10T08:00:00Z', author: 'ana', message: 'Start', tag: 'v1.0.0', paths: [] },
        ],
      },
      ...rest,
    ],
  });
  await test.sync.sync();
  return test;
}

async function rows({ db, repository }: TestSync) {
  const all = new Map<string, typeof repositoryHealth.$inferSelect>();
  for (const name of ['service-1', 'service-2']) {
    const id = (await repository(name))?.id ?? '';
    const [row] = await db
      .select()
      .from(repositoryHealth)
      .where(eq(repositoryHealth.repository, id));
    if (row) all.set(name, row);
  }
  return all;
}

it('reads settings, checks, alerts and files of many repositories with few calls, and none while nothing is due', async () => {
  const world = await start(30);
  const report = await world.sync.health();
  expect(report).toMatchObject({ isComplete: true, repositories: { read: 30 } });
  // One for all settings, two for their files, one for the texts; by REST the list for secret scanning and one whole tree.
  expect(report.calls + report.restCalls).toBeLessThanOrEqual(6);
  const found = await rows(world);
  expect(found.get('service-1')?.health).toMatchObject({
    protection: {
      isProtected: true,
      requiredReviews: 2,
      requiresCodeOwnerReview: true,
      requiredChecks: ['test'],
    },
    ci: { state: 'failure' },
    alerts: { critical: 1, high: 0, medium: 0, low: 1 },
    hasSecretScanning: false,
    pullRequests: { open: 1, oldestAt: '2026-05-01T08:00:00Z' },
    releases: { in90Days: 1 },
    deepFiles: { isWhole: true },
  });
  expect(found.get('service-1')?.health.codeownersErrors).toHaveLength(1);
  expect(Object.keys(found.get('service-1')?.health.deepFiles?.files ?? {}).toSorted()).toEqual([
    'deploy/Dockerfile',
    'src/pay.test.ts',
  ]);
  expect(found.get('service-2')?.health).toMatchObject({
    protection: { isProtected: false, requiredReviews: 0 },
    ci: { state: 'none' },
    hasSecretScanning: true,
  });
  const texts = await world.db.select().from(blobs);
  expect(texts.map(({ text }) => text)).toContain('FROM node:24-slim\n');
  world.pass(1);
  expect(await world.sync.health()).toMatchObject({ calls: 0, restCalls: 0 });
});

it('keeps what GitHub refuses to show as it was, goes on with the rest, and tells the lead once', async () => {
  const world = await start();
  await world.sync.health();
  const end = world.github.fail({ kind: 'forbidden', field: 'Repository.vulnerabilityAlerts' });
  world.pass(25 * 60);
  await world.github.model.setChecks('service-1', 'SUCCESS');
  await world.sync.health();
  world.pass(25 * 60);
  await world.sync.health();
  const row = (await rows(world)).get('service-1');
  expect(row?.health).toMatchObject({ alerts: { critical: 1 }, ci: { state: 'success' } });
  expect(row?.refused['alerts']).toMatch(/does not show it/);
  // It was asked for again after a day, refused again, and is left alone for some hours.
  expect(row?.refusedAt).toEqual(row?.readAt);
  expect(row?.error).toBeNull();
  expect(world.told).toHaveLength(1);
  expect(world.told.join()).toMatch(
    /may not read alerts on vulnerable.*2 repositories.*"Dependabot/,
  );
  end();
  world.pass(25 * 60);
  await world.sync.health();
  expect((await rows(world)).get('service-1')?.refused).toEqual({});
});

it('says of a branch that it is protected although the rules of administrators are hidden, and of no other', async () => {
  const world = await start();
  world.github.fail({ kind: 'forbidden', field: 'Ref.branchProtectionRule' });
  await world.sync.health();
  const found = await rows(world);
  expect(found.get('service-1')?.health.protection).toMatchObject({ requiredReviews: 2 });
  expect(found.get('service-2')?.health.protection).toBeNull();
  expect(found.get('service-2')?.refused['protection']).toMatch(/does not show it/);
});

it('keeps the last values of a repository that cannot be read, and tries again later', async () => {
  const world = await start();
  await world.sync.health();
  world.pass(25 * 60);
  const end = world.github.fail({ kind: 'partial', repositories: ['service-1'] });
  expect(await world.sync.health()).toMatchObject({ isComplete: false });
  const row = (await rows(world)).get('service-1');
  expect(row).toMatchObject({ attempts: 1, health: { protection: { requiredReviews: 2 } } });
  expect(row?.error).toMatch(/went wrong/);
  end();
  world.pass(30);
  await world.sync.health();
  expect((await rows(world)).get('service-1')?.error).toBeNull();
});

it('has the texts of a push as soon as its files, so that nothing is unknown in between', async () => {
  const world = await start();
  await world.sync.health();
  world.github.webhooks.subscribe({
    url: 'http://localhost/github/webhooks',
    secret: 'a-shared-secret',
    deliver: (request) => world.sync.receiveWebhook(request),
  });
  await world.github.model.push('service-2', { Dockerfile: 'FROM node:26-slim\n' });
  await world.sync.drainInbox();
  expect(Object.keys((await world.repository('service-2'))?.files ?? {})).toContain('Dockerfile');
  const texts = (await world.db.select().from(blobs)).map(({ text }) => text);
  expect(texts).toContain('FROM node:26-slim\n');
});

it('hears from webhooks what changed, and moves `changedAt` only then', async () => {
  const world = await start();
  await world.sync.health();
  const before = (await rows(world)).get('service-2')?.changedAt;
  world.pass(25 * 60);
  await world.sync.health();
  expect((await rows(world)).get('service-2')?.changedAt).toEqual(before);
  world.github.webhooks.subscribe({
    url: 'http://localhost/github/webhooks',
    secret: 'a-shared-secret',
    deliver: (request) => world.sync.receiveWebhook(request),
  });
  world.pass(1);
  await world.github.model.protect('service-2', { reviews: 1 });
  await world.sync.drainInbox();
  expect(await world.sync.health()).toMatchObject({ repositories: { read: 1 } });
  const after = (await rows(world)).get('service-2');
  expect(after?.health.protection?.isProtected).toBe(true);
  expect(after?.changedAt).not.toEqual(before);
});
