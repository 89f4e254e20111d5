import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDb } from '../db/test-db.ts';
import type { Entity } from './entity.ts';
import { type OwnerDirectory, ownerDirectory } from './owner-directory.ts';
import { type OwnedRepository, ownershipOf } from './ownership.ts';
import { createCatalogIndex } from './search.ts';
import { applySnapshots } from './sync.ts';

const entity = (kind: string, name: string, spec: object, annotations = {}): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default', annotations },
  spec: { ...spec },
});
const slug = (value: string) => ({ 'github.com/team-slug': value });
const login = (value: string) => ({ 'github.com/user-login': value });

const TEAMS_AND_PEOPLE = [
  entity('Group', 'engineering', { type: 'department', children: [] }),
  entity('Group', 'ledger', { type: 'team', parent: 'engineering', children: ['ledger-core'] }),
  entity('Group', 'ledger-core', { type: 'squad', children: [], members: ['kenji'] }),
  entity('Group', 'checkout-experience', { type: 'team', children: [] }, slug('@acme/checkout')),
  entity('Group', 'checkout', { type: 'team', children: [] }, slug('other')),
  entity('Group', 'risk', { type: 'team', children: [] }, slug('acme/risk')),
  entity('User', 'kenji', { memberOf: [], profile: { email: 'Kenji@acme.example' } }),
  entity('User', 'tomasz-wojcik', { memberOf: ['risk'] }, login('tomasz-w')),
];

let directory: OwnerDirectory;

beforeAll(async () => {
  const db = await openTestDb();
  const text = TEAMS_AND_PEOPLE.map((one) => JSON.stringify(one)).join('\n---\n');
  const files = [{ location: 'file:/srv/teams.yaml', path: 'teams.yaml', text, commit: null }];
  await applySnapshots(db, {
    snapshots: [{ source: 'folder:/srv', files, derived: [] }],
    removed: [],
    now: () => new Date('2026-06-15T12:00:00Z'),
  });
  directory = ownerDirectory(await createCatalogIndex(db).current());
  return db.close;
});

describe('a handle of CODEOWNERS', () => {
  it.each([
    ['@acme/risk', 'group:default/risk'],
    ['@Acme/Risk', 'group:default/risk'],
    ['@acme/ledger', 'group:default/ledger'],
    ['@acme/checkout', 'group:default/checkout-experience'],
    ['@tomasz-w', 'user:default/tomasz-wojcik'],
    ['@kenji', 'user:default/kenji'],
    ['kenji@acme.example', 'user:default/kenji'],
    ['@acme/nobody', null],
    ['nobody@acme.example', null],
  ])('%s is %s', (handle, ref) => {
    expect(directory.refOfHandle(handle)).toBe(ref);
  });
});

const repository = (codeowners: string | null): OwnedRepository => ({
  adminTeams: null,
  committers: null,
  slug: 'acme/shop',
  url: 'https://github.com/acme/shop',
  defaultBranch: 'main',
  codeowners,
  codeownersPath: '.github/CODEOWNERS',
});

describe('the owner that a descriptor and CODEOWNERS name', () => {
  it.each([
    ['the same', 'risk', '@acme/risk', 'agree'],
    ['a team below it', 'ledger', '@acme/ledger-core', 'agree'],
    ['the team above it', 'ledger', '@acme/engineering', 'agree'],
    ['a member of a team below it', 'ledger', '@kenji', 'agree'],
    ['it and another', 'risk', '@acme/risk @acme/ledger', 'shared'],
    ['it and somebody unknown', 'risk', '@acme/risk @stranger', 'shared'],
    ['another', 'risk', '@acme/ledger', 'differ'],
    ['nobody known', 'risk', '@acme/nobody', 'unknown'],
    ['nobody', 'risk', '', 'unknown'],
  ])('%s', (_, owner, handles, verdict) => {
    const said = { entity: entity('Component', 'shop', { owner }), location: '' };
    expect(ownershipOf(said, repository(`* ${handles}`), directory).verdict).toBe(verdict);
  });

  it('says which line decides, and who stands there', () => {
    const said = { entity: entity('Component', 'shop', { owner: 'risk' }), location: '' };
    expect(ownershipOf(said, repository('# owners\n* @acme/ledger @x\n'), directory)).toMatchObject(
      {
        catalogOwner: 'group:default/risk',
        codeowners: [
          { handle: '@acme/ledger', ref: 'group:default/ledger' },
          { handle: '@x', ref: null },
        ],
        rule: { path: '.github/CODEOWNERS', line: 2 },
        verdict: 'differ',
      },
    );
  });

  it('says nothing about CODEOWNERS where there is none', () => {
    const said = { entity: entity('Component', 'shop', { owner: 'risk' }), location: '' };
    expect(ownershipOf(said, null, directory)).toMatchObject({ codeowners: [], rule: null });
    expect(ownershipOf(said, repository(null), directory).verdict).toBe('unknown');
  });
});

describe('the folder that CODEOWNERS is asked about', () => {
  const source = (url: string) => ({ 'backstage.io/source-location': `url:${url}` });
  const root = 'https://github.com/acme/shop';
  it.each([
    ['that of the source location', source(`${root}/tree/main/libs/money/`), '', 4],
    ['that of the descriptor', {}, `url:${root}/blob/main/libs/money/catalog-info.yaml`, 4],
    ['with spaces', {}, `url:${root}/blob/main/my%20docs/catalog-info.yaml`, 5],
    ['the root', {}, `url:${root}/blob/main/catalog-info.yaml`, 1],
    ['the root for a file elsewhere', {}, 'file:/srv/libs/money/catalog-info.yaml', 1],
  ])('is %s', (_, annotations, location, line) => {
    const owners = '* @a\n*.yaml @b\n/catalog-info.yaml @c\n/libs/ @d\n/my\\ docs/ @e\n';
    const said = { entity: entity('Component', 'money', { owner: 'risk' }, annotations), location };
    expect(ownershipOf(said, repository(owners), directory).rule?.line).toBe(line);
  });
});
