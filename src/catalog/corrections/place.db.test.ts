import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { repositories } from '../../db/schema.ts';
import { openTestDb } from '../../db/test-db.ts';
import type { SourceSnapshot } from '../snapshot.ts';
import { applySnapshots } from '../sync.ts';
import { repository, system } from '../test-sources.ts';
import { placeOf } from './place.ts';

const now = () => new Date('2026-06-15T12:30:00Z');
let db: Db;
beforeEach(async () => {
  db = await openTestDb();
});
afterEach(() => db.close());

/** The repository as GitHub was read last, with one system in a file of it. */
async function stored({
  path = 'catalog-info.yaml',
  isArchived = false,
  change = (snapshot: SourceSnapshot) => snapshot,
} = {}) {
  await db.insert(repositories).values({
    id: 'shop',
    slug: 'acme/shop',
    url: 'https://github.com/acme/shop',
    visibility: 'private',
    isArchived,
    defaultBranch: 'main',
    topics: [],
    files: {},
    seenAt: now(),
  });
  const snapshots = [change(repository('shop', { [path]: system('checkout') }))];
  await applySnapshots(db, { snapshots, removed: [], now });
  return placeOf(db, 'system:default/checkout');
}

it.each(['catalog-info.yaml', 'services/a b/über.yaml'])(
  'finds %s in its repository',
  async (path) => {
    expect(await stored({ path })).toMatchObject({ kind: 'file', repository: 'acme/shop', path });
  },
);

const at = (location: string, source?: string) => (snapshot: SourceSnapshot) => ({
  ...snapshot,
  ...(source && { source }),
  files: snapshot.files.map((file) => ({ ...file, location })),
});

it.each([
  [
    'a folder',
    { change: at('file:/srv/catalog/a.yaml', 'folder:/srv/catalog') },
    '/srv/catalog/a.yaml',
  ],
  [
    'a place outside of the organisation',
    { change: at('url:https://example.com/catalog.yaml', 'location:7') },
    'outside the repositories that I may write to',
  ],
  ['an archived repository', { isArchived: true }, 'acme/shop is archived'],
  [
    'another branch',
    { change: at('url:https://github.com/acme/shop/blob/old/catalog-info.yaml') },
    'could not be found',
  ],
])('says why nothing can be written to %s, and what to do', async (_, options, reason) => {
  expect(await stored(options)).toMatchObject({
    kind: 'elsewhere',
    reason: expect.stringContaining(reason),
    nextStep: expect.stringMatching(/^\w/),
  });
});

it('knows what is gone', async () => {
  expect(await placeOf(db, 'system:default/nothing')).toMatchObject({ kind: 'elsewhere' });
});
