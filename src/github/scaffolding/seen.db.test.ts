import { afterEach, beforeEach, expect, it } from 'vitest';
import { createLog } from '../../log.ts';
import { component, createTestSync, services, type TestSync } from '../test-sync.ts';
import { createRepositoryHost } from './host.ts';
import { text } from './test-host.ts';

let world: TestSync;
beforeEach(async () => {
  world = await createTestSync({ repositories: services(2) });
  await world.sync.sync();
  world.github.webhooks.subscribe({
    url: 'http://callboard.test/github/webhooks',
    secret: 'a-shared-secret',
    deliver: (request) => world.sync.receiveWebhook(request),
  });
  world.pass(1);
});
afterEach(() => world.db.close());

it('a repository that a template made is in the catalog as soon as its webhooks were heard', async () => {
  const at = new Date('2026-06-15T12:00:00Z');
  const place = { owner: 'acme', repo: 'refunds' };
  const host = createRepositoryHost({
    organization: 'acme',
    auth: { token: 'ghp_test' },
    apiUrl: 'https://api.github.com',
    fetch: world.github.fetch,
    log: createLog('silent'),
    now: () => at,
    wait: async () => {},
  });
  await host.ensureRepository({
    ...place,
    mayExist: false,
    since: at,
    description: '',
    homepage: '',
    visibility: 'private',
    settings: {},
  });
  await world.sync.drainInbox();
  expect(await world.repository('refunds')).toMatchObject({ visibility: 'private' });
  await host.pushFiles({
    ...place,
    branch: 'trunk',
    files: new Map([['catalog-info.yaml', text(component('refunds'))]]),
    message: 'initial commit',
    author: { name: 'Scaffolder', email: 'scaffolder@example.com' },
    at,
  });
  await world.sync.drainInbox();
  expect(await world.refs()).toContain('component:default/refunds');
});
