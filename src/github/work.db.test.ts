import { afterEach, expect, it } from 'vitest';
import { deployments, pullRequests, repositoryWork, tags } from '../db/schema.ts';
import { createTestSync, services, type TestSync } from './test-sync.ts';

let test: TestSync | null = null;
afterEach(async () => {
  await test?.sync.close();
  await test?.db.close();
  test = null;
});

const at = (hour: number) => `2026-06-15T${String(hour).padStart(2, '0')}:00:00Z`;

/** `service-1`, …; the first has a merged pull request, a release and deployments of this morning. */
async function start(count = 3): Promise<TestSync> {
  const [first, ...rest] = services(count);
  if (!first) throw new Error('one at least');
  const made = await createTestSync({
    members: [{ login: 'ana' }],
    repositories: [
      {
        ...first,
        commits: [
          {
            at: at(8),
            author: 'ana',
            message: 'Add a column (#7)',
            paths: ['migrations/7.sql'],
            pull: {},
            tag: 'v1.1.0',
          },
          { at: at(6), author: 'ana', message: 'Start', paths: ['README.md'], tag: 'v1.0.0' },
        ],
        deployments: [
          { environment: 'prod', ref: 'v1.0.0', at: at(7), by: 'ana' },
          { environment: 'prod', ref: 'v1.1.0', at: at(9), by: 'ana', state: 'FAILURE' },
        ],
      },
      ...rest,
    ],
  });
  test = made;
  await made.sync.sync();
  return made;
}

it('reads what was merged, released and deployed, and calls nobody again until it is due', async () => {
  const { sync, db, pass } = await start();
  const report = await sync.changes();
  expect(report).toMatchObject({ calls: 1, isComplete: true, repositories: { read: 3 } });
  expect(await db.select().from(pullRequests)).toMatchObject([
    { number: 7, author: 'ana', state: 'merged', kind: 'migration', files: ['migrations/7.sql'] },
  ]);
  expect((await db.select().from(tags)).map(({ name }) => name).toSorted()).toEqual([
    'v1.0.0',
    'v1.1.0',
  ]);
  const states = (await db.select().from(deployments)).map(({ gitRef, state }) => [gitRef, state]);
  expect(states.toSorted()).toEqual([
    ['v1.0.0', 'active'],
    ['v1.1.0', 'failed'],
  ]);
  pass(1);
  expect(await sync.changes()).toMatchObject({ calls: 0 });
});

it('follows the webhook of a deployment with one call', async () => {
  const { sync, db, github } = await start();
  await sync.changes();
  github.webhooks.subscribe({
    url: 'http://localhost/github/webhooks',
    secret: 'a-shared-secret',
    deliver: (request) => sync.receiveWebhook(request),
  });
  await github.model.deploy('service-2', { environment: 'prod', creator: 'ana' });
  const before = github.calls.totals().calls;
  await sync.drainInbox();
  expect(github.calls.totals().calls - before).toBe(1);
  expect((await db.select().from(deployments)).length).toBe(3);
});

it('goes without what GitHub refuses, remembers that, and tells the lead once', async () => {
  const { sync, db, github, told, pass } = await start();
  const end = github.fail({ kind: 'forbidden', field: 'Repository.deployments' });
  const report = await sync.changes();
  expect(report.calls).toBe(2);
  expect(report.problems.map(({ code }) => code)).toEqual(['work.deployments']);
  expect(told.join()).toMatch(/may not read deployments of the repositories.*"Deployments"/);
  expect((await db.select().from(pullRequests)).length).toBe(1);
  expect(await db.select().from(repositoryWork)).toMatchObject(
    Array(3).fill({ refused: ['deployments'], error: null }),
  );
  end();
  pass(25 * 60);
  await sync.changes();
  expect((await db.select().from(deployments)).length).toBe(2);
  expect(told).toHaveLength(1);
});

it('keeps what it knew of a repository that cannot be read, and tries again later', async () => {
  const { sync, db, github, pass } = await start();
  await sync.changes();
  pass(25 * 60);
  const end = github.fail({ kind: 'partial', repositories: ['service-1'] });
  expect(await sync.changes()).toMatchObject({ isComplete: false, repositories: { failed: 1 } });
  expect((await db.select().from(deployments)).length).toBe(2);
  end();
  expect(await sync.changes()).toMatchObject({ calls: 0 });
  pass(30);
  expect(await sync.changes()).toMatchObject({ repositories: { read: 1 } });
  const rows = await db.select().from(repositoryWork);
  expect(rows.filter(({ error }) => error !== null)).toEqual([]);
});

it('stops at a limit of GitHub and goes on after it', async () => {
  const { sync, github, pass } = await start();
  const end = github.fail({ kind: 'primary-limit' });
  expect(await sync.changes()).toMatchObject({ isComplete: false, repositories: { read: 0 } });
  end();
  expect(await sync.changes()).toMatchObject({ calls: 0 });
  pass(61);
  expect(await sync.changes()).toMatchObject({ repositories: { read: 3 } });
});

it('asks for less where many repositories at once are too much', async () => {
  const { sync, db, github } = await start(30);
  github.fail({ kind: 'slow', above: 60 });
  await sync.changes();
  const rows = await db.select().from(repositoryWork);
  expect(rows.filter(({ readAt }) => readAt !== null)).toHaveLength(30);
});

it('finds what runs in an environment behind a flood of previews', async () => {
  const { sync, db, github } = await start(1);
  for (let number = 0; number < 50; number += 1)
    await github.model.deploy('service-1', { environment: `pr-${number}`, creator: 'ana' });
  await sync.changes();
  const found = await db.select().from(deployments);
  const prod = found.filter(({ environment }) => environment === 'prod');
  expect(prod.map(({ state }) => state).toSorted()).toEqual(['active', 'failed']);
});
