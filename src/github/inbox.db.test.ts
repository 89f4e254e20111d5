import { afterEach, beforeEach, expect, it } from 'vitest';
import { webhookInbox } from '../db/schema.ts';
import { component, createTestSync, services, type TestSync } from './test-sync.ts';

let world: TestSync;
beforeEach(async () => {
  world = await createTestSync({
    members: [{ login: 'ana-d' }],
    teams: [{ slug: 'payments', name: 'Payments' }],
    repositories: services(4),
  });
  await world.sync.sync();
  world.github.webhooks.subscribe({
    url: 'http://callboard.test/github/webhooks',
    secret: 'a-shared-secret',
    deliver: (request) => world.sync.receiveWebhook(request),
  });
  world.pass(1);
});
afterEach(() => world.db.close());

it('a push is in the catalog after one read, however many deliveries told of it', async () => {
  for (const name of ['one', 'two', 'three'])
    await world.github.model.push('service-1', { 'catalog-info.yaml': component(name) });
  world.github.calls.reset();
  expect(await world.sync.drainInbox()).toEqual({ done: 3, retried: 0, givenUp: 0, read: 1 });
  expect(world.github.calls.totals().byName).toEqual({ Trees: 1, Blobs: 1, Committers: 1 });
  expect(await world.refs()).toContain('component:default/three');
  expect(await world.refs()).not.toContain('component:default/one');
  expect(await world.sync.drainInbox()).toEqual({ done: 0, retried: 0, givenUp: 0, read: 0 });
});

it('a new, renamed, archived or private repository is read at once', async () => {
  await world.github.model.createRepository({
    name: 'new',
    files: { 'catalog-info.yaml': component('new') },
  });
  await world.github.model.rename('service-2', 'second');
  await world.github.model.archive('service-3');
  await world.github.model.setVisibility('service-4', 'public');
  await world.sync.drainInbox();
  expect(await world.refs()).toContain('component:default/new');
  expect(await world.repository('second')).toMatchObject({ readError: null });
  expect(await world.repository('service-3')).toMatchObject({ isArchived: true });
  expect(await world.repository('service-4')).toMatchObject({ visibility: 'public' });
});

it('a deleted repository stays until a sweep has seen it gone', async () => {
  await world.github.model.deleteRepository('service-1');
  await world.sync.drainInbox();
  expect(await world.repository('service-1')).toMatchObject({ missingSince: expect.any(Date) });
  expect(await world.refs()).toContain('component:default/service-1');
  world.pass(60);
  await world.sync.sweep();
  expect(await world.refs()).not.toContain('component:default/service-1');
});

it('a repository taken from the App stays, and comes back whole', async () => {
  await world.github.model.removeFromInstallation(['service-1']);
  await world.sync.drainInbox();
  for (let hour = 0; hour < 4; hour += 1) {
    world.pass(60);
    expect((await world.sync.sweep()).repositories.removed).toBe(0);
  }
  expect(await world.refs()).toContain('component:default/service-1');
  expect((await world.repository('service-1'))?.readError).toContain('access lost');
  expect(world.told).toEqual([expect.stringContaining('taken from the GitHub App')]);
  world.github.model.limitAccess(null);
  await world.sync.sweep();
  expect(await world.repository('service-1')).toMatchObject({ readError: null });
});

it('a team that gets a member is read again', async () => {
  await world.github.model.joinTeam('payments', 'ana-d');
  await world.github.model.createTeam({ slug: 'risk', name: 'Risk' });
  world.github.calls.reset();
  await world.sync.drainInbox();
  expect(world.github.calls.totals().byName).toEqual({ Teams: 1, Members: 1, TeamGrants: 1 });
  expect(await world.refs()).toContain('group:default/risk');
});

it('what fails is tried again later, less and less often, and kept with its reason in the end', async () => {
  world.github.fail({ kind: 'bad-gateway', match: 'Trees' });
  await world.github.model.push('service-1', { 'catalog-info.yaml': component('one') });
  expect(await world.sync.drainInbox()).toMatchObject({ done: 0, retried: 1 });
  expect(await world.sync.drainInbox()).toMatchObject({ retried: 0 });
  for (let attempt = 2; attempt < 8; attempt += 1) {
    world.pass(60);
    expect(await world.sync.drainInbox()).toMatchObject({ retried: 1 });
  }
  world.pass(60);
  expect(await world.sync.drainInbox()).toMatchObject({ givenUp: 1 });
  expect(await world.db.select().from(webhookInbox)).toMatchObject([
    { attempts: 8, error: 'GitHub answered 502', doneAt: expect.any(Date) },
  ]);
  expect((await world.sync.status()).inbox).toEqual({ waiting: 0, givenUp: 1 });
  world.github.heal();
  await world.sync.sweep();
  expect(await world.refs()).toContain('component:default/one');
});

it('a used-up limit costs a delivery none of its attempts', async () => {
  world.github.fail({ kind: 'primary-limit', times: 1 });
  await world.github.model.push('service-1', { 'catalog-info.yaml': component('one') });
  await world.sync.drainInbox();
  expect(await world.db.select().from(webhookInbox)).toMatchObject([{ attempts: 0, doneAt: null }]);
  world.pass(61);
  expect(await world.sync.drainInbox()).toMatchObject({ done: 1 });
});
