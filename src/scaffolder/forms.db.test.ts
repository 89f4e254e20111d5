import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogQueries } from '../catalog/query/queries.ts';
import { type CatalogIndex, createCatalogIndex } from '../catalog/search.ts';
import { applySnapshots } from '../catalog/sync.ts';
import { repository } from '../catalog/test-sources.ts';
import { repositories } from '../db/schema.ts';
import { openTestDb } from '../db/test-db.ts';
import { ACTIONS } from './actions/table.ts';
import { createForms, type Forms } from './forms.ts';
import { createLibrary, type Library } from './library.ts';

const AT = new Date('2026-06-15T12:30:00Z');

const PEOPLE = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments, title: Payments }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ana }
spec: { memberOf: [payments] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: refunds-service }
spec: { type: service, lifecycle: production, owner: payments }
`;

const TEMPLATE = `apiVersion: scaffolder.backstage.io/v1beta3
kind: Template
metadata: { name: service, title: A service }
spec:
  type: service
  owner: payments
  parameters:
    required: [name, owner, repoUrl]
    properties:
      name: { type: string, ui:field: EntityNamePicker }
      owner: { type: string, ui:field: OwnerPicker, ui:options: { allowArbitraryValues: false } }
      repoUrl: { type: string, ui:field: RepoUrlPicker }
  steps:
    - { id: publish, action: 'publish:github', input: { repoUrl: '\${{ parameters.repoUrl }}' } }
    - { id: wrong, action: 'publish:githb' }
`;

let db: Db;
let index: CatalogIndex;
let forms: Forms;
let library: Library;

async function read(text: string): Promise<void> {
  const snapshots = [repository('platform', { 'catalog-info.yaml': [PEOPLE, text] })];
  await applySnapshots(db, { snapshots, removed: [], now: () => AT });
}

beforeAll(async () => {
  db = await openTestDb();
  index = createCatalogIndex(db);
  forms = createForms({ db, index, queries: createCatalogQueries(db) });
  library = createLibrary({ db, index, actions: ACTIONS, shipped: null });
  await read(TEMPLATE);
  await db.insert(repositories).values({
    id: 'R_1',
    slug: 'acme/Ledger',
    url: 'https://github.com/acme/Ledger',
    visibility: 'private',
    isArchived: false,
    topics: [],
    files: {},
    seenAt: AT,
  });
});
afterAll(() => db.close());

async function template() {
  const found = await library.get('template:default/service');
  if (!found) throw new Error('the template is not in the library');
  return found.template;
}

describe('the library', () => {
  it('reads a template of the catalog, says why it cannot run, and hears of its next version', async () => {
    const found = await library.get('template:default/service');
    expect(found).toMatchObject({
      isShipped: false,
      template: { title: 'A service', owner: 'group:default/payments' },
      problems: [{ path: 'spec.steps.1.action' }],
    });
    await read(TEMPLATE.replace("    - { id: wrong, action: 'publish:githb' }\n", ''));
    expect((await library.get('template:default/service'))?.problems).toEqual([]);
    expect(await library.all()).toHaveLength(1);
  });
});

describe('what is filled in, with the catalog around it', () => {
  const right = {
    name: 'refund-listener',
    owner: 'group:default/payments',
    repoUrl: 'github.com?owner=acme&repo=refund-listener',
  };
  const checked = async (values: object) => forms.check(await template(), { ...right, ...values });

  it('puts the team of who asks where an owner is asked for', async () => {
    const form = await forms.form(await template(), {}, 'user:default/ana');
    const owner = form.pages[0]?.fields.find(({ path }) => path[0] === 'owner');
    expect(owner?.default).toBe('group:default/payments');
  });

  it('finds nothing wrong where nothing is', async () => {
    expect(await checked({})).toEqual([]);
  });

  it.each([
    [
      { name: 'refunds-service' },
      [{ path: ['name'], message: 'refunds-service exists, owned by Payments.' }],
    ],
    [
      { name: 'refund-service' },
      [
        {
          path: ['name'],
          message: 'refunds-service exists, owned by Payments. Is that the one you mean?',
          isWarning: true,
        },
      ],
    ],
    [
      { repoUrl: 'github.com?owner=acme&repo=ledger' },
      [{ path: ['repoUrl'], message: 'The repository acme/Ledger exists already.' }],
    ],
    [
      { owner: 'group:default/nobody' },
      [{ path: ['owner'], message: 'The catalog has no group:default/nobody.' }],
    ],
    [
      { owner: 'component:default/refunds-service' },
      [
        {
          path: ['owner'],
          message: 'component:default/refunds-service is not one of those to choose from.',
        },
      ],
    ],
    [{ owner: 'payments' }, []],
  ])('%j', async (values, errors) => {
    expect(await checked(values)).toEqual(errors);
  });
});
