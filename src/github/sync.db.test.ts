import { generateKeyPairSync } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { aliases, entities } from '../db/schema.ts';
import { component, createTestSync, services, type TestSync } from './test-sync.ts';

let world: TestSync;
afterEach(async () => {
  vi.useRealTimers();
  await world.db.close();
});

const acme = {
  members: [{ login: 'ana-d', name: 'Ana Duarte', email: 'ana@acme.example' }, { login: 'ravi-m' }],
  teams: [
    { slug: 'engineering', name: 'Engineering' },
    { slug: 'payments', name: 'Payments', parent: 'engineering', members: [{ login: 'ana-d' }] },
  ],
};

async function locationOf(ref: string): Promise<string | undefined> {
  const [row] = await world.db.select().from(entities).where(eq(entities.ref, ref));
  return row?.location;
}

describe('the first sync', () => {
  it('makes descriptors, teams and people the catalog', async () => {
    world = await createTestSync({ ...acme, repositories: services(3) });
    const report = await world.sync.sync();
    expect(report).toMatchObject({
      isComplete: true,
      problems: [],
      repositories: { listed: 3, read: 3, failed: 0, removed: 0, held: 0 },
      organisation: { teams: 2, people: 2 },
    });
    expect(await world.refs()).toEqual([
      'component:default/service-1',
      'component:default/service-2',
      'component:default/service-3',
      'group:default/engineering',
      'group:default/payments',
      'user:default/ana-d',
      'user:default/ravi-m',
    ]);
    expect(await locationOf('component:default/service-1')).toBe(
      'url:https://github.com/acme/service-1/blob/main/catalog-info.yaml',
    );
  });

  it('keeps what is known of a repository, CODEOWNERS and documents included', async () => {
    world = await createTestSync({
      repositories: [
        {
          name: 'ledger',
          description: 'The book of record.',
          visibility: 'internal',
          language: 'Go',
          license: 'MIT',
          topics: ['money', 'go'],
          archived: true,
          files: {
            'docs/CODEOWNERS': '* @acme/risk\n',
            'docs/ops/runbook.md': '# Runbook\n',
            '.github/workflows/ci.yaml': 'on: push\n',
            'src/main.go': 'package main\n',
          },
        },
      ],
    });
    await world.sync.sync();
    const row = await world.repository('ledger');
    expect(row).toMatchObject({
      url: 'https://github.com/acme/ledger',
      description: 'The book of record.',
      visibility: 'internal',
      language: 'Go',
      license: 'MIT',
      topics: ['money', 'go'],
      isArchived: true,
      codeowners: '* @acme/risk\n',
      codeownersPath: 'docs/CODEOWNERS',
      readError: null,
    });
    expect(Object.keys(row?.files ?? {}).toSorted()).toEqual([
      '.github/workflows/ci.yaml',
      'docs/CODEOWNERS',
      'docs/ops/runbook.md',
    ]);
  });

  it('works the same for a GitHub App on an Enterprise Server, whose tokens come and go', async () => {
    world = await createTestSync({ ...acme, repositories: services(2) });
    const { privateKey } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    const { appId } = world.github.model.installation;
    const sync = world.restart({
      auth: { appId, privateKey },
      apiUrl: 'https://ghe.acme.example/api/v3',
    });
    expect(await sync.sync()).toMatchObject({ isComplete: true, repositories: { read: 2 } });
    world.pass(1);
    world.github.revokeTokens();
    // octokit repeats a call refused with a token younger than five seconds for six; this one is older.
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    expect(await sync.sweep()).toMatchObject({ isComplete: true });
  });

  it('takes few calls', async () => {
    world = await createTestSync({ ...acme, repositories: services(300) });
    await world.sync.sync();
    expect(world.github.calls.totals().byName).toEqual({
      Sweep: 3,
      Committers: 3,
      TeamGrants: 1,
      Trees: 6,
      Blobs: 6,
      Teams: 1,
      Members: 1,
    });
  });

  it('says how far it is', async () => {
    world = await createTestSync({ ...acme, repositories: services(7) });
    const seen: string[] = [];
    await world.sync.sync(({ phase, done, total }) => seen.push(`${phase} ${done}/${total}`));
    expect(seen).toEqual(
      expect.arrayContaining([
        'organisation 4/4',
        'listing 7/7',
        'trees 7/7',
        'blobs 14/14',
        'catalog 7/7',
      ]),
    );
  });

  it('reads a file that GraphQL cuts, whole', async () => {
    const long = `${'# a comment that fills the file\n'.repeat(20_000)}${component('ledger')}`;
    world = await createTestSync({
      repositories: [{ name: 'ledger', files: { 'catalog-info.yaml': long } }],
    });
    const report = await world.sync.sync();
    expect(report).toMatchObject({ isComplete: true, restCalls: 1 });
    expect(await world.refs()).toEqual(['component:default/ledger']);
  });
});

describe('later', () => {
  it('one call shows that nothing changed', async () => {
    world = await createTestSync({ ...acme, repositories: services(120) });
    await world.sync.sync();
    const report = await world.sync.delta();
    expect(report).toMatchObject({ kind: 'delta', isComplete: true, calls: 1, restCalls: 0 });
    expect(report.repositories).toMatchObject({ changed: 0, read: 0 });
  });

  it('a push is read by itself, and texts that are known are not fetched again', async () => {
    world = await createTestSync({ repositories: services(20) });
    await world.sync.sync();
    world.pass(1);
    await world.github.model.push('service-7', { 'catalog-info.yaml': component('seven') });
    world.github.calls.reset();
    const report = await world.sync.delta();
    expect(report.repositories).toMatchObject({ changed: 1, read: 1 });
    expect(world.github.calls.totals().byName).toEqual({
      Delta: 1,
      Trees: 1,
      Blobs: 1,
      Committers: 1,
    });
    expect(await world.refs()).toContain('component:default/seven');
    expect(await world.refs()).not.toContain('component:default/service-7');
  });

  it('a push that touches no descriptor fetches no text', async () => {
    world = await createTestSync({ repositories: services(3) });
    await world.sync.sync();
    world.pass(1);
    await world.github.model.push('service-2', { 'src/index.ts': 'export {};\n' });
    world.github.calls.reset();
    await world.sync.delta();
    expect(world.github.calls.totals().byName).toEqual({ Delta: 1, Trees: 1, Committers: 1 });
    expect(await world.refs()).toHaveLength(3);
  });

  it('a repository under a new name is the same one, and the old name still means it', async () => {
    world = await createTestSync({
      repositories: [{ name: 'pay', files: { 'catalog-info.yaml': component('payments-api') } }],
    });
    await world.sync.sync();
    const before = await world.repository('pay');
    world.pass(1);
    await world.github.model.rename('pay', 'payments-api');
    await world.sync.sweep();
    expect(await world.repository('pay')).toBeUndefined();
    expect(await world.repository('payments-api')).toMatchObject({ id: before?.id });
    expect(await locationOf('component:default/payments-api')).toBe(
      'url:https://github.com/acme/payments-api/blob/main/catalog-info.yaml',
    );
    expect(await world.db.select().from(aliases)).toMatchObject([
      { alias: 'pay', ref: 'component:default/payments-api', origin: 'rename' },
    ]);
  });

  it('archived repositories stay, and visibility follows', async () => {
    world = await createTestSync({ repositories: services(2) });
    await world.sync.sync();
    world.pass(1);
    await world.github.model.archive('service-1');
    await world.github.model.setVisibility('service-2', 'public');
    await world.sync.sweep();
    expect(await world.repository('service-1')).toMatchObject({ isArchived: true });
    expect(await world.repository('service-2')).toMatchObject({ visibility: 'public' });
    expect(await world.refs()).toHaveLength(2);
  });

  it('a new repository is found by the look at pushes', async () => {
    world = await createTestSync({ repositories: services(2) });
    await world.sync.sync();
    world.pass(1);
    await world.github.model.createRepository({
      name: 'new',
      files: { 'catalog-info.yaml': component('new') },
      createdAt: '2026-06-15T12:01:00Z',
    });
    await world.sync.delta();
    expect(await world.refs()).toContain('component:default/new');
  });

  it('a deleted repository goes after its grace, and is missed by sweeps only', async () => {
    world = await createTestSync({ repositories: services(4) });
    await world.sync.sync();
    world.pass(1);
    await world.github.model.deleteRepository('service-3');
    await world.sync.delta();
    expect((await world.sync.sweep()).repositories).toMatchObject({ removed: 0, held: 1 });
    expect(await world.refs()).toHaveLength(4);
    world.pass(60);
    expect((await world.sync.sweep()).repositories).toMatchObject({ removed: 1, held: 0 });
    expect(await world.refs()).toEqual([
      'component:default/service-1',
      'component:default/service-2',
      'component:default/service-4',
    ]);
    expect(await world.repository('service-3')).toBeUndefined();
    expect(world.told).toEqual([]);
  });

  it('teams and people are read again when they are six hours old', async () => {
    world = await createTestSync({ ...acme, repositories: services(1) });
    await world.sync.sync();
    await world.github.model.addMember({ login: 'new-one' });
    world.pass(60);
    expect((await world.sync.sweep()).organisation).toBeNull();
    world.pass(6 * 60);
    expect((await world.sync.sweep()).organisation).toEqual({ teams: 2, people: 3 });
    expect(await world.refs()).toContain('user:default/new-one');
  });
});
