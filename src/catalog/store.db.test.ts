import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { openTestDb } from '../db/test-db.ts';
import { catalogRevision } from './gather.ts';
import { versionsOf } from './history.ts';
import {
  changedSince,
  countByKind,
  entitiesByRefs,
  entityByRef,
  relationsFrom,
  removalOf,
} from './store.ts';
import { applySnapshots } from './sync.ts';

const NOW = new Date('2026-06-15T12:30:00Z');

let db: Db;
beforeEach(async () => {
  db = await openTestDb();
});
afterEach(() => db.close());

async function say(text: string, location = 'file:/srv/catalog/all.yaml'): Promise<void> {
  const file = { location, path: 'all.yaml', text, commit: null };
  const snapshot = { source: `folder:${location}`, files: [file], derived: [] };
  await applySnapshots(db, { snapshots: [snapshot], removed: [], now: () => NOW });
}

const CATALOG = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: shop }
spec: { type: service, lifecycle: production, owner: payments, dependsOn: [component:bank] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: bank }
spec: { type: service, lifecycle: production, owner: payments, dependencyOf: [component:shop] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments }
spec: { type: team, children: [], members: [ana] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ana }
spec: { memberOf: [payments] }
`;

describe('an entity', () => {
  beforeEach(() => say(CATALOG));

  it('has its relations in both directions, once whoever states them', async () => {
    expect((await entityByRef(db, 'component:default/bank'))?.relations).toEqual([
      { type: 'dependencyOf', targetRef: 'component:default/shop' },
      { type: 'ownedBy', targetRef: 'group:default/payments' },
    ]);
    expect(await relationsFrom(db, 'group:default/payments')).toEqual([
      { type: 'hasMember', targetRef: 'user:default/ana' },
      { type: 'ownerOf', targetRef: 'component:default/bank' },
      { type: 'ownerOf', targetRef: 'component:default/shop' },
    ]);
  });

  it('is found among several, and what does not exist is left out', async () => {
    const refs = ['component:default/shop', 'component:default/none', 'user:default/ana'];
    expect([...(await entitiesByRefs(db, refs)).keys()].sort()).toEqual([
      'component:default/shop',
      'user:default/ana',
    ]);
    expect(await entityByRef(db, 'component:default/none')).toBeNull();
    expect(await entitiesByRefs(db, [])).toEqual(new Map());
  });

  it('keeps its uid when it changes', async () => {
    const before = await entityByRef(db, 'component:default/shop');
    await say(CATALOG.replace('lifecycle: production', 'lifecycle: deprecated'));
    const after = await entityByRef(db, 'component:default/shop');
    expect(after?.uid).toBe(before?.uid);
    expect(after?.uid).toMatch(/^[\da-f]{8}-[\da-f]{4}-5[\da-f]{3}-8[\da-f]{3}-[\da-f]{12}$/);
    expect(after?.etag).not.toBe(before?.etag);
  });
});

it('counts entities by kind', async () => {
  await say(CATALOG);
  expect([...(await countByKind(db))]).toEqual([
    ['component', 2],
    ['group', 1],
    ['user', 1],
  ]);
});

it('knows nothing of a catalog that was never read', async () => {
  expect(await catalogRevision(db)).toBe(0);
  expect(await versionsOf(db, 'component:default/shop')).toEqual([]);
  expect(await removalOf(db, 'component:default/shop')).toBeNull();
  for await (const page of changedSince(db, 0)) expect(page).toBe('nothing');
});
