import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allLocations, locationByTarget } from '../catalog/location-store.ts';
import { uidOf } from '../catalog/normalize.ts';
import { locationOfEntity } from '../catalog/origin.ts';
import { createRegistry, type Registry } from '../catalog/registry.ts';
import { removalOf } from '../catalog/store.ts';
import { locations } from '../db/schema.ts';
import { component, createTestSync, type TestSync } from './test-sync.ts';

const HERE = 'https://github.com/acme/shop/blob/main/more/cart.yaml';
const THERE = 'https://github.com/partner/tools/blob/main/catalog-info.yaml';
const by = { by: 'tests', onConflict: 'reject' } as const;

let world: TestSync;
let registry: Registry;
beforeEach(async () => {
  world = await createTestSync({
    repositories: [
      {
        name: 'shop',
        files: {
          'catalog-info.yaml': component('shop'),
          'more/cart.yaml': component('cart'),
          'more/till.yaml': component('till'),
        },
      },
      {
        name: 'tools',
        visibility: 'public',
        files: {
          'catalog-info.yaml': `${component('hammer')}---\n${pointingTo('./drills/*.yaml')}`,
          'drills/drill.yaml': component('drill'),
          'drills/README.md': '# Drills',
          'bad.yaml': 'kind: Component\nmetadata: { name: a b }\n',
        },
      },
    ],
  });
  // Another organisation on the same GitHub.
  await world.github.model.transfer('tools', 'partner');
  await world.sync.sync();
  registry = registryOf(world);
});
afterEach(() => world.db.close());

function registryOf({ db, sync }: TestSync): Registry {
  return createRegistry({ db, now: () => new Date(), platform: sync.platform });
}

function pointingTo(target: string): string {
  const spec = JSON.stringify({ targets: [target] });
  return `apiVersion: backstage.io/v1alpha1\nkind: Location\nmetadata: { name: more }\nspec: ${spec}\n`;
}

const url = (target: string) => ({ type: 'url', target });
async function register(target: string): Promise<string> {
  const registered = await registry.register(url(target), by);
  expect(registered.kind).toBe('registered');
  return registered.location.id;
}
async function reasonOf(target: string): Promise<string | null | undefined> {
  return (await locationByTarget(world.db, url(target)))?.readError;
}
const withoutLocations = async () =>
  (await world.refs()).filter((ref) => !ref.startsWith('location:default/generated-'));

describe('a registered file of a repository that is read anyway', () => {
  it('is read at once, follows pushes, and goes with its location', async () => {
    const id = await register(HERE);
    expect(await world.refs()).toEqual([
      'component:default/cart',
      'component:default/shop',
      `location:default/generated-${id}`,
    ]);
    expect(await reasonOf(HERE)).toBeNull();

    await world.github.model.push('shop', { 'more/cart.yaml': component('basket') });
    await world.sync.delta();
    expect(await withoutLocations()).toEqual([
      'component:default/basket',
      'component:default/shop',
    ]);

    await registry.remove(id);
    expect(await world.refs()).toEqual(['component:default/shop']);
  });

  it('may be many, by a glob', async () => {
    await register('https://github.com/acme/shop/blob/HEAD/more/*.yaml');
    expect(await withoutLocations()).toEqual([
      'component:default/cart',
      'component:default/shop',
      'component:default/till',
    ]);
    expect(await locationOfEntity(world.db, 'component:default/till')).toMatchObject({
      kind: 'found',
    });
  });

  it('keeps what something else states too when its location goes', async () => {
    const id = await register('https://github.com/acme/shop/blob/main/catalog-info.yaml');
    await registry.remove(id);
    expect(await world.refs()).toEqual(['component:default/shop']);
  });

  it('says what is not there, and is read as soon as it is', async () => {
    const target = HERE.replace('cart', 'later');
    await register(target);
    expect(await reasonOf(target)).toBe('There is no file more/later.yaml in acme/shop.');
    await world.github.model.push('shop', { 'more/later.yaml': component('later') });
    await world.sync.delta();
    expect(await withoutLocations()).toContain('component:default/later');
    await registry.settle();
    expect(await reasonOf(target)).toBeNull();
  });

  it('points elsewhere when it is moved, under the same name', async () => {
    const id = await register(HERE);
    const moved = await registry.move(id, url(HERE.replace('cart', 'till')));
    expect(moved).toMatchObject({ kind: 'moved', location: { id } });
    expect(await world.refs()).toEqual([
      'component:default/shop',
      'component:default/till',
      `location:default/generated-${id}`,
    ]);
    // Who wants the old target again gets told where it went.
    expect(await registry.register(url(HERE), by)).toMatchObject({
      kind: 'taken',
      location: { id, target: HERE.replace('cart', 'till') },
    });
  });
});

describe('a registered file of another owner or branch', () => {
  it('is read by itself with what its Locations point to, and again on the hour', async () => {
    const id = await register(THERE);
    const found = ['component:default/drill', 'component:default/hammer', 'component:default/shop'];
    expect(await withoutLocations()).toEqual([...found, 'location:default/more']);
    expect(await locationOfEntity(world.db, 'component:default/drill')).toMatchObject({
      location: { id },
    });
    await world.github.model.push('tools', { 'drills/drill.yaml': component('screwdriver') });
    await registry.settle();
    expect(await withoutLocations()).toContain('component:default/screwdriver');
    expect(await withoutLocations()).not.toContain('component:default/drill');
    await registry.remove(id);
    expect(await world.refs()).toEqual(['component:default/shop']);
    const { because } = (await removalOf(world.db, 'component:default/hammer')) ?? {};
    expect(because).toBe('the location that brought it was deleted');
  });

  it('is read on the branch that it names', async () => {
    const files = { 'more/cart.yaml': component('next-cart') };
    await world.github.model.push('shop', files, { branch: 'next' });
    await register(HERE.replace('main', 'next'));
    expect(await withoutLocations()).toEqual([
      'component:default/next-cart',
      'component:default/shop',
    ]);
  });

  it('stays as it was when it cannot be read any more, with the reason', async () => {
    await register(THERE);
    const heal = world.github.fail({ kind: 'bad-gateway' });
    await registry.settle();
    expect(await reasonOf(THERE)).toMatch(/502/);
    expect(await withoutLocations()).toContain('component:default/hammer');
    heal();
    await registry.settle();
    expect(await reasonOf(THERE)).toBeNull();
    await world.github.model.push('tools', { 'catalog-info.yaml': null });
    await registry.settle();
    expect(await reasonOf(THERE)).toBe('There is no file catalog-info.yaml in partner/tools.');
    expect(await withoutLocations()).toContain('component:default/hammer');
  });

  it('is registered although it cannot be read', async () => {
    await register('https://github.com/nobody/nothing/blob/main/catalog-info.yaml');
    expect((await allLocations(world.db)).map(({ readError }) => readError)).toEqual([
      'GitHub shows no repository nobody/nothing to Callboard. Check its name, and that the GitHub App or token may read it.',
    ]);
  });
});

describe('an address that is not to be trusted', () => {
  it.each([
    'file:/etc/passwd',
    'javascript:alert(1)',
    '/etc/passwd',
    '',
    'https://ana:secret@github.com/acme/shop/blob/main/a.yaml',
    `https://github.com/acme/shop/blob/main/${'x'.repeat(3000)}.yaml`,
    'https://github.com/acme/shop/blob/main/a.yaml\nHost: evil',
  ])('is refused: %s', async (target) => {
    await expect(registry.register(url(target), by)).rejects.toThrow();
    await expect(registry.register({ type: 'file', target }, by)).rejects.toThrow();
    expect(await allLocations(world.db)).toEqual([]);
  });

  it.each([
    'http://169.254.169.254/latest/meta-data/',
    'http://localhost:3000/metrics',
    'https://api.github.com/repos/acme/shop/contents/more/cart.yaml',
    'https://github.com.evil.example/acme/shop/blob/main/more/cart.yaml',
    'https://evil.example/https://github.com/acme/shop/blob/main/more/cart.yaml',
    'https://gist.github.com/ana/1/raw/a.yaml',
  ])('is never asked for: %s', async (target) => {
    const before = world.github.calls.list().length;
    await registry.register(url(target), by);
    expect(await reasonOf(target)).toBeTruthy();
    expect(world.github.calls.list().slice(before)).toEqual([]);
    await expect(world.sync.platform.lookAt(target)).rejects.toThrow();
  });

  it.each([
    'https://github.com/acme/shop/blob/main/../../../../user/keys.yaml',
    'https://github.com/acme/shop/blob/main/%2e%2e/%2e%2e/x.yaml',
    'https://github.com/acme/shop/blob/main/README.md',
  ])('comes to nothing: %s', async (target) => {
    await registry.register(url(target), by);
    expect(await reasonOf(target)).toBeTruthy();
    expect(await withoutLocations()).toEqual(['component:default/shop']);
    await expect(world.sync.platform.lookAt(target)).rejects.toThrow();
  });
});

it('is registered once, however many ask at once on however many replicas', async () => {
  const others = [registry, registryOf({ ...world, sync: world.restart() })];
  const all = await Promise.all(
    Array.from({ length: 6 }, (_, index) => others[index % 2]?.register(url(HERE), by)),
  );
  expect(all.map((one) => one?.kind).toSorted()).toEqual([
    'registered',
    ...Array.from({ length: 5 }, () => 'taken'),
  ]);
  expect(await allLocations(world.db)).toHaveLength(1);
  expect(await withoutLocations()).toEqual(['component:default/cart', 'component:default/shop']);
});

it('agrees with its rows after a process that died between two writes', async () => {
  const kept = await register(HERE);
  await world.db.delete(locations);
  const row = { type: 'url', createdAt: new Date(), readAt: null, readError: null };
  await world.db
    .insert(locations)
    .values({ ...row, id: 'later', target: HERE.replace('cart', 'till'), registeredBy: null });
  await registry.settle();
  expect(await world.refs()).toEqual([
    'component:default/shop',
    'component:default/till',
    'location:default/generated-later',
  ]);
  expect(await registry.remove(kept)).toBe(false);
});

describe('an entity deleted by hand', () => {
  const ref = 'component:default/shop';

  it('stays away while its source says the same, and comes back with something new', async () => {
    expect(await registry.deleteEntity(uidOf(ref), 'ana')).toBe(ref);
    expect((await removalOf(world.db, ref))?.because).toBe('deleted through the API by ana');
    await world.github.model.push('shop', { 'README.md': '# Shop' });
    await world.sync.delta();
    expect(await world.refs()).toEqual([]);
    await world.github.model.push('shop', { 'catalog-info.yaml': component('shop', 'sales') });
    await world.sync.delta();
    expect(await world.refs()).toEqual([ref]);
  });

  it('comes back when its file went and came again', async () => {
    await registry.deleteEntity(uidOf(ref), 'ana');
    await world.github.model.push('shop', { 'catalog-info.yaml': null });
    await world.sync.delta();
    expect((await removalOf(world.db, ref))?.because).toBe('its file is gone');
    await world.github.model.push('shop', { 'catalog-info.yaml': component('shop') });
    await world.sync.delta();
    expect(await world.refs()).toEqual([ref]);
  });

  it('was deleted once', async () => {
    await registry.deleteEntity(uidOf(ref), 'ana');
    expect(await registry.deleteEntity(uidOf(ref), 'ben')).toBeNull();
    expect((await removalOf(world.db, ref))?.because).toMatch(/by ana$/);
  });
});

describe('reading an entity again', () => {
  it('reads its repository at once', async () => {
    await world.github.model.push('shop', { 'catalog-info.yaml': component('store') });
    expect(await registry.refresh('component:default/shop')).toBe(true);
    expect(await world.refs()).toEqual(['component:default/store']);
    expect(await registry.refresh('component:default/shop')).toBe(false);
  });

  it('reads the location that brought it', async () => {
    await register(THERE);
    await world.github.model.push('tools', { 'catalog-info.yaml': component('hammer', 'sales') });
    await registry.refresh('component:default/hammer');
    expect(await withoutLocations()).not.toContain('component:default/drill');
  });

  it('says that GitHub does not answer', async () => {
    world.github.fail({ kind: 'bad-gateway' });
    await expect(registry.refresh('component:default/shop')).rejects.toThrow(/502/);
    expect(await world.refs()).toEqual(['component:default/shop']);
  });
});
