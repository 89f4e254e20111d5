import { beforeAll, describe, expect, it } from 'vitest';
import { openTestDb } from '../db/test-db.ts';
import { createListing, type Listing, type Narrowing } from './listing.ts';
import { createCatalogIndex } from './search.ts';
import { applySnapshots } from './sync.ts';

const document = (kind: string, name: string, spec: string, metadata = '') =>
  `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name}${metadata} }\nspec: { ${spec} }\n`;
const component = (name: string, { owner = 'books', type = 'service', more = '' } = {}) =>
  document('Component', name, `type: ${type}, lifecycle: production, owner: ${owner}`, more);

const TEXT = [
  document('Group', 'books', 'type: team, children: []', ', title: The Bookkeepers'),
  component('ledger', { more: ', tags: [go, money]' }),
  component('ledger-export', { type: 'job', more: ', tags: [go]' }),
  component('general-ledger', { owner: 'audit' }),
  component('tills', { owner: 'shops', more: ', title: Cash Tills' }),
].join('---\n');

const NONE: Narrowing = { kind: [], type: [], owner: [], lifecycle: [], tag: [] };
let listing: Listing;
const names = (text: string, narrowing: Partial<Narrowing> = {}) =>
  listing.find(text, { ...NONE, ...narrowing }).entries.map(({ name }) => name);

beforeAll(async () => {
  const db = await openTestDb();
  const file = { location: 'file:/srv/a.yaml', path: 'a.yaml', text: TEXT, commit: null };
  const snapshots = [{ source: 'folder:/srv', files: [file], derived: [] }];
  await applySnapshots(db, { snapshots, removed: [], now: () => new Date('2026-06-15T12:00:00Z') });
  listing = createListing(await createCatalogIndex(db).current());
  await db.close();
});

describe('a listing', () => {
  it('stands in the order of the names people read', () => {
    expect(names('')).toEqual(['tills', 'general-ledger', 'ledger', 'ledger-export', 'books']);
  });

  it('puts the name itself before what begins with it, and that before what holds it', () => {
    expect(names('ledger')).toEqual(['ledger', 'ledger-export', 'general-ledger']);
  });

  it('finds parts of words, titles and mistyped names', () => {
    expect(names('edge')).toHaveLength(3);
    expect(names('cash t')).toEqual(['tills']);
    expect(names('ledgre')).toContain('ledger');
  });

  it('narrows by several facets, and widens by several values of one', () => {
    expect(
      names('', { owner: ['group:default/books', 'group:default/audit'], type: ['service'] }),
    ).toEqual(['general-ledger', 'ledger']);
    expect(names('', { tag: ['money'] })).toEqual(['ledger']);
    expect(names('', { kind: ['nonsense'] })).toEqual([]);
  });

  it('counts under each value what choosing it would show', () => {
    const { facets } = listing.find('ledger', {
      ...NONE,
      type: ['job'],
      owner: ['group:default/books'],
    });
    expect(facets.type).toEqual([
      { value: 'job', count: 1 },
      { value: 'service', count: 1 },
    ]);
    expect(facets.owner).toEqual([{ value: 'group:default/books', count: 1 }]);
    expect(facets.tag).toEqual([{ value: 'go', count: 1 }]);
  });

  it('names what looks alike where nothing is found', () => {
    const { entries, nearest } = listing.find('xxledgerxx', NONE);
    expect(entries).toEqual([]);
    expect(nearest[0]?.name).toMatch(/ledger/);
  });
});
