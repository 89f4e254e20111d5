import { afterEach, beforeEach, expect, it } from 'vitest';
import { component, createTestSync, type TestSync } from './test-sync.ts';

const LOCATION = 'url:https://github.com/acme/ledger/blob/main/catalog-info.yaml';
const NOW = new Date('2026-06-15T12:00:00Z');

let test: TestSync;
beforeEach(async () => {
  test = await createTestSync({
    repositories: [
      {
        name: 'ledger',
        commits: [
          {
            at: '2026-03-03T09:00:00Z',
            author: 'ana',
            message: 'Hand over',
            paths: ['catalog-info.yaml'],
            before: { 'catalog-info.yaml': { 'owner: money': 'owner: risk' } },
          },
          { at: '2024-01-01T09:00:00Z', author: 'ana', message: 'Begin' },
        ],
        files: { 'catalog-info.yaml': component('ledger', 'money') },
      },
    ],
  });
});
afterEach(() => test.db.close());

const past = (location = LOCATION, until = NOW) => test.sync.platform.readPast(location, until);
const owners = async (until?: Date) => {
  const read = await past(LOCATION, until);
  if (read.kind === 'unread') throw new Error(`unread: ${read.reason}`);
  return read.versions.map(({ text }) => /owner: (\w+)/.exec(text ?? '')?.[1] ?? null);
};

it('reads what a file said up to a time with one query, oldest first', async () => {
  expect(await past()).toMatchObject({
    kind: 'read',
    isCut: false,
    versions: [
      { at: new Date('2024-01-01T09:00:00Z'), commit: expect.stringMatching(/^[0-9a-f]{40}$/) },
      { at: new Date('2026-03-03T09:00:00Z') },
    ],
  });
  expect(test.github.calls.list()).toMatchObject([{ name: 'FileHistory', points: 1 }]);
  expect(await owners()).toEqual(['risk', 'money']);
  expect(await owners(new Date('2026-03-01T00:00:00.500Z'))).toEqual(['risk']);
  expect(await owners(new Date('2023-01-01T00:00:00Z'))).toEqual([]);
});

it('tells a file that was deleted from one that could not be read', async () => {
  await test.github.model.push('ledger', { 'catalog-info.yaml': null });
  expect(await owners()).toEqual(['risk', 'money', null]);
  test.github.fail({ kind: 'forbidden', field: 'Commit.file', times: 1 });
  expect(await past()).toMatchObject({ kind: 'unread', reason: expect.any(String) });
});

it('says that there is more than it read', async () => {
  for (let at = 0; at < 10; at += 1)
    await test.github.model.push('ledger', { 'catalog-info.yaml': component('ledger', `t${at}`) });
  const read = await past();
  expect(read).toMatchObject({ kind: 'read', isCut: true });
  expect(await owners()).toEqual(Array.from({ length: 10 }, (_, at) => `t${at}`));
});

it.each([
  ['unauthorized', 'does not accept the credentials'],
  ['bad-gateway', 'GitHub answered 502'],
  ['broken-connection', 'could not be reached'],
  ['primary-limit', 'rate limit of GitHub is used up'],
] as const)('gives the reason when GitHub fails (%s)', async (kind, reason) => {
  test.github.fail({ kind });
  expect(await past()).toEqual({ kind: 'unread', reason: expect.stringContaining(reason) });
});

it.each([
  'file:/srv/catalog/ledger.yaml',
  'url:https://gitlab.com/acme/ledger/blob/main/catalog-info.yaml',
  'url:https://github.com/acme',
])('asks nothing about %s', async (location) => {
  expect(await past(location)).toEqual({ kind: 'unread', reason: null });
  expect(test.github.calls.list()).toEqual([]);
});

it('says that a branch is not there', async () => {
  expect(await past(LOCATION.replace('main', 'gone'))).toMatchObject({
    reason: expect.stringContaining('no branch gone of acme/ledger'),
  });
});
