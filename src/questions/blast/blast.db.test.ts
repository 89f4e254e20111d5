import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../../catalog/search.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { openTestDb } from '../../db/test-db.ts';
import type { Ask } from '../answer.ts';
import { createAsk } from '../ask.ts';
import { tierRank } from './affected.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const TEAMS = 25;

const entity = (kind: string, name: string, spec: object, annotations: object = {}) =>
  JSON.stringify({
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, annotations },
    spec: { type: 'service', lifecycle: 'production', children: [], ...spec },
  });
const user = (name: string, owner: string, dependsOn: string, tier?: string) =>
  entity(
    'Component',
    name,
    { owner, dependsOn: [`component:${dependsOn}`] },
    tier ? { 'acme.com/tier': tier } : {},
  );
const numbers = Array.from({ length: TEAMS }, (_, at) => at + 1);

const CATALOG = [
  entity('Group', 'kitchen', { type: 'team' }, { 'acme.com/channel': '#kitchen' }),
  entity('Group', 'waiters', { type: 'team' }, { 'acme.com/lead': 'bea' }),
  entity('Group', 'guests', { type: 'team' }),
  entity('User', 'bea', { memberOf: ['waiters'], profile: { displayName: 'Bea Moll' } }),
  entity('Component', 'oven', { owner: 'kitchen' }),
  user('menu', 'kitchen', 'oven', '3'),
  user('bill', 'waiters', 'menu', 'tier-1'),
  user('bell', 'waiters', 'oven', '2'),
  user('table', 'guests', 'oven'),
  user('door', 'nobody-there', 'bell'),
  entity('Component', 'salt', { owner: 'kitchen' }),
  entity('Component', 'water', { owner: 'kitchen' }),
  ...numbers.map((at) =>
    entity('Group', `team-${at}`, { type: 'team' }, { 'acme.com/channel': `#t${at}` }),
  ),
  ...numbers.map((at) => user(`soup-${at}`, `team-${at}`, 'water', `${at}`)),
].join('\n---\n');

let db: Db;
let ask: Ask;
beforeAll(async () => {
  db = await openTestDb();
  const file = { location: 'file:inn.yaml', path: 'inn.yaml', text: CATALOG, commit: null };
  const snapshots = [{ source: 'folder:/inn', files: [file], derived: [] }];
  await applySnapshots(db, { snapshots, now: () => NOW });
  ask = createAsk({ db, index: createCatalogIndex(db), now: () => NOW });
});
afterAll(() => db.close());

const asked = (text: string) => ask({ text, asker: null, thread: null });

it.each([
  [
    ['3', '1', '2'],
    ['1', '2', '3'],
  ],
  [
    ['tier-2', null, 'tier-1'],
    ['tier-1', 'tier-2', null],
  ],
  [
    ['low', 'medium', 'critical', 'life-critical', 'high'],
    ['life-critical', 'critical', 'high', 'medium', 'low'],
  ],
  [
    [null, 'gold', '4'],
    ['4', 'gold', null],
  ],
])('reads %j as %j from the most critical on', (tiers, expected) => {
  expect([...tiers].sort((a, b) => tierRank(a) - tierRank(b))).toEqual(expected);
});

describe('what breaks', () => {
  it('is told by tier, near before far, with the owners and where they read', async () => {
    const { text, view, refs } = await asked('what breaks if oven is down');
    expect(text).toContain('3 things depend on oven directly, 2 more through them.');
    expect(text).toContain('Tier 1: through others bill.');
    expect(refs[0]).toBe('component:default/bill');
    expect(
      view.kind === 'list' && view.items.map(({ under, label, detail }) => [under, label, detail]),
    ).toEqual([
      ['Tier 1', 'bill', 'waiters, through menu'],
      ['Tier 2', 'bell', 'waiters, directly'],
      ['Tier 3', 'menu', 'kitchen in #kitchen, directly'],
      ['No tier', 'table', 'guests, directly'],
      ['No tier', 'door', 'nobody-there, through bell'],
    ]);
  });

  it('comes as a spreadsheet with every line of it', async () => {
    const { text } = await asked('blast radius of water as csv');
    expect(text.split('\n')).toHaveLength(1 + TEAMS);
  });

  it('offers no button where nothing depends on it', async () => {
    const { text, view } = await asked('what breaks if salt is down');
    expect(text).toBe('Nothing in the catalog depends on salt.');
    expect(view).not.toHaveProperty('asks');
  });
});

describe('telling who depends on it', () => {
  it('goes to the channel of a team, else to its lead, and says of whom it knows neither', async () => {
    const { kind, text, view } = await asked('tell everyone who depends on oven that it is cold');
    expect(kind).toBe('confirm');
    expect(text).toContain('I know no channel and no lead of guests and nobody-there.');
    expect(view.kind === 'confirm' && view.deed).toEqual({
      kind: 'tell',
      about: 'component:default/oven',
      text: 'oven is cold. Questions: #kitchen.',
      to: [
        {
          place: 'user:default/bea',
          owners: ['group:default/waiters'],
          things: ['component:default/bill', 'component:default/bell'],
        },
        {
          place: '#kitchen',
          owners: ['group:default/kitchen'],
          things: ['component:default/menu'],
        },
      ],
    });
  });

  it('is no more than twenty messages, the most critical first, and names who is left out', async () => {
    const { text, view } = await asked('notify consumers of water');
    const places =
      view.kind === 'confirm' && view.deed.kind === 'tell'
        ? view.deed.to.map(({ place }) => place)
        : [];
    expect(places).toEqual(numbers.slice(0, 20).map((at) => `#t${at}`));
    expect(text).toContain(
      'no more than 20 messages at once; these are left out: team-21, team-22',
    );
  });

  it.each(['notify consumers of salt', 'tell everyone who uses salt'])(
    '"%s" has nobody to tell',
    async (text) => {
      const answer = await asked(text);
      expect(answer.kind).toBe('answer');
      expect(answer.text).toContain('nobody to tell');
    },
  );

  it('knows no name that nothing has', async () => {
    expect((await asked('notify consumers of quasar')).kind).toBe('unknown');
  });
});
