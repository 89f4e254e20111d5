import { afterEach, describe, expect, it } from 'vitest';
import { problems } from '../catalog/problems.ts';
import { entityByRef } from '../catalog/store.ts';
import { component, createTestSync, type TestSync } from './test-sync.ts';

const location = (...targets: string[]) =>
  `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata:\n  name: all\nspec:\n  targets: ${JSON.stringify(targets)}\n`;
const api = (definition: string) =>
  `apiVersion: backstage.io/v1alpha1\nkind: API\nmetadata:\n  name: pay\nspec:\n  type: openapi\n  lifecycle: production\n  owner: payments\n  definition: ${definition}\n`;

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

/** What the catalog tells, as `path: message`. */
async function told(): Promise<string[]> {
  const all = await problems(world.db);
  const own = all.filter(({ kind }) => kind === 'invalid' || kind === 'warning');
  return own.map(
    ({ location, line, message }) => `${location.split('/').at(-1)}:${line} ${message}`,
  );
}

async function specOf(ref: string) {
  return (await entityByRef(world.db, ref))?.entity.spec;
}

async function push(name: string, files: Record<string, string | null>) {
  world.pass(1);
  await world.github.model.push(name, files);
  return world.sync.delta();
}

describe('what placeholders name', () => {
  it('is put in, and read anew when only that file changes', async () => {
    world = await createTestSync({
      repositories: [
        {
          name: 'pay',
          files: {
            'catalog-info.yaml': api('{ $text: ./api/v1/openapi.yaml }'),
            'api/v1/openapi.yaml': 'openapi: 3.0.0\n',
          },
        },
      ],
    });
    await world.sync.sync();
    expect(await specOf('api:default/pay')).toMatchObject({ definition: 'openapi: 3.0.0\n' });
    const pushed = await push('pay', { 'api/v1/openapi.yaml': 'openapi: 3.1.0\n' });
    expect(pushed.repositories.read).toBe(1);
    expect(await specOf('api:default/pay')).toMatchObject({ definition: 'openapi: 3.1.0\n' });
    expect((await world.sync.delta()).repositories.read).toBe(0);
  });

  it('is missed with line and column, and the last good content stays', async () => {
    world = await createTestSync({
      repositories: [
        {
          name: 'pay',
          files: { 'catalog-info.yaml': api('{ $text: ./a.txt }'), 'a.txt': 'first' },
        },
      ],
    });
    await world.sync.sync();
    await push('pay', { 'a.txt': null });
    expect(await specOf('api:default/pay')).toMatchObject({ definition: 'first' });
    expect(await told()).toEqual([
      'catalog-info.yaml:9 `$text: ./a.txt` cannot be read: there is no file a.txt in acme/pay.',
    ]);
    await push('pay', { 'a.txt': 'second' });
    expect(await specOf('api:default/pay')).toMatchObject({ definition: 'second' });
    expect(await told()).toEqual([]);
  });

  it.each([
    ['$text: https://github.com/acme/other/blob/main/a.txt', 'it is not a file of acme/pay'],
    ['$text: ../a.txt', 'it leads out of the tree'],
    ['$text: ./large.txt', 'it has 5 MB; files are read up to 4 MB'],
    ['$json: ./a.txt', 'it is not JSON'],
    ['$yaml: ./two.yaml', 'it holds 2 YAML documents'],
  ])('is refused for %s', async (placeholder, why) => {
    world = await createTestSync({
      repositories: [
        {
          name: 'pay',
          files: {
            'catalog-info.yaml': api(`{ ${placeholder} }`),
            'a.txt': 'not json',
            'two.yaml': 'a: 1\n---\nb: 2\n',
            'large.txt': 'x'.repeat(5 * 1024 * 1024),
          },
        },
      ],
    });
    expect((await world.sync.sync()).repositories).toMatchObject({ read: 1, failed: 0 });
    expect((await told())[0]).toContain(why);
  });
});

describe('a file that a Location points to', () => {
  const index = (text: string) => ({ name: 'index', files: { 'catalog-info.yaml': text } });
  const there = 'https://github.com/acme/ops/blob/main/deep/thing.yml';

  it('stays as it was when it goes, until nobody asks for it', async () => {
    world = await createTestSync({
      repositories: [
        index(location(there)),
        { name: 'ops', files: { 'deep/thing.yml': component('thing') } },
      ],
    });
    await world.sync.sync();
    expect(await world.refs()).toContain('component:default/thing');
    expect(await told()).toEqual([]);
    await push('ops', { 'deep/thing.yml': null, 'a.md': '' });
    expect(await world.refs()).toContain('component:default/thing');
    expect(await told()).toEqual([
      `catalog-info.yaml:6 \`${there}\` cannot be read: there is no file deep/thing.yml in acme/ops. What it said before stays; \`presence: optional\` lets it go.`,
      'thing.yml:1 A Location points to this file, and there is no deep/thing.yml in acme/ops. What it said before stays.',
    ]);
    await push('index', { 'catalog-info.yaml': location('./none/*.yaml') });
    expect(await world.refs()).toEqual(['location:default/all']);
    expect((await world.sync.delta()).repositories.read).toBe(0);
  });

  it('goes with its file where it is optional', async () => {
    const optional = `${location(there, './a.yaml')}  presence: optional\n`;
    world = await createTestSync({
      repositories: [
        index(optional),
        { name: 'ops', files: { 'deep/thing.yml': component('thing') } },
      ],
    });
    await world.sync.sync();
    await push('ops', { 'deep/thing.yml': null, 'a.md': '' });
    expect(await world.refs()).toEqual(['location:default/all']);
    expect(await told()).toEqual([]);
  });

  it('is found once it is there, and stays while the Location is broken', async () => {
    world = await createTestSync({
      repositories: [index(location(there, './mine.txt')), { name: 'ops', files: { 'a.md': '' } }],
    });
    await world.sync.sync();
    expect(await told()).toHaveLength(2);
    await push('ops', { 'deep/thing.yml': component('thing') });
    await push('index', { 'mine.txt': component('mine') });
    expect(await told()).toEqual([]);
    const all = ['component:default/mine', 'component:default/thing', 'location:default/all'];
    expect(await world.refs()).toEqual(all);
    await push('index', { 'catalog-info.yaml': `${location(there)}  x: [` });
    await push('ops', { 'b.md': '' });
    expect(await world.refs()).toEqual(all);
    await push('index', { 'catalog-info.yaml': location(there) });
    expect(await world.refs()).toEqual(all.slice(1));
  });

  it('is named with what keeps it from being read', async () => {
    world = await createTestSync({
      repositories: [
        index(
          location(
            'https://github.com/acme/index/blob/dev/a.yaml',
            'https://github.com/else/where/blob/main/a.yaml',
            'https://acme.example/a.yaml',
            '/etc/../../passwd',
            'javascript:alert(1)',
          ),
        ),
      ],
    });
    await world.sync.sync();
    expect((await told()).map((message) => message.replace(/.*cannot be read: /, ''))).toEqual([
      'it names another branch than `main`, the one that is read of acme/index.',
      'else/where is not among the repositories of acme that are read.',
      'it is not the address of a file on GitHub, e.g. https://github.com/owner/repository/blob/main/catalog-info.yaml.',
      'it leads out of the tree that it is written in.',
      'it is neither a path nor an address that begins with https://.',
    ]);
  });
});

describe('kinds that the settings allow', () => {
  it('are read again when the settings change, though no file did', async () => {
    const cluster =
      'apiVersion: acme.com/v1\nkind: Cluster\nmetadata:\n  name: eu\nspec:\n  owner: ops\n';
    world = await createTestSync({
      repositories: [{ name: 'infra', files: { 'catalog-info.yaml': cluster } }],
    });
    await world.sync.sync();
    expect(await world.refs()).toEqual([]);
    expect((await told())[0]).toContain('write `catalog: { kinds: [acme.com/v1/Cluster] }`');
    const allowing = world.restart({ kinds: new Set(['acme.com/v1/Cluster']) });
    await allowing.delta();
    expect(await world.refs()).toEqual(['cluster:default/eu']);
    expect((await allowing.delta()).repositories.read).toBe(0);
    await world.restart().delta();
    expect(await told()).toHaveLength(1);
  });
});
