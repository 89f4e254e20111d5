import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { aliases } from '../db/schema.ts';
import { openTestDb } from '../db/test-db.ts';
import type { Entity } from './entity.ts';
import { versionsOf } from './history.ts';
import { problems } from './problems.ts';
import type { DerivedEntity, SourceSnapshot } from './snapshot.ts';
import { changedSince, entityByRef, relationsFrom, removalOf } from './store.ts';
import { applySnapshots } from './sync.ts';
import { repository, system } from './test-sources.ts';

let db: Db;
let clock: Date;
beforeEach(async () => {
  db = await openTestDb();
  clock = new Date('2026-06-15T12:30:00Z');
});
afterEach(() => db.close());

const now = () => clock;
const nextDay = () => {
  clock = new Date(clock.getTime() + 24 * 3600 * 1000);
};

async function sync(...snapshots: SourceSnapshot[]) {
  return applySnapshots(db, { snapshots, removed: [], now });
}

const ownerOf = async (ref: string) => (await entityByRef(db, ref))?.entity.spec?.['owner'];
const messages = async () =>
  (await problems(db)).map(
    ({ location, message }) => `${location.split('/')[4] ?? location}: ${message}`,
  );
const notDangling = (message: string) => !message.includes('does not exist');

describe('a first sync', () => {
  it('makes entities with their relations, source and age', async () => {
    const summary = await sync(repository('shop', { 'catalog-info.yaml': system('shop') }));
    expect(summary).toEqual({
      revision: 1,
      created: 1,
      changed: 0,
      kept: 0,
      removed: 0,
      badDocuments: 0,
    });
    expect(await entityByRef(db, 'system:default/shop')).toMatchObject({
      entity: { metadata: { name: 'shop', namespace: 'default' }, spec: { owner: 'payments' } },
      relations: [{ type: 'ownedBy', targetRef: 'group:default/payments' }],
      source: 'github:shop',
      location: 'url:https://github.com/acme/shop/blob/main/catalog-info.yaml',
      commit: 'commit of shop',
      changedAt: clock,
      isCurrent: true,
    });
    expect(await relationsFrom(db, 'group:default/payments')).toEqual([
      { type: 'ownerOf', targetRef: 'system:default/shop' },
    ]);
  });

  it('keeps the good documents of a file beside the bad ones', async () => {
    const bad = 'apiVersion: backstage.io/v1alpha1\nkind: System\nmetadata:\n  name: "open\n';
    await sync(repository('shop', { 'a.yaml': [system('before'), bad, system('after')] }));
    expect(await ownerOf('system:default/before')).toBe('payments');
    expect(await ownerOf('system:default/after')).toBe('payments');
    expect((await messages()).filter(notDangling)).toEqual([
      expect.stringContaining('shop: This is not valid YAML'),
    ]);
  });
});

describe('a later sync', () => {
  it('changes nothing, not even the revision, when nothing is different', async () => {
    const shop = repository('shop', { 'a.yaml': [system('a'), 'kind: [\n', system('b')] });
    await sync(shop, repository('copy', { 'a.yaml': system('a') }));
    nextDay();
    const files = shop.files.map((file) => ({ ...file, commit: 'a later commit' }));
    expect(await sync({ ...shop, files })).toMatchObject({ revision: 1, created: 0, changed: 0 });
    expect((await entityByRef(db, 'system:default/b'))?.commit).toBe('commit of shop');
  });

  it('keeps what an entity was before it changed', async () => {
    await sync(repository('shop', { 'a.yaml': system('a', 'identity') }));
    nextDay();
    await sync(repository('shop', { 'a.yaml': system('a', 'platform') }));
    const versions = await versionsOf(db, 'system:default/a');
    expect(versions.map(({ at, entity }) => [at.toISOString(), entity?.spec?.['owner']])).toEqual([
      ['2026-06-15T12:30:00.000Z', 'identity'],
      ['2026-06-16T12:30:00.000Z', 'platform'],
    ]);
    expect(await relationsFrom(db, 'group:default/identity')).toEqual([]);
  });

  it('leaves other sources as they are', async () => {
    await sync(repository('shop', { 'a.yaml': system('a') }));
    await sync(repository('bank', { 'b.yaml': system('b') }));
    expect(await ownerOf('system:default/a')).toBe('payments');
  });

  it.each([
    ['its file does not define it any more', { 'a.yaml': system('other') }],
    ['its file is gone', { 'other.yaml': system('other') }],
  ])('removes an entity because %s', async (because, files) => {
    await sync(repository('shop', { 'a.yaml': system('a') }));
    nextDay();
    await sync(repository('shop', files));
    expect(await entityByRef(db, 'system:default/a')).toBeNull();
    expect(await removalOf(db, 'system:default/a')).toMatchObject({ at: clock, because });
    expect((await versionsOf(db, 'system:default/a')).map(({ entity }) => entity === null)).toEqual(
      [false, true],
    );
  });

  it('removes what a source said when it is gone, and takes it back when it returns', async () => {
    const shop = repository('shop', { 'a.yaml': system('a') });
    await sync(shop);
    nextDay();
    await applySnapshots(db, { snapshots: [], removed: ['github:shop'], now });
    expect(await removalOf(db, 'system:default/a')).toMatchObject({
      because: 'its repository or folder is gone',
    });
    expect(await problems(db)).toEqual([]);
    nextDay();
    await sync(shop);
    expect(await ownerOf('system:default/a')).toBe('payments');
    const past = await versionsOf(db, 'system:default/a');
    expect(past.map(({ entity }) => entity !== null)).toEqual([true, false, true]);
  });

  it('follows an entity to another file, and a repository to another name, without calling it changed', async () => {
    await sync(repository('shop', { 'a.yaml': system('a') }));
    await sync(repository('shop', { 'b.yaml': system('a') }));
    const renamed = repository('store', { 'b.yaml': system('a') });
    await sync({ ...renamed, source: 'github:shop' });
    expect((await entityByRef(db, 'system:default/a'))?.location).toContain(
      '/store/blob/main/b.yaml',
    );
    expect(await versionsOf(db, 'system:default/a')).toHaveLength(1);
  });

  it('tells an index what changed and what went', async () => {
    await sync(repository('shop', { 'a.yaml': [system('a'), system('b'), system('c')] }));
    const { revision } = await sync(
      repository('shop', { 'a.yaml': [system('a'), system('b', 'x')] }),
    );
    const changes = [];
    for await (const page of changedSince(db, revision - 1, 1)) changes.push(...page);
    expect(changes.map(({ ref, entity }) => [ref, entity?.spec?.['owner']])).toEqual([
      ['system:default/b', 'x'],
      ['system:default/c', undefined],
    ]);
  });
});

describe('a document that turns bad', () => {
  const good = system('a');
  const renamed = good.replace('name: a', 'name: "a b"');
  const unowned = good.replace('owner', 'ower');
  const broken = good.replace('name: a', 'name: "a');

  it.each([
    ['does not state an owner', [system('z'), unowned]],
    ['has a bad name', [system('z'), renamed]],
    ['is not YAML', [system('z'), broken]],
    ['is not YAML and moved down', [system('z'), system('y'), broken]],
  ])('leaves its entity as it last was when it %s', async (_, documents) => {
    await sync(repository('shop', { 'a.yaml': [system('z'), good] }));
    expect(await sync(repository('shop', { 'a.yaml': documents }))).toMatchObject({
      kept: 1,
      removed: 0,
      badDocuments: 1,
    });
    expect(await entityByRef(db, 'system:default/a')).toMatchObject({ isCurrent: false });
    const again = await sync(repository('shop', { 'a.yaml': documents }));
    expect(again).toMatchObject({ revision: 2, kept: 0, removed: 0 });
    await sync(repository('shop', { 'a.yaml': [system('z'), good] }));
    expect(await entityByRef(db, 'system:default/a')).toMatchObject({ isCurrent: true });
    expect(await versionsOf(db, 'system:default/a')).toHaveLength(1);
  });

  it('leaves all entities of a file that cannot be read at all', async () => {
    const documents = [system('a'), system('b'), system('c')];
    await sync(repository('shop', { 'a.yaml': documents }));
    const huge = `${documents.join('---\n')}# ${'x'.repeat(5_000_000)}`;
    expect(await sync(repository('shop', { 'a.yaml': huge }))).toMatchObject({
      kept: 3,
      removed: 0,
    });
    expect(await sync(repository('shop', { 'a.yaml': huge }))).toMatchObject({ revision: 2 });
  });

  it('keeps no entity that is taken out of a file beside a document that always was bad', async () => {
    await sync(repository('shop', { 'a.yaml': [system('a'), broken, system('b')] }));
    await sync(repository('shop', { 'a.yaml': [broken, system('b')] }));
    expect(await entityByRef(db, 'system:default/a')).toBeNull();
  });
});

describe('the same ref in two places', () => {
  it('belongs to the place that had it first, and both places are told', async () => {
    await sync(repository('shop', { 'a.yaml': system('a', 'first') }));
    await sync(repository('bank', { 'a.yaml': system('A', 'second') }));
    expect(await ownerOf('system:default/a')).toBe('first');
    expect((await messages()).filter(notDangling)).toEqual([
      'bank: system:default/a is already defined in url:https://github.com/acme/shop/blob/main/a.yaml; this one is not used.',
      'shop: system:default/a is also defined in url:https://github.com/acme/bank/blob/main/a.yaml; this one is used.',
    ]);
  });

  it('belongs to the first in the order of locations when both are new', async () => {
    await sync(
      repository('shop', { 'a.yaml': system('a', 'later') }),
      repository('bank', { 'a.yaml': [system('a', 'earlier'), system('a', 'twice')] }),
    );
    expect(await ownerOf('system:default/a')).toBe('earlier');
    expect((await messages()).filter(notDangling)).toHaveLength(4);
  });

  it('passes to the other place when the first lets go of it', async () => {
    const shop = repository('shop', { 'a.yaml': system('a', 'first') });
    await sync(shop, repository('bank', { 'b.yaml': system('a', 'second') }));
    await sync(shop);
    expect(await ownerOf('system:default/a')).toBe('second');
    nextDay();
    await applySnapshots(db, { snapshots: [], removed: ['github:bank'], now });
    expect(await entityByRef(db, 'system:default/a')).toMatchObject({
      entity: { spec: { owner: 'first' } },
      source: 'github:shop',
      relations: [{ type: 'ownedBy', targetRef: 'group:default/first' }],
    });
    expect((await messages()).filter(notDangling)).toEqual([]);
    expect(await sync(shop)).toMatchObject({ revision: 2, changed: 0 });
  });

  it('stays where it was while its repository is renamed', async () => {
    await sync(repository('shop', { 'a.yaml': system('a', 'first') }));
    await sync(repository('bank', { 'a.yaml': system('a', 'second') }));
    await sync({ ...repository('zoo', { 'a.yaml': system('a', 'first') }), source: 'github:shop' });
    expect(await ownerOf('system:default/a')).toBe('first');
  });
});

describe('teams and people that GitHub knows', () => {
  const group = (name: string, extra = '') =>
    `apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: ${name}\n${extra}spec:\n  type: team\n  children: []\n`;
  const slug = (value: string) => `  annotations:\n    github.com/team-slug: ${value}\n`;
  const derived = (kind: string, name: string, spec: object): DerivedEntity => ({
    location: `url:https://github.com/orgs/acme/${kind}/${name}`,
    joins:
      kind === 'Group' ? ['github.com/team-slug', `acme/${name}`] : ['github.com/user-login', name],
    entity: {
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: { name, namespace: 'default', title: 'from GitHub' },
      spec: { type: 'team', children: [], ...spec },
    } satisfies Entity,
  });
  const organisation: SourceSnapshot = {
    source: 'github-org:acme',
    files: [],
    derived: [derived('Group', 'checkout', {}), derived('User', 'ana', { memberOf: ['checkout'] })],
  };
  const titleOf = async (ref: string) => (await entityByRef(db, ref))?.entity.metadata.title;

  it('are in the catalog while no descriptor describes them', async () => {
    await sync(organisation);
    expect(await titleOf('group:default/checkout')).toBe('from GitHub');
    expect(await relationsFrom(db, 'group:default/checkout')).toEqual([
      { type: 'hasMember', targetRef: 'user:default/ana' },
    ]);
  });

  it.each(['before', 'after'])(
    'yield to a descriptor of the same name read %s them',
    async (order) => {
      const teams = repository('teams', { 'a.yaml': group('checkout', '  title: ours\n') });
      if (order === 'before') await sync(teams);
      await sync(organisation);
      if (order === 'after') await sync(teams);
      expect(await titleOf('group:default/checkout')).toBe('ours');
      expect(await problems(db)).toEqual([]);
      await applySnapshots(db, { snapshots: [], removed: ['github:teams'], now });
      expect(await titleOf('group:default/checkout')).toBe('from GitHub');
    },
  );

  it.each(['checkout', 'acme/checkout', '"@acme/checkout"'])(
    'yield to a descriptor that joins them as %s under another name',
    async (value) => {
      await sync(organisation);
      const teams = repository('teams', { 'a.yaml': group('checkout-experience', slug(value)) });
      await sync(teams);
      expect(await entityByRef(db, 'group:default/checkout')).toBeNull();
      await sync(organisation);
      expect(await relationsFrom(db, 'group:default/checkout-experience')).toEqual([
        { type: 'hasMember', targetRef: 'user:default/ana' },
      ]);
      expect(await problems(db)).toEqual([]);
      await applySnapshots(db, { snapshots: [], removed: ['github:teams'], now });
      expect(await titleOf('group:default/checkout')).toBe('from GitHub');
    },
  );

  it('yield to a descriptor of the same name that also joins them', async () => {
    await sync(repository('teams', { 'a.yaml': group('checkout', slug('acme/checkout')) }));
    await sync(organisation);
    expect(await problems(db)).toEqual([]);
    expect(await titleOf('group:default/checkout')).toBeUndefined();
  });

  it('change nothing when they are read again', async () => {
    await sync(repository('teams', { 'a.yaml': group('checkout-experience', slug('checkout')) }));
    const { revision } = await sync(organisation);
    expect(await sync(organisation)).toMatchObject({ revision });
  });
});

it('keeps every text and key as it is written', async () => {
  const odd = readFileSync(
    new URL('../../fixtures/descriptors/odd-keys/input.yaml', import.meta.url),
    'utf8',
  );
  const title = `it's "100 %" <!channel> \\ ünï \u{1f600} ? $1 :name`;
  const entity = system('a', 'payments', `  title: ${JSON.stringify(title)}\n`);
  await sync(repository('shop', { 'a.yaml': [entity, odd] }));
  expect((await entityByRef(db, 'system:default/a'))?.entity.metadata.title).toBe(title);
  const spec = (await entityByRef(db, 'component:default/odd'))?.entity.spec ?? {};
  expect(Object.entries(spec)).toContainEqual(['__proto__', { polluted: true }]);
  expect(Object.entries(spec)).toContainEqual(['<<', 'stays a key']);
});

it('reads a file of 10,000 documents in one go', async () => {
  const documents = Array.from({ length: 10_000 }, (_, index) => system(`s-${index}`));
  const summary = await sync(repository('many', { 'a.yaml': documents }));
  expect(summary.created).toBe(10_000);
  expect(await sync(repository('many', { 'a.yaml': documents.slice(1) }))).toMatchObject({
    removed: 1,
    changed: 0,
  });
});

it('keeps the names people use as they are written in annotations', async () => {
  const extra = '  annotations:\n    acme.com/aliases: the shop, store\n';
  await sync(repository('shop', { 'a.yaml': system('shop', 'payments', extra) }));
  const named = () => db.select({ alias: aliases.alias }).from(aliases).orderBy(aliases.alias);
  expect(await named()).toEqual([{ alias: 'store' }, { alias: 'the shop' }]);
  await sync(repository('shop', { 'a.yaml': system('shop') }));
  expect(await named()).toEqual([]);
});
