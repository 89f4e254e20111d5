import { eq } from 'drizzle-orm';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { aliases, entities, relations } from '../db/schema.ts';
import { openTestDb } from '../db/test-db.ts';
import type { Entity } from './entity.ts';
import { refOf } from './ref.ts';
import { type CatalogIndex, createCatalogIndex } from './search.ts';

const AT = new Date('2026-06-15T12:30:00Z');

let db: Db;
let index: CatalogIndex;
beforeEach(async () => {
  db = await openTestDb();
  index = createCatalogIndex(db);
});
afterEach(() => db.close());

type Given = { kind?: string; name: string; metadata?: object; spec?: Record<string, unknown> };

async function save(revision: number, ...given: Given[]): Promise<void> {
  for (const { kind = 'Component', name, metadata, spec } of given) {
    const entity: Entity = {
      apiVersion: 'backstage.io/v1alpha1',
      kind,
      metadata: { namespace: 'default', name, ...metadata },
      ...(spec ? { spec } : {}),
    };
    const row = {
      ref: refOf(entity),
      uid: name,
      kind,
      namespace: 'default',
      name,
      entity,
      etag: String(revision),
      source: 'folder:/catalog',
      location: `file:/catalog/${name}.yaml`,
      commit: null,
      isCurrent: true,
      revision,
      createdAt: AT,
      changedAt: AT,
      removedAt: null,
      removedBecause: null,
    };
    await db.insert(entities).values(row).onConflictDoUpdate({ target: entities.ref, set: row });
  }
}

async function relate(source: string, type: string, target: string): Promise<void> {
  await db.insert(relations).values({ source, type, target });
}

async function names(text: string, kinds?: string[]): Promise<string[]> {
  const view = await index.current();
  return view.find(text, { kinds }).map(({ entry, match }) => `${entry.name} ${match}`);
}

it.each([
  ['token-vault', 'token-vault exact'],
  ['Token Vault', 'token-vault exact'],
  ['tokenvault', 'token-vault exact'],
  ['vault token', 'token-vault core'],
  ['tokn-vault', 'token-vault typo'],
  ['toekn vualt', 'token-vault typo'],
  ['payments.captured.v1', 'payments.captured.v1 exact'],
  ['identity', 'identity-service core'],
  ['zieliński', 'piotr part'],
  ['FX Rates', 'fx-rates exact'],
  ['component:default/token-vault', 'token-vault exact'],
])('knows "%s" as %s', async (text, expected) => {
  await save(
    1,
    { name: 'token-vault' },
    { name: 'payments.captured.v1', kind: 'API' },
    { name: 'identity-service' },
    { name: 'fx-rates', metadata: { title: 'FX Rates' } },
    { name: 'piotr', kind: 'User', spec: { profile: { displayName: 'Piotr Zieliński' } } },
  );
  expect((await names(text))[0]).toBe(expected);
});

it.each(['payments-ui', 'payments.captured.v2', 'quantum-vault'])(
  'does not take "%s" for something else',
  async (text) => {
    await save(
      1,
      { name: 'payments-api' },
      { name: 'payments.captured.v1' },
      { name: 'token-vault' },
    );
    const view = await index.current();
    const sure = view.find(text).filter(({ match }) => match !== 'near');
    expect(sure).toEqual([]);
  },
);

it('looks among the wanted kinds only', async () => {
  await save(1, { name: 'ledger' }, { name: 'ledger', kind: 'Group' });
  expect(await names('ledger', ['group'])).toEqual(['ledger exact']);
});

it('follows entities that are added, renamed and removed', async () => {
  await save(1, { name: 'ledger' }, { name: 'tokens' });
  expect(await names('ledger')).toEqual(['ledger exact']);
  await save(2, { name: 'tokens', metadata: { title: 'Vault' } }, { name: 'refunds' });
  expect(await names('vault')).toEqual(['tokens exact']);
  expect(await names('refunds')).toEqual(['refunds exact']);
  const gone = { removedAt: AT, removedBecause: 'deleted', revision: 3 };
  await db.update(entities).set(gone).where(eq(entities.ref, 'component:default/ledger'));
  expect((await names('ledger'))[0]).not.toBe('ledger exact');
});

it('follows relations in both directions and aliases', async () => {
  await save(1, { name: 'api' }, { name: 'db', kind: 'Resource' });
  await relate('component:default/api', 'dependsOn', 'resource:default/db');
  let view = await index.current();
  expect(view.out('resource:default/db', 'dependencyOf')).toEqual(['component:default/api']);
  expect(view.incoming('resource:default/db', 'dependsOn')).toEqual(['component:default/api']);

  await db.delete(relations);
  await relate('component:default/api', 'ownedBy', 'group:default/core');
  const alias = { alias: 'the api', ref: 'component:default/api', origin: 'user:default/ana' };
  await db.insert(aliases).values({ ...alias, createdAt: AT });
  await save(2, { name: 'api' });
  view = await index.current();
  expect(view.out('resource:default/db', 'dependencyOf')).toEqual([]);
  expect(view.ownedBy('group:default/core').map(({ name }) => name)).toEqual(['api']);
  expect(await names('the api')).toEqual(['api exact']);
});

it('knows whose a web address and an endpoint is', async () => {
  const definition = `openapi: 3.1.0
servers:
  - url: https://api.acme.example
paths:
  /v2/refunds/{id}:
    get: {}
`;
  await save(
    1,
    { name: 'refunds', kind: 'API', spec: { definition } },
    { name: 'web', metadata: { annotations: { 'github.com/project-slug': 'acme/web' } } },
  );
  const view = await index.current();
  const at = (address: string) => view.at(address).map(({ name }) => name);
  expect(at('api.acme.example/v2/refunds/42')).toEqual(['refunds']);
  expect(at('/v2/refunds')).toEqual(['refunds']);
  expect(at('github.com/acme/web/pull/12')).toEqual(['web']);
  expect(at('api.acme.example')).toEqual([]);
});
