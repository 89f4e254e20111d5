import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { type CatalogView, createCatalogIndex } from '../../catalog/search.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { openTestDb } from '../../db/test-db.ts';
import { gistOf } from './gist.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const NAMES = ['seat-map', 'fare-rules', 'gate-board'];
const CATALOG = [
  ...NAMES.map((name) =>
    entity('Component', name, '{ type: service, lifecycle: production, owner: cabin }'),
  ),
  entity('Group', 'cabin', '{ type: team, children: [] }'),
].join('\n---\n');

function entity(kind: string, name: string, spec: string): string {
  return `apiVersion: backstage.io/v1alpha1\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${spec}`;
}

let db: Db;
let view: CatalogView;
beforeAll(async () => {
  db = await openTestDb();
  const file = { location: 'file:/all.yaml', path: 'all.yaml', text: CATALOG, commit: null };
  const snapshot = { source: 'folder:/catalog', files: [file], derived: [] };
  await applySnapshots(db, { snapshots: [snapshot], now: () => NOW });
  view = await createCatalogIndex(db).current();
});
afterAll(() => db.close());

const gist = (text: string) => gistOf(text, view)?.replaceAll(/\w+:default\//g, '') ?? null;

it.each([
  ['seat map belongs to?', 'who owns seat-map'],
  ['team behind seat-map', 'who owns seat-map'],
  ['which squad is in charge of the gate-board these days', 'who owns gate-board'],
  ['seat-map and gate-board - whose are they', 'who owns seat-map and gate-board'],
  ['what is cabin responsible for', 'what does cabin own'],
  ['i need a human for fare-rules', 'who do i talk to about fare-rules'],
  ['where can i get help with fare-rules', 'who do i talk to about fare-rules'],
  ['if seat-map dies who is hit', 'what breaks if seat-map is down'],
  ['can we switch off fare-rules', 'what breaks if fare-rules is down'],
  ['whom do i warn before restarting seat-map', 'what breaks if seat-map is down'],
  ['who gets hurt when fare-rules is slow', 'what breaks if fare-rules is down'],
  ['what would hurt seat-map', 'what does seat-map depend on'],
  [
    'seat-map and gate-board both throwing errors - shared cause?',
    'what do seat-map and gate-board have in common',
  ],
  ['things seat-map relies on', 'what does seat-map depend on'],
  ['anything using seat-map?', 'what depends on seat-map'],
  ['what is seat-map used by', 'what depends on seat-map'],
  ['how does gate-board end up needing seat-map', 'does gate-board depend on seat-map'],
])('%s: %s', (text, question) => {
  expect(gist(text)).toBe(question);
});

it.each([
  ['names nothing that exists', 'team behind seat-plan'],
  ['says a word of its own', 'team behind the seat-map importer'],
  ['takes something back', 'who owns seat-map, not gate-board'],
  ['denies', 'who does not own seat-map'],
  ['is about the past', 'who used to own seat-map'],
  ['asks about two things at once', 'who owns seat-map and what breaks when it dies'],
  ['tells to do something', 'delete seat-map'],
  ['asks how', 'how do i restart seat-map'],
  ['asks who has done it', 'who removed seat-map'],
  ['says too much', `seat-map ${'and then again '.repeat(12)} owner`],
])('stays silent when a text %s', (_, text) => {
  expect(gist(text)).toBeNull();
});
