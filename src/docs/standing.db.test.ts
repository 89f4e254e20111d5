import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { docFiles, docSites, docSources, docViews } from '../db/docs-tables.ts';
import { openTestDb } from '../db/test-db.ts';
import { forgetPastDocs } from './forget.ts';
import { noteUnread, saveSites } from './save-sites.ts';
import { standingOfDocs } from './standing.ts';
import { noteView } from './store.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const daysAgo = (days: number) => new Date(NOW.getTime() - days * 24 * 3_600_000);

let db: Db;
beforeEach(async () => {
  db = await openTestDb();
});
afterEach(() => db.close());

const SITE = {
  kind: 'readme' as const,
  title: 'Ledger',
  description: null,
  nav: [],
  settings: {
    docsDir: '',
    configFile: null,
    snippetFolders: [],
    editUrl: null,
    sourceUrl: null,
    redirects: {},
    copyright: null,
  },
  pages: [],
  assets: { 'a.png': { path: 'a.png', oid: 'shown', bytes: 1 } },
  problems: [],
};
const PLACE = {
  source: 'github:R1',
  root: '',
  kind: 'readme' as const,
  ref: 'component:default/ledger',
};
const FOUND = {
  place: PLACE,
  site: SITE,
  repository: null,
  url: null,
  commit: null,
  readers: null,
};

it('tells how many docs there are, and what could not be read', async () => {
  await saveSites(db, 'github:R1', { found: [FOUND], version: 'a', now: NOW });
  await noteUnread(db, 'github:R1', { error: 'It broke.', now: NOW });
  expect(await standingOfDocs(db)).toMatchObject({ sites: 1, pages: 0, unread: 1 });
  expect(await db.select().from(docSources)).toMatchObject([{ version: 'a', error: 'It broke.' }]);
  expect(await db.select({ id: docSites.id }).from(docSites)).toHaveLength(1);
});

it('forgets pictures that nothing shows, and views of long ago', async () => {
  await saveSites(db, 'github:R1', { found: [FOUND], version: 'a', now: NOW });
  const content = Buffer.from([1]);
  await db.insert(docFiles).values([
    { oid: 'shown', content, at: daysAgo(90) },
    { oid: 'gone', content, at: daysAgo(2) },
    { oid: 'just now', content, at: NOW },
  ]);
  await noteView(db, 'page', NOW);
  await noteView(db, 'page', daysAgo(401));
  await forgetPastDocs(db, NOW);
  const files = await db.select({ oid: docFiles.oid }).from(docFiles);
  expect(files.map(({ oid }) => oid).sort()).toEqual(['just now', 'shown']);
  expect(await db.select().from(docViews)).toHaveLength(1);
});
