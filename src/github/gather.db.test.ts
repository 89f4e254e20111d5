import { afterEach, describe, expect, it } from 'vitest';
import { component, createTestSync, type TestSync } from './test-sync.ts';

let world: TestSync;
afterEach(() => world.db.close());

describe('descriptors away from the root', () => {
  it('are found in a monorepo', async () => {
    world = await createTestSync({
      repositories: [
        {
          name: 'monorepo',
          files: {
            'libs/money/catalog-info.yaml': component('money'),
            'libs/money/skeleton/catalog-info.yaml': component('not-this'),
          },
        },
      ],
    });
    await world.sync.sync();
    expect(await world.refs()).toEqual(['component:default/money']);
  });

  it('are found where Locations point, in this repository and in others', async () => {
    const location = (...targets: string[]) =>
      `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: all\nspec:\n  targets: ${JSON.stringify(targets)}\n`;
    world = await createTestSync({
      repositories: [
        { name: 'aaa', files: { 'deploy/prod/aaa.yaml': component('aaa') } },
        {
          name: 'index',
          files: {
            'catalog-info.yaml': location(
              './deep/*/all.yaml',
              'https://github.com/acme/zzz/blob/main/ops/zzz.yaml',
            ),
            'deep/er/all.yaml': location(
              './one.yaml',
              'https://github.com/acme/aaa/blob/main/deploy/prod/aaa.yaml',
            ).replace('name: all', 'name: more'),
            'deep/er/one.yaml': component('one'),
            'deep/er/two.yaml': component('two'),
          },
        },
        { name: 'zzz', files: { 'ops/zzz.yaml': component('zzz') } },
      ],
    });
    await world.sync.sync();
    expect(await world.refs()).toEqual([
      'component:default/aaa',
      'component:default/one',
      'component:default/zzz',
      'location:default/all',
      'location:default/more',
    ]);
    expect((await world.sync.sync()).repositories.read).toBe(0);
  });
});

describe('a list of files that GitHub cuts', () => {
  it('takes nothing away that was read before', async () => {
    world = await createTestSync({
      repositories: [
        {
          name: 'monorepo',
          files: {
            'libs/a/catalog-info.yaml': component('a'),
            'libs/b/catalog-info.yaml': component('b'),
          },
        },
      ],
    });
    await world.sync.sync();
    world.pass(1);
    await world.github.model.push('monorepo', { 'libs/a/catalog-info.yaml': component('aa') });
    const cutting = world.restart({
      fetch: async (input, init) => {
        const response = await world.github.fetch(input, init);
        if (!String(input).includes('/git/trees/')) return response;
        const body = (await response.json()) as { tree: { path: string }[] };
        const tree = body.tree.filter((entry) => !entry.path.startsWith('libs/b'));
        return Response.json({ ...body, tree, truncated: true });
      },
    });
    expect(await cutting.delta()).toMatchObject({ isComplete: true });
    expect(await world.refs()).toEqual(['component:default/aa', 'component:default/b']);
  });
});

it('a file too large to read leaves what was known, with the reason', async () => {
  world = await createTestSync({
    repositories: [{ name: 'ledger', files: { 'catalog-info.yaml': component('ledger') } }],
  });
  await world.sync.sync();
  world.pass(1);
  const large = '# far too much\n'.repeat(600_000);
  await world.github.model.push('ledger', { 'catalog-info.yaml': large });
  expect((await world.sync.delta()).repositories).toMatchObject({ read: 0, failed: 1 });
  expect(await world.refs()).toEqual(['component:default/ledger']);
  expect((await world.repository('ledger'))?.readError).toContain('too large to read');
});

it('a repository that loses its descriptor loses its entities', async () => {
  world = await createTestSync({
    repositories: [{ name: 'ledger', files: { 'catalog-info.yaml': component('ledger') } }],
  });
  await world.sync.sync();
  world.pass(1);
  await world.github.model.push('ledger', { 'catalog-info.yaml': null, 'README.md': 'Gone.\n' });
  await world.sync.delta();
  expect(await world.refs()).toEqual([]);
});
