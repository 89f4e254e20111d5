import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '#dialect';
import { scoreResults } from '../../db/scorecard-tables.ts';
import { openTestDb } from '../../db/test-db.ts';
import type { Outcome } from '../evaluate.ts';
import { EVERYTHING } from '../filter.ts';
import type { Initiative } from './initiative.ts';
import { initiativeTargets, keepInitiatives } from './initiatives.ts';
import { progressOf } from './progress.ts';
import { initiativeDaysOf, initiativeStates } from './store.ts';

const DAY = 24 * 3600 * 1000;
const BEGIN = new Date('2026-06-01T08:00:00Z');
const after = (days: number) => new Date(BEGIN.getTime() + days * DAY);

const NODE: Initiative = {
  ...{ name: 'node-22', title: 'Node 22', why: null, owner: null, filter: EVERYTHING },
  checks: [{ scorecard: 'readiness', check: 'node' }],
  since: BEGIN,
  due: new Date('2026-06-30T21:59:59.999Z'),
  after: 'keep',
};

let db: Db;
beforeEach(async () => {
  db = await openTestDb();
});
afterEach(() => db.close());

async function stands(outcomes: Record<string, Outcome>, owner: string | null = 'group:default/a') {
  const row = { scorecard: 'readiness', owner, version: '1', reasons: {}, uncounted: [] };
  const score = { level: null, possibleLevel: null, earned: 0, possible: 0, unknown: 0 };
  for (const [ref, outcome] of Object.entries(outcomes)) {
    const values = {
      ...row,
      ...score,
      ref,
      outcomes: { node: outcome },
      since: BEGIN,
      evaluatedAt: BEGIN,
    };
    await db
      .insert(scoreResults)
      .values(values)
      .onConflictDoUpdate({
        target: [scoreResults.ref, scoreResults.scorecard],
        set: { outcomes: { node: outcome } },
      });
  }
}

it('counts by team who is done, left, excused and not known, and how fast it goes', async () => {
  await stands({ a1: 'fail', a2: 'fail', a3: 'fail', a4: 'not-applicable' });
  await stands({ o1: 'exempt', o2: 'unknown' }, null);
  await keepInitiatives(db, [NODE], BEGIN);
  expect((await progressOf(db, NODE, after(1))).pace.verdict).toBe('unknown');
  await stands({ a1: 'pass', a2: 'pass' });
  await keepInitiatives(db, [NODE], after(14));
  const progress = await progressOf(db, NODE, after(14));
  expect(progress).toMatchObject({
    ...{ state: 'running', total: 5, done: 2, left: 1, exempt: 1, unknown: 1, daysLeft: 15 },
    teams: [
      { owner: 'group:default/a', total: 3, done: 2, left: 1 },
      { owner: null, total: 2, exempt: 1, unknown: 1 },
    ],
    pace: { verdict: 'on-track' },
  });
  // Two in the thirteen and a third days since the first was over.
  expect(progress.pace.perWeek).toBeCloseTo((2 / (13 + 1 / 3)) * 7, 2);
  expect(await initiativeDaysOf(db, { name: 'node-22' })).toMatchObject([
    { day: '2026-06-01', done: 0, exempt: 1, unknown: 1, total: 5 },
    { day: '2026-06-15', done: 2 },
  ]);
});

it.each(['keep', 'close'] as const)('ends on its day, once: %s', async (choice) => {
  const initiative = { ...NODE, after: choice };
  await stands({ a1: 'fail', a2: 'pass' });
  const targets = async (now: Date) =>
    (await initiativeTargets(db, [initiative], now)).map(({ ref, check }) => `${ref} ${check}`);
  expect(await targets(after(-1))).toEqual([]);
  expect(await targets(BEGIN)).toEqual(['a1 node']);
  await keepInitiatives(db, [initiative], after(29));
  expect((await initiativeStates(db)).get('node-22')?.endedAt).toBeNull();
  await keepInitiatives(db, [initiative], after(30));
  await keepInitiatives(db, [initiative], after(31));
  const state = choice === 'keep' ? 'standing' : 'closed';
  expect(await progressOf(db, initiative, after(31))).toMatchObject({ state, endedAt: after(30) });
  // Its checks go on, or what is left is let go.
  expect(await targets(after(31))).toEqual(choice === 'keep' ? ['a1 node'] : []);
  const later = { ...initiative, due: after(60) };
  await keepInitiatives(db, [later], after(32));
  expect(await progressOf(db, later, after(32))).toMatchObject({ state: 'running', endedAt: null });
});
