import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { createCatalogIndex } from '../../catalog/search.ts';
import { applySnapshots } from '../../catalog/sync.ts';
import { repository } from '../../catalog/test-sources.ts';
import { commits, locks, state } from '../../db/schema.ts';
import {
  exemptions,
  findings,
  nudgeLog,
  nudges,
  scoreChanges,
  scoreResults,
} from '../../db/scorecard-tables.ts';
import { openTestDb } from '../../db/test-db.ts';
import type { Outcome } from '../evaluate.ts';
import { nudgeFailed, nudgeSent } from './delivered.ts';
import { NO_COUNTRIES } from './holidays.ts';
import { createNudging } from './run.ts';
import { findingsOf, logWhere, nudgesToShow, nudgesWhere } from './store.ts';

const CATALOG = `apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: risk
  title: Risk
  annotations: { acme.com/slack-channel: '#team-risk', acme.com/timezone: Europe/Berlin }
spec: { type: team, children: [], members: [nina] }
---
apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: nina
  annotations: { github.com/user-login: nina-w }
spec: { memberOf: [risk] }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata: { name: scorer }
spec: { type: service, lifecycle: production, owner: risk }
`;
const REF = 'component:default/scorer';
/** Wednesday, nine in the morning in Berlin. */
const MORNING = new Date('2026-06-10T07:05:00Z');

let db: Db;
let at = MORNING;
let ids = 0;
beforeEach(async () => {
  db = await openTestDb();
  at = MORNING;
  const snapshots = [repository('risk', { 'catalog-info.yaml': CATALOG })];
  await applySnapshots(db, { snapshots, removed: [], now: () => MORNING });
});
afterEach(() => db.close());

function nudging(database = db) {
  return createNudging({
    db: database,
    index: createCatalogIndex(db),
    standards: { scorecards: async () => [], initiatives: async () => [] },
    countries: async () => NO_COUNTRIES,
    zone: 'UTC',
    now: () => at,
    newId: () => `line-${ids++}`,
    log: pino({ level: 'silent' }),
  });
}

/** As an evaluation leaves it. */
async function turned(from: Outcome | null, to: Outcome): Promise<void> {
  const score = { level: null, earned: 0, possible: 1000, unknown: 0 };
  const owner = 'group:default/risk';
  const row = {
    ...{ ref: REF, scorecard: 'readiness', owner, version: 'v', ...score, possibleLevel: null },
    ...{ outcomes: { runbook: to }, reasons: {}, uncounted: [], since: at, evaluatedAt: at },
  };
  const target = [scoreResults.ref, scoreResults.scorecard];
  await db.insert(scoreResults).values(row).onConflictDoUpdate({ target, set: row });
  await db.insert(scoreChanges).values({
    ...{ ref: REF, scorecard: 'readiness', at, cause: 'service', version: 'v' },
    ...{ ownerBefore: owner, owner, before: from === null ? null : score, after: score },
    checks: [{ check: 'runbook', title: 'Runbook', from, to, reason: null, evidence: [] }],
  });
}

const hours = (count: number) => new Date(at.getTime() + count * 3_600_000);
const ways = async () =>
  (await logWhere(db, { ref: REF, limit: 20 })).map((one) => one.reason ?? one.decision);

it('tells once, counts the message when Slack has it, and closes it when the check passes', async () => {
  await turned(null, 'pass');
  at = hours(1);
  await turned('pass', 'fail');
  const one = nudging();
  await one.run();
  await one.run();
  const [planned, ...others] = await nudgesWhere(db);
  if (!planned) throw new Error('nothing was planned');
  expect(others).toEqual([]);
  expect(planned).toMatchObject({
    place: '#team-risk',
    state: 'planned',
    recipient: 'group:default/risk',
  });
  expect(await findingsOf(db, REF)).toMatchObject([{ state: 'open', sent: 0, rung: null }]);

  const sent = { channel: 'C1', ts: '1.0', shown: 'x', at };
  await nudgeSent(db, planned, sent);
  await nudgeSent(db, planned, sent);
  expect(await findingsOf(db, REF)).toMatchObject([
    { sent: 1, rung: 'transition', lastSentAt: at },
  ]);
  expect(await ways()).toEqual(expect.arrayContaining(['planned', 'sent']));

  at = hours(2);
  await turned('fail', 'pass');
  await one.run();
  expect(await findingsOf(db, REF)).toMatchObject([{ state: 'fixed', settledAt: at }]);
  expect(await nudgesToShow(db, at)).toMatchObject([{ state: 'closed', closedAt: at, ts: '1.0' }]);

  at = hours(24 * 7);
  await turned('pass', 'fail');
  await one.run();
  expect(await nudgesWhere(db, { states: ['planned'] })).toHaveLength(1);
});

it('says in one line with a count why it waits, and goes on by itself', async () => {
  await turned(null, 'pass');
  await turned('pass', 'fail');
  await db
    .insert(locks)
    .values({ ref: '*', by: 'user:default/nina', since: at, until: hours(5), reason: 'Audit' });
  const one = nudging();
  for (let look = 0; look < 4; look++, at = hours(1)) await one.run();
  const [line, ...others] = await logWhere(db, { ref: REF, limit: 20 });
  expect(others).toEqual([]);
  expect(line).toMatchObject({
    decision: 'held',
    reason: 'freeze',
    times: 4,
    until: new Date('2026-06-10T12:05:00Z'),
  });
  expect(line?.detail).toBe('Everything is locked by nina: Audit.');
  at = hours(1.5);
  await one.run();
  expect(await nudgesWhere(db)).toHaveLength(1);
  expect(await one.openingFor({ recipient: 'group:default/risk' })).toEqual({ kind: 'open' });
  at = hours(8);
  expect((await one.openingFor({ recipient: 'group:default/risk' })).kind).toBe('closed');
});

it('tells nobody of what failed before anybody looked, and says so', async () => {
  await turned(null, 'fail');
  await nudging().run();
  expect(await nudgesWhere(db)).toEqual([]);
  expect(await ways()).toEqual(['no-transition']);
});

it('counts nothing that could not be delivered, and tries again in the next week', async () => {
  await turned(null, 'pass');
  await turned('pass', 'fail');
  await nudging().run();
  const [first] = await nudgesWhere(db);
  if (!first) throw new Error('nothing was planned');
  await nudgeFailed(db, first, { problem: 'the channel is archived', at });
  expect(await findingsOf(db, REF)).toMatchObject([{ sent: 0, rung: null }]);
  at = hours(1);
  await nudging().run();
  expect((await ways())[0]).toBe('period-used');
  at = new Date('2026-06-15T07:05:00Z');
  await nudging().run();
  expect((await nudgesWhere(db)).map(({ state }) => state)).toEqual(['failed', 'planned']);
});

it('knows who made the change, and of an exemption that waits', async () => {
  await turned(null, 'pass');
  at = hours(1);
  const commit = {
    repository: 'risk',
    oid: 'c',
    headline: 'Drop runbook',
    author: 'nina-w',
    parents: [],
    at: MORNING,
  };
  await db.insert(commits).values(commit);
  await turned('pass', 'fail');
  await db.insert(exemptions).values({
    ...{
      id: 'EX-1',
      ref: REF,
      scorecard: 'readiness',
      check: 'runbook',
      reason: 'Soon gone',
      askedBy: 'user:default/nina',
    },
    ...{ askedAt: at, until: hours(900), approvers: [], state: 'pending' },
  });
  await nudging().run();
  expect(await findingsOf(db, REF)).toMatchObject([{ causedBy: 'user:default/nina' }]);
  // She is all there is of Risk: of what she did herself nobody tells her.
  expect(await ways()).toEqual(['own-action']);
});

it('dies at any write, and ends the same', async () => {
  await turned(null, 'pass');
  await turned('pass', 'fail');
  let deaths = 0;
  for (let isAlive = false; !isAlive; deaths++) {
    for (const emptied of [findings, nudges, nudgeLog, state]) await db.delete(emptied);
    let left = deaths;
    const dying = new Proxy(db, {
      get(of, name, receiver) {
        if (['insert', 'update', 'atomically'].includes(String(name)) && left-- === 0)
          throw new Error('killed');
        return Reflect.get(of, name, receiver);
      },
    });
    isAlive = await nudging(dying)
      .run()
      .then(
        () => true,
        () => false,
      );
    await nudging().run();
    expect(await nudgesWhere(db)).toHaveLength(1);
    expect(await findingsOf(db, REF)).toHaveLength(1);
    expect(await ways()).toEqual(['planned']);
  }
  expect(deaths).toBeGreaterThan(3);
});
