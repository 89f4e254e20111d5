import { afterEach, describe, expect, it } from 'vitest';
import { docSources } from '../../db/docs-tables.ts';
import { createAssets } from '../../docs/assets.ts';
import { allSites, pageAt, pagesOf, sectionsOf, siteOfEntity } from '../../docs/store.ts';
import { component, createTestSync, services, type TestSync } from '../test-sync.ts';

let world: TestSync;
afterEach(() => world.db.close());

const LEDGER = 'component:default/ledger';
const ledger = (files: Record<string, string> = {}) => ({
  name: 'ledger',
  files: {
    'catalog-info.yaml': component('ledger'),
    'mkdocs.yml': 'site_name: Ledger\nnav:\n  - Home: index.md\n  - Keys: how-to/keys.md\n',
    'docs/index.md': '# Ledger\n\nThe book of Acme.\n',
    'docs/how-to/keys.md': '# Rotate keys\n\n--8<-- "docs/parts/vault.md"\n',
    'docs/parts/vault.md': 'Ask the vault first.\n',
    ...files,
  },
});

async function pathsOf(ref: string): Promise<string[]> {
  const shown = await siteOfEntity(world.db, ref);
  return shown ? (await pagesOf(world.db, [shown.site.id])).map(({ path }) => path) : [];
}

async function textAt(ref: string, path: string): Promise<string | undefined> {
  const shown = await siteOfEntity(world.db, ref);
  const page = shown && (await pageAt(world.db, shown.site.id, path));
  return page
    ? (await sectionsOf(world.db, page.id)).map(({ text }) => text).join('\n')
    : undefined;
}

/** The catalog, then its docs; which calls the docs took. */
async function read() {
  await world.sync.sync();
  world.github.calls.reset();
  const report = await world.sync.docs();
  return { report, calls: world.github.calls.totals().byName };
}

describe('the docs of repositories', () => {
  it('are read with what their pages take in', async () => {
    world = await createTestSync({ repositories: [ledger()] });
    const { report } = await read();
    expect(report).toMatchObject({ isComplete: true, repositories: { read: 1, failed: 0 } });
    expect(await pathsOf(LEDGER)).toEqual(['', 'how-to/keys', 'parts/vault']);
    expect(await textAt(LEDGER, 'how-to/keys')).toContain('Ask the vault first.');
    const shown = await siteOfEntity(world.db, LEDGER);
    expect(shown?.site).toMatchObject({
      title: 'Ledger',
      repository: 'acme/ledger',
      url: 'https://github.com/acme/ledger/tree/main/docs',
      readers: null,
    });
  });

  it('are not read again where nothing changed, and one changed page is one call', async () => {
    world = await createTestSync({ repositories: [ledger(), ...services(3)] });
    await read();
    expect((await read()).calls).toEqual({});
    world.pass(5);
    await world.github.model.push('ledger', { 'docs/index.md': '# Ledger\n\nThe new book.\n' });
    expect((await read()).calls).toEqual({ Blobs: 1 });
    expect(await textAt(LEDGER, '')).toContain('The new book.');
    expect((await read()).calls).toEqual({});
  });

  it('follow the catalog: what an entity says of them, and what goes', async () => {
    const handbook = {
      name: 'handbook',
      files: { 'teams/ledger/docs/index.md': '# From the handbook\n' },
    };
    world = await createTestSync({ repositories: [ledger(), handbook] });
    await read();
    world.pass(5);
    const moved = component('ledger').replace(
      'spec:',
      '  annotations:\n    backstage.io/techdocs-ref: url:https://github.com/acme/handbook/tree/main/teams/ledger\nspec:',
    );
    await world.github.model.push('ledger', { 'catalog-info.yaml': moved });
    await read();
    expect((await siteOfEntity(world.db, LEDGER))?.site.repository).toBe('acme/handbook');
    expect((await allSites(world.db)).map(({ repository }) => repository)).toEqual([
      'acme/handbook',
    ]);
    world.pass(5);
    await world.github.model.push('handbook', { 'teams/ledger/docs/index.md': null });
    await read();
    expect(await allSites(world.db)).toEqual([]);
  });

  it('lie deeper than the catalog looks', async () => {
    const deep = ledger({ 'docs/a/b/c/d/deep.md': '# Deep\n' });
    world = await createTestSync({ repositories: [deep] });
    const { calls } = await read();
    // The list of files, and what members may read.
    expect(calls).toEqual({ Blobs: 2, rest: 2 });
    expect(await pathsOf(LEDGER)).toContain('a/b/c/d/deep');
  });
});

describe('what GitHub does not show', () => {
  it('stays as it was, with the reason, and is read when it is shown again', async () => {
    world = await createTestSync({ repositories: [ledger()] });
    await read();
    world.pass(5);
    await world.github.model.push('ledger', { 'docs/index.md': '# Ledger\n\nThe new book.\n' });
    await world.sync.sync();
    world.github.fail({ kind: 'bad-gateway', match: 'Blobs' });
    const report = await world.sync.docs();
    expect(report.notes).toContainEqual(expect.stringContaining('what was known of them stays'));
    expect(await textAt(LEDGER, '')).toContain('The book of Acme.');
    world.github.heal();
    await world.sync.docs();
    expect(await textAt(LEDGER, '')).toContain('The book of Acme.');
    world.pass(61);
    await world.sync.docs();
    expect(await textAt(LEDGER, '')).toContain('The new book.');
  });

  it('takes no docs away that were read', async () => {
    world = await createTestSync({ repositories: [ledger()] });
    await read();
    world.github.fail({ kind: 'unauthorized' });
    world.pass(61);
    await world.sync.sync();
    await world.sync.docs();
    expect(await pathsOf(LEDGER)).toHaveLength(3);
  });
});

describe('docs of private repositories', () => {
  const people = {
    members: [{ login: 'ana-d' }, { login: 'lena-h', role: 'ADMIN' as const }],
    teams: [
      { slug: 'payments', name: 'Payments', repositories: { ledger: 'READ' as const } },
      { slug: 'risk', name: 'Risk', repositories: { open: 'ADMIN' as const } },
    ],
    repositories: [ledger(), { ...services(1)[0], name: 'open', visibility: 'public' as const }],
  };
  const readers = async () =>
    Object.fromEntries((await allSites(world.db)).map((site) => [site.repository, site.readers]));

  it('are for everybody where members may read everything, and else for who has access', async () => {
    world = await createTestSync({ ...people, basePermission: 'none' });
    await read();
    const few = ['group:default/payments', 'user:default/lena-h'];
    expect(await readers()).toEqual({ 'acme/ledger': few, 'acme/open': null });
    world.github.model.organization.basePermission = 'read';
    await read();
    expect((await readers())['acme/ledger']).toEqual(few);
    world.pass(61);
    await read();
    expect((await readers())['acme/ledger']).toBeNull();
  });

  it('are for nobody new where GitHub does not say, until somebody does', async () => {
    world = await createTestSync({ ...people, basePermission: null });
    world.github.fail({ kind: 'forbidden', field: 'Team.repositories' });
    const { report } = await read();
    expect(report.problems).toContainEqual(expect.objectContaining({ code: 'docs.access' }));
    expect((await readers())['acme/ledger']).toEqual([]);
    world.github.calls.reset();
    await world.sync.docs();
    expect(world.github.calls.totals().calls).toBe(0);
    await world.restart({ privateDocsTo: 'organization' }).docs();
    expect((await readers())['acme/ledger']).toBeNull();
  });
});

describe('a first read', () => {
  it('of a twentieth of 2,000 repositories takes a twentieth of the calls it may', async () => {
    const many = services(100).map((one, at) => {
      if (at % 4 > 0) return one;
      const pages = Array.from({ length: 8 }, (_, page) => [
        `docs/page-${page}.md`,
        `# Page ${page}\n\nOf ${one.name}.\n`,
      ]);
      return {
        ...one,
        files: {
          ...one.files,
          'mkdocs.yml': `site_name: ${one.name}\n`,
          ...Object.fromEntries(pages),
        },
      };
    });
    world = await createTestSync({ repositories: many });
    const { report, calls } = await read();
    expect(report.repositories.read).toBe(100);
    expect(calls['rest']).toBe(1);
    expect(report.calls).toBeLessThanOrEqual(4);
    expect(await allSites(world.db)).toHaveLength(100);
    const versions = (await world.db.select().from(docSources)).map(({ version }) => version);
    expect(versions.every((version) => /^[0-9a-f]{64}$/.test(version))).toBe(true);
  });
});

describe('beside the text', () => {
  it('ages come from the git history, and are read again when a page changed', async () => {
    world = await createTestSync({ members: [{ login: 'ana-d' }], repositories: [ledger()] });
    await read();
    world.pass(60);
    const edit = { 'docs/index.md': '# Ledger\n\nThe new book.\n' };
    await world.github.model.push('ledger', edit, { author: 'ana-d' });
    await read();
    expect((await world.sync.docAges()).calls).toBe(1);
    const site = (await siteOfEntity(world.db, LEDGER))?.site.id ?? '';
    const page = await pageAt(world.db, site, '');
    expect(page).toMatchObject({ changedBy: 'ana-d', agedOid: page?.oid });
    expect(page?.changedAt?.toISOString()).toBe('2026-06-15T13:00:00.000Z');
    expect((await world.sync.docAges()).calls).toBe(0);
  });

  it('pictures are fetched when somebody looks, and once', async () => {
    const picture = ledger({ 'docs/flow.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' });
    world = await createTestSync({ repositories: [picture] });
    await read();
    const shown = await siteOfEntity(world.db, LEDGER);
    const now = () => new Date('2026-06-15T12:00:00Z');
    const assets = createAssets({ db: world.db, readAsset: world.sync.readDocsFile, now });
    world.github.calls.reset();
    if (!shown) throw new Error('no docs');
    const both = await Promise.all([1, 2].map(() => assets.read(shown.site, 'flow.svg')));
    expect(both.map((one) => one?.content.toString())).toEqual([
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
      '<svg xmlns="http://www.w3.org/2000/svg"/>',
    ]);
    expect(both[0]?.type).toBe('image/svg+xml');
    await assets.read(shown.site, 'flow.svg');
    expect(world.github.calls.totals().byName).toEqual({ BlobSize: 1, rest: 1 });
    expect(await assets.read(shown.site, '../catalog-info.yaml')).toBeNull();
    expect(await assets.read(shown.site, 'constructor')).toBeNull();
  });
});
