import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { type CatalogIndex, createCatalogIndex } from '../../catalog/search.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { openTestDb } from '../../db/test-db.ts';
import { addLock } from '../../operations/locks.ts';
import type { OnCallReading, Shift } from '../../operations/on-call-source.ts';
import { newStanding } from '../../operations/standing.ts';
import { saveReading } from '../../operations/store.ts';
import { createAsk } from '../ask.ts';
import { createHomeOf, type HomeOf } from './gather.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const at = (time: string) => new Date(`2026-06-${time}Z`);

const CATALOG = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: money, title: Money, annotations: { slack.com/channel: '#money' } }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: guild, title: Guild }
spec: { type: team, children: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ana, title: Ana Lima }
spec: { memberOf: [money, guild], profile: { email: ana@example.com } }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: ben, title: Ben Alone }
spec: { memberOf: [] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata: { name: zoe, title: Zoe Vast }
spec: { memberOf: [${Array.from({ length: 40 }, (_, i) => `many-${i}`).join(', ')}] }
${['ledger', 'rates', 'mailer']
  .map(
    (name) => `---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: ${name}, annotations: { pagerduty.com/service-id: P${name.toUpperCase()}1 } }
spec: { type: service, lifecycle: production, owner: money${name === 'rates' ? ', dependsOn: [component:nowhere]' : ''} }
`,
  )
  .join('')}
${Array.from(
  { length: 40 },
  (_, i) => `---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: many-${i} }
spec: { type: team, children: [] }
`,
).join('')}
${Array.from(
  { length: 500 },
  (_, i) => `---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: one-of-many-${i} }
spec: { type: service, lifecycle: production, owner: many-${i % 40} }
`,
).join('')}
`;

const shift = (over: Partial<Shift>): Shift => ({
  rota: 'R1',
  level: 1,
  ref: null,
  email: null,
  name: 'Somebody',
  since: at('15T08:00:00'),
  until: at('22T08:00:00'),
  ...over,
});

const READING: OnCallReading = {
  window: { since: at('01T00:00:00'), until: at('30T00:00:00') },
  rotas: [{ id: 'R1', name: 'Money primary', url: null, covers: ['group:money'], levels: [] }],
  services: [{ id: 'PLEDGER1', name: 'Ledger', rota: 'R1', keys: [], url: null }],
  shifts: [
    shift({ email: 'ana@example.com', name: 'Ana' }),
    shift({ name: 'Mei', since: at('22T08:00:00'), until: at('29T08:00:00') }),
  ],
  incidents: [
    {
      id: 'Q1',
      number: 1042,
      title: 'Ledger is slow',
      services: [{ id: 'PLEDGER1', name: 'Ledger' }],
      isOpen: true,
      urgency: 'high',
      openedAt: at('15T11:00:00'),
      resolvedAt: null,
      url: null,
      channel: null,
    },
  ],
  problems: [],
};

let db: Db;
let index: CatalogIndex;
let homeOf: HomeOf;
beforeAll(async () => {
  db = await openTestDb();
  const file = {
    location: 'file:/catalog/all.yaml',
    path: 'all.yaml',
    text: CATALOG,
    commit: null,
  };
  const snapshot = { source: 'folder:/catalog', files: [file], derived: [] };
  await applySnapshots(db, { snapshots: [snapshot], now: () => NOW });
  index = createCatalogIndex(db);
  homeOf = createHomeOf({ db, index, now: () => NOW });
});
afterAll(() => db.close());

describe('the Home of a person', () => {
  it('holds nothing of on call where no source is connected', async () => {
    const { shifts, teams } = await homeOf('user:default/ana');
    expect(shifts).toBeNull();
    expect(teams.map(({ label, total, onCall }) => [label, total, onCall])).toEqual([
      ['Money', 3, null],
      ['Guild', 0, null],
    ]);
  });

  it('tells shifts, open incidents, locks and broken descriptors of their services, what burns first', async () => {
    const standing = {
      ...newStanding('PagerDuty'),
      readAt: NOW,
      since: at('01T00:00:00'),
      until: at('30T00:00:00'),
    };
    await saveReading(db, 'pagerduty', READING, { standing, now: NOW });
    await addLock(db, {
      ref: 'component:default/mailer',
      by: 'user:default/ben',
      since: NOW,
      until: null,
      reason: 'migration',
    });
    const { shifts, teams, facts } = await homeOf('user:default/ana');
    expect(shifts?.first).toEqual([
      {
        rota: 'Money primary',
        role: 'on call',
        since: at('15T08:00:00'),
        until: at('22T08:00:00'),
        isNow: true,
      },
    ]);
    const [money] = teams;
    expect(money).toMatchObject({ channel: '#money', onCall: { who: 'Ana Lima' }, problems: 1 });
    expect(money?.services).toMatchObject([
      { label: 'ledger', incident: { name: 'INC-1042', title: 'Ledger is slow' }, onCall: null },
      { label: 'mailer', lock: { by: 'Ben Alone', reason: 'migration' } },
      { label: 'rates', problems: 1 },
    ]);
    expect(facts.map(({ source }) => source)).toEqual(['catalog', 'PagerDuty']);
  });

  it('counts what others ask about, and not what the team asks itself', async () => {
    const ask = createAsk({ db, index, now: () => NOW });
    const from = { person: 'slack:U1', place: 'channel' as const };
    for (const asker of ['user:default/ben', 'user:default/ben', 'user:default/ana', null])
      await ask({ text: 'who owns ledger', asker, thread: null, from });
    await ask({ text: 'who owns rates', asker: null, thread: null, from });
    await ask({ text: 'who owns mailer', asker: null, thread: null });
    const { asked } = await homeOf('user:default/ana');
    expect(asked?.about.map(({ label, count }) => [label, count])).toEqual([
      ['ledger', 3],
      ['rates', 1],
    ]);
  });

  it('is empty of teams for somebody in none, and knows no stranger', async () => {
    expect(await homeOf('user:default/ben')).toMatchObject({ teams: [], asked: null });
    expect(await homeOf('user:default/gone')).toMatchObject({ person: null, teams: [] });
    expect(await homeOf(null)).toMatchObject({ person: null, entries: 548 });
  });

  it('shows eight of forty teams and names the others', async () => {
    const { teams, otherTeams } = await homeOf('user:default/zoe');
    expect(teams).toHaveLength(8);
    expect(otherTeams).toHaveLength(32);
    expect(teams[0]).toMatchObject({ total: 13 });
    expect(teams[0]?.services).toHaveLength(8);
  });
});
