import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../catalog/search.ts';
import { applySnapshots } from '../catalog/sync.ts';
import { openTestDb } from '../db/test-db.ts';
import type { Ask } from './answer.ts';
import { createAsk } from './ask.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const CATALOG = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments, title: Payments }
spec: { type: department, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: refunds, title: Refunds }
spec: { type: team, children: [], parent: payments }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ana }
spec: { memberOf: [refunds] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: guest }
spec: { memberOf: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: refunds-api }
spec: { type: service, lifecycle: production, owner: refunds, dependsOn: [component:ledgr] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ledger }
spec: { type: service, lifecycle: production, owner: books }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: mailer }
spec: { type: service, ower: refunds, owner: refunds }
`;

let db: Db;
let ask: (text: string, asker?: string | null) => ReturnType<Ask>;
beforeAll(async () => {
  db = await openTestDb();
  const location = 'url:https://github.com/acme/all/blob/main/catalog-info.yaml';
  const file = { location, path: 'catalog-info.yaml', text: CATALOG, commit: 'c1' };
  const snapshot = { source: 'github:all', files: [file], derived: [] };
  await applySnapshots(db, { snapshots: [snapshot], now: () => NOW });
  const asking = createAsk({ db, index: createCatalogIndex(db), now: () => NOW });
  ask = (text, asker = 'user:default/ana') => asking({ text, asker, thread: null });
});
afterAll(() => db.close());

const REFUNDS = ['component:default/mailer', 'component:default/refunds-api'];

it.each([
  ["what's wrong with my descriptors", REFUNDS],
  ['problems of Refunds', REFUNDS],
  ['problems of Payments', REFUNDS],
  ['descriptor errors for refunds-api', ['component:default/refunds-api']],
  ['which descriptors are broken', ['component:default/mailer']],
  ['any orphans', ['component:default/ledger']],
  ['which owners do not exist', ['component:default/ledger']],
  ['catalog problems', [...REFUNDS, 'component:default/ledger']],
  ['duplicates in the catalog', []],
])('"%s" finds what is wrong there', async (text, refs) => {
  const answer = await ask(text);
  expect(answer).toMatchObject({ kind: 'answer', intent: 'catalog.problems' });
  expect(answer.refs.toSorted()).toEqual(refs.toSorted());
});

it('tells what to do, errors first, each below its service', async () => {
  const { text, view } = await ask("what's wrong with my descriptors");
  expect(text).toMatch(/^2 problems in what Refunds looks after\. .*`spec\.lifecycle` is missing/);
  expect(text).toContain('The nearest entity is `component:default/ledger`');
  expect(view).toMatchObject({
    kind: 'groups',
    total: 2,
    groups: [
      {
        label: 'mailer',
        lines: [{ place: { label: expect.stringMatching(/^all\/catalog-info\.yaml:\d+$/) } }],
      },
      { label: 'refunds-api' },
    ],
  });
});

it('says whom it does not know', async () => {
  for (const asker of [null, 'user:default/guest']) {
    const answer = await ask("what's wrong with my descriptors", asker);
    expect(answer.kind).toBe('unknown');
    expect(answer.text).toContain('Name the team, like "problems of payments"');
  }
});

it('says so when nothing is wrong', async () => {
  expect((await ask('duplicates in the catalog')).text).toBe(
    'I know of no duplicate in the catalog.',
  );
});
