import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { blobs, locations, repositories } from '../db/schema.ts';
import { openTestDb } from '../db/test-db.ts';
import { type ProblemFilter, problems } from './problems.ts';
import type { SourceSnapshot } from './snapshot.ts';
import { applySnapshots } from './sync.ts';
import { repository, system } from './test-sources.ts';

let db: Db;
let clock: Date;
beforeEach(async () => {
  db = await openTestDb();
  clock = new Date('2026-06-15T12:30:00Z');
});
afterEach(() => db.close());

/** Applies what repositories say, and keeps their texts as a read of GitHub does. */
async function read(...snapshots: SourceSnapshot[]): Promise<void> {
  for (const { source, files } of snapshots) {
    const name = source.replace('github:', '');
    const oids = files.map(({ path, text }) => [
      path,
      `${name} ${path} ${clock.getTime()} ${text}`,
    ]);
    for (const { path, text } of files) {
      const oid = `${name} ${path} ${clock.getTime()} ${text}`;
      await db.insert(blobs).values({ oid, text, bytes: text.length, isTruncated: false });
    }
    const row = { ...REPOSITORY, id: name, slug: `acme/${name}`, files: Object.fromEntries(oids) };
    await db
      .insert(repositories)
      .values({ ...row, url: `https://github.com/acme/${name}` })
      .onConflictDoUpdate({ target: repositories.id, set: { files: row.files } });
  }
  await applySnapshots(db, { snapshots, now: () => clock });
}

const REPOSITORY = {
  visibility: 'private' as const,
  isArchived: false,
  defaultBranch: 'main',
  topics: [],
  seenAt: new Date('2026-06-15T12:30:00Z'),
};

const at = (name: string, path = 'catalog-info.yaml') =>
  `url:https://github.com/acme/${name}/blob/main/${path}`;
const group = (name: string, extra = '') =>
  `apiVersion: backstage.io/v1alpha1\nkind: Group\nmetadata:\n  name: ${name}\n${extra}spec:\n  type: team\n  children: []\n`;
const component = (name: string, spec: string, metadata = '') =>
  `apiVersion: backstage.io/v1alpha1\nkind: Component\nmetadata:\n  name: ${name}\n${metadata}spec:\n  type: service\n  lifecycle: production\n${spec}`;

const told = async (filter?: ProblemFilter) =>
  (await problems(db, filter)).map(
    ({ kind, location, line, column, path }) =>
      `${location.split('/')[4]}:${line}:${column} ${kind} ${path}`,
  );

describe('a line of CODEOWNERS that GitHub passes over', () => {
  it('is told with its line, to the owner of the component that lives there', async () => {
    await read(
      repository('shop', { 'catalog-info.yaml': component('shop', '  owner: payments\n') }),
      repository('till', { 'catalog-info.yaml': component('till', '  owner: payments\n') }),
    );
    const codeowners = '* @acme/payments\n!/docs @acme/docs\n';
    await db
      .update(repositories)
      .set({ codeowners, codeownersPath: '.github/CODEOWNERS' })
      .where(eq(repositories.id, 'shop'));
    const [problem, ...more] = await problems(db, { kinds: ['codeowners'] });
    expect(more).toEqual([]);
    expect(problem).toMatchObject({
      severity: 'warning',
      ref: 'component:default/shop',
      owner: 'group:default/payments',
      location: at('shop', '.github/CODEOWNERS'),
      line: 2,
      column: 1,
    });
    expect(await problems(db, { kinds: ['codeowners'], ref: 'component:default/till' })).toEqual(
      [],
    );
    expect(await problems(db, { kinds: ['codeowners'], ref: 'component:default/shop' })).toEqual([
      problem,
    ]);
  });
});

describe('a document that cannot be used', () => {
  it('is told with its line, with what happens meanwhile, and to the owner it names', async () => {
    const bad = component('shop', '  owner: payments\n').replace('lifecycle', 'lifecicle');
    await read(repository('shop', { 'catalog-info.yaml': bad }));
    expect(await problems(db, { owners: ['group:default/payments'] })).toEqual([
      {
        kind: 'invalid',
        severity: 'error',
        ref: 'component:default/shop',
        owner: 'group:default/payments',
        message: '`spec.lifecycle` is missing: `lifecicle` – did you mean `lifecycle`?',
        nextStep: 'Correct it; until then component:default/shop is not in the catalog.',
        location: at('shop'),
        line: 7,
        column: 3,
        path: 'spec.lifecycle',
        since: '2026-06-15T12:30:00.000Z',
      },
    ]);
  });

  it('concerns the owner of everything else in its repository where it names nobody', async () => {
    await read(
      repository('org', { 'org.yaml': group('payments') }),
      repository('shop', { 'a.yaml': system('shop'), 'b.yaml': 'kind: [\n' }),
    );
    expect((await problems(db)).map(({ kind, owner }) => [kind, owner])).toEqual([
      ['invalid', 'group:default/payments'],
    ]);
  });

  it('leaves its entity as it was, which says since when', async () => {
    await read(
      repository('org', { 'org.yaml': group('payments') }),
      repository('shop', { 'catalog-info.yaml': system('shop') }),
    );
    clock = new Date('2026-06-17T09:00:00Z');
    await read(repository('shop', { 'catalog-info.yaml': system('shop', ' \n  tier: 1') }));
    expect(await problems(db, { ref: 'system:default/shop' })).toMatchObject([
      {
        kind: 'orphan',
        owner: 'group:default/payments',
        since: '2026-06-17T09:00:00.000Z',
        message:
          'system:default/shop is shown as it was on 2026-06-15 12:30 UTC, because its document cannot be used since 2026-06-17 09:00 UTC.',
      },
      { kind: 'invalid', nextStep: expect.stringContaining('shows what system:default/shop said') },
    ]);
  });
});

describe('a ref that is defined twice', () => {
  it('is told once at each place, with the line of its name, to the owner of each', async () => {
    await read(repository('org', { 'org.yaml': [group('first'), group('second')] }));
    await read(repository('shop', { 'catalog-info.yaml': system('a', 'first') }));
    await read(repository('bank', { 'catalog-info.yaml': ['# ours\n', system('A', 'second')] }));
    expect(await told({ kinds: ['duplicate'] })).toEqual([
      'bank:6:9 duplicate metadata.name',
      'shop:4:9 duplicate metadata.name',
    ]);
    expect((await problems(db)).map(({ owner, severity }) => [owner, severity])).toEqual([
      ['group:default/second', 'error'],
      ['group:default/first', 'warning'],
    ]);
  });

  it('is told at both places of one file', async () => {
    await read(repository('org', { 'org.yaml': group('payments') }));
    await read(repository('shop', { 'all.yaml': [system('a'), system('b'), system('a')] }));
    expect(await told()).toEqual([
      'shop:4:9 duplicate metadata.name',
      'shop:18:9 duplicate metadata.name',
    ]);
  });
});

describe('a relation to nothing', () => {
  it('is told with the line of the very field, and the nearest entity', async () => {
    const shop = component(
      'shop',
      '  owner: payments\n  dependsOn:\n    - component:zebra\n    - resource:orders-db\n    - component:pricse\n',
    );
    await read(
      repository('org', { 'org.yaml': group('payments') }),
      repository('shop', { 'catalog-info.yaml': shop }),
      repository('rest', {
        'catalog-info.yaml': [
          component('prices', '  owner: payments\n'),
          component('orders-db', '  owner: payments\n'),
        ],
      }),
    );
    const found = await problems(db);
    expect(found.map(({ line, column, path, nextStep }) => [line, column, path, nextStep])).toEqual(
      [
        [10, 7, 'spec.dependsOn.0', 'Add what it names to the catalog, or take it out here.'],
        [
          11,
          7,
          'spec.dependsOn.1',
          'The nearest entity is `component:default/orders-db`, of another kind: if that is meant, write it so.',
        ],
        [
          12,
          7,
          'spec.dependsOn.2',
          'The nearest entity is `component:default/prices`: if that is meant, write it so.',
        ],
      ],
    );
    expect(
      found.every(({ kind, owner }) => kind === 'dangling' && owner?.includes('payments')),
    ).toBe(true);
  });

  it('says when and why its target went', async () => {
    const shop = component('shop', '  owner: payments\n  dependsOn: [component:prices]\n');
    await read(
      repository('org', { 'org.yaml': group('payments') }),
      repository('shop', { 'catalog-info.yaml': shop }),
      repository('prices', { 'catalog-info.yaml': component('prices', '  owner: payments\n') }),
    );
    clock = new Date('2026-06-17T09:00:00Z');
    await read(repository('prices', {}));
    expect(await problems(db)).toMatchObject([
      {
        message:
          'component:default/shop names component:default/prices (dependsOn), which was removed on 2026-06-17 09:00 UTC, because its file is gone.',
        since: '2026-06-17T09:00:00.000Z',
      },
    ]);
  });

  it('has no line where the text does not say it any more', async () => {
    await read(repository('shop', { 'catalog-info.yaml': component('shop', '  owner: nobody\n') }));
    await db.update(blobs).set({ text: component('shop', '  owner: somebody\n') });
    expect(await problems(db)).toMatchObject([{ line: null, column: null, path: 'spec.owner' }]);
  });
});

describe('an owner that does not exist', () => {
  const ORG = [
    group('payments-platform', '  title: Payments Platform\n'),
    group(
      'risk',
      '  annotations:\n    github.com/team-slug: acme/fraud-squad\n    acme.com/aliases: police\n',
    ),
    group('team-a', '  namespace: other\n'),
    group('team-b'),
    'apiVersion: backstage.io/v1alpha1\nkind: User\nmetadata:\n  name: ana\nspec:\n  memberOf: [risk]\n  profile: { email: Ana@acme.example }\n',
  ];

  it.each([
    ['a slip of the finger', 'payments-platfrom', 'group:default/payments-platform'],
    ['capitals and spaces', '"Payments Platform"', 'group:default/payments-platform'],
    ['only a part of the name', 'payments', 'group:default/payments-platform'],
    ['a word that says it is a team', 'team-risk', 'group:default/risk'],
    ['the slug on GitHub', 'fraud-squad', 'group:default/risk'],
    ['the team as GitHub mentions it', '"@acme/fraud-squad"', 'group:default/risk'],
    ['an alias', 'police', 'group:default/risk'],
    ['another namespace', 'team-a', 'group:other/team-a'],
    ['a person without its kind', 'ana', 'user:default/ana'],
    ['an address', 'ana@acme.example', 'user:default/ana'],
    ['a kind of its own', 'team:risk', 'group:default/risk'],
  ])('is flagged with the nearest team: %s', async (_, owner, nearest) => {
    await read(
      repository('org', { 'org.yaml': ORG }),
      repository('shop', { 'catalog-info.yaml': component('shop', `  owner: ${owner}\n`) }),
    );
    expect(await problems(db, { kinds: ['no-owner'] })).toMatchObject([
      {
        kind: 'no-owner',
        severity: 'error',
        line: 8,
        column: 10,
        path: 'spec.owner',
        nextStep: expect.stringContaining(`\`${nearest}\``),
      },
    ]);
  });

  it('explains the namespace that a bare name is looked for in', async () => {
    await read(
      repository('org', { 'org.yaml': ORG }),
      repository('shop', {
        'catalog-info.yaml': component('shop', '  owner: team-b\n', '  namespace: other\n'),
      }),
    );
    expect((await problems(db))[0]?.nextStep).toBe(
      'A name without a namespace is looked for in the namespace of its entity, `other`. Write `group:default/team-b`.',
    );
  });

  it('names no team where several are as near, or none is', async () => {
    await read(
      repository('org', { 'org.yaml': [group('payments-api'), group('payments-web')] }),
      repository('shop', {
        'catalog-info.yaml': [
          component('shop', '  owner: payments\n'),
          component('bank', '  owner: zebra\n'),
        ],
      }),
    );
    for (const { nextStep } of await problems(db))
      expect(nextStep).toBe('Name a team that exists, or add this one to the catalog.');
  });
});

describe('a repository that is out of reach', () => {
  const SHOP = 'system:default/shop';
  beforeEach(async () => {
    await read(
      repository('org', { 'org.yaml': group('payments') }),
      repository('shop', { 'catalog-info.yaml': system('shop') }),
    );
  });
  const change = (set: Partial<typeof repositories.$inferInsert>) =>
    db.update(repositories).set(set).where(eq(repositories.id, 'shop'));

  it('is gone: its entities say since when and when they go', async () => {
    await change({ missingSince: new Date('2026-06-16T08:00:00Z') });
    expect(await problems(db)).toMatchObject([
      {
        kind: 'orphan',
        ref: SHOP,
        owner: 'group:default/payments',
        since: '2026-06-16T08:00:00.000Z',
        message: `${SHOP} has no living source. Its repository acme/shop is not found any more since 2026-06-16 08:00 UTC; it leaves the catalog with the first full sync after 2026-06-16 08:45 UTC.`,
      },
    ]);
  });

  it('is gone with so many others that a person has to say so', async () => {
    const missingSince = new Date('2026-06-16T08:00:00Z');
    await change({ missingSince });
    for (let other = 0; other < 6; other++)
      await db.insert(repositories).values({
        ...REPOSITORY,
        id: `other ${other}`,
        slug: `acme/${other}`,
        url: `https://github.com/acme/${other}`,
        files: {},
        missingSince,
      });
    expect(await problems(db)).toMatchObject([
      {
        message: expect.stringContaining('stays until a person confirms it'),
        nextStep: expect.stringContaining('--accept-removals'),
      },
    ]);
  });

  it('cannot be read, or is archived', async () => {
    await change({ readError: 'access lost: the App was suspended' });
    expect(await problems(db)).toMatchObject([
      {
        kind: 'unreadable',
        severity: 'error',
        ref: SHOP,
        message: `The repository acme/shop cannot be read: access lost: the App was suspended; ${SHOP} is shown as it was last read.`,
      },
    ]);
    await change({ readError: null, isArchived: true });
    expect(await problems(db)).toMatchObject([
      { kind: 'orphan', severity: 'warning', message: expect.stringContaining('is archived') },
    ]);
  });

  it('is a registered location', async () => {
    const target = 'https://github.com/acme/gone/blob/main/all.yaml';
    await db.insert(locations).values({
      id: 'one',
      type: 'url',
      target,
      createdAt: clock,
      readError: 'there is no such file',
    });
    expect(await problems(db)).toMatchObject([
      {
        kind: 'unreadable',
        ref: null,
        location: `url:${target}`,
        message: `The registered location ${target} cannot be read: there is no such file.`,
      },
    ]);
  });
});

it('tells only what is asked for', async () => {
  await read(
    repository('shop', { 'catalog-info.yaml': component('shop', '  owner: nobody\n') }),
    repository('bank', { 'catalog-info.yaml': 'kind: [\n' }),
  );
  expect(await told()).toHaveLength(2);
  expect(await told({ kinds: ['invalid'] })).toEqual(['bank:2:1 invalid ']);
  expect(await told({ ref: 'component:default/shop' })).toEqual(['shop:8:10 no-owner spec.owner']);
  expect(await told({ owners: ['group:default/nobody'] })).toEqual([
    'shop:8:10 no-owner spec.owner',
  ]);
  expect(await told({ location: at('bank') })).toEqual(['bank:2:1 invalid ']);
});
