import { expect, it, onTestFinished } from 'vitest';
import { createCatalogIndex } from '../../catalog/search.ts';
import { scoreChanges, scoreDays, scoreResults } from '../../db/scorecard-tables.ts';
import { openTestDb } from '../../db/test-db.ts';
import { countMiss } from '../../questions/misses.ts';
import { scorecardReader } from '../read-scorecard.ts';
import type { Score } from '../results/stored.ts';
import { makeDigest } from './gather.ts';

const UNTIL = new Date('2026-06-15T07:00:00Z');
const BOOKS = 'group:default/books';
const RISK = 'group:default/risk';

const CARD = `
name: ready
title: Ready
levels: [bronze]
checks:
  - { id: readme, title: Has a README, why: W., howToFix: H., level: bronze, rule: facts.hasReadme }
`;

function result(ref: string, owner: string, earned: number) {
  const at = new Date('2026-06-14T00:00:00Z');
  return {
    ...{ ref, scorecard: 'ready', owner, version: '1', outcomes: {}, reasons: {}, uncounted: [] },
    ...{
      level: null,
      possibleLevel: null,
      earned,
      possible: 1000,
      unknown: owner === RISK ? 1 : 0,
    },
    ...{ since: at, evaluatedAt: at },
  };
}

it('makes the digest of a week from what is kept, for the lead and for a team', async () => {
  const db = await openTestDb();
  onTestFinished(() => db.close());
  const score = (earned: number): Score => ({ level: null, earned, possible: 1, unknown: 0 });
  await db
    .insert(scoreResults)
    .values([
      result('component:default/ledger', BOOKS, 500),
      result('component:default/fraud-scorer', RISK, 1000),
    ]);
  const change = (day: string, ref: string, owner: string) => ({
    ...{ ref, scorecard: 'ready', at: new Date(day), version: '1', owner, ownerBefore: owner },
    ...{ checks: [] },
  });
  await db.insert(scoreChanges).values([
    // Before the period, and so in none of its parts.
    {
      ...change('2026-06-01', 'component:default/ledger', BOOKS),
      ...{ cause: 'rule', before: score(0), after: score(1) },
    },
    {
      ...change('2026-06-10', 'component:default/ledger', BOOKS),
      ...{ cause: 'service', before: score(1), after: score(0.5) },
    },
    {
      ...change('2026-06-11', 'component:default/fraud-scorer', RISK),
      ...{ cause: 'data', before: score(0.9), after: score(1) },
    },
  ]);
  const day = (at: string, owner: string, shares: number, entities: number) => ({
    ...{ day: at, scorecard: 'ready', owner, entities, shares, levels: {}, checks: {} },
  });
  await db
    .insert(scoreDays)
    .values([
      day('2026-06-06', '*', 1_900_000, 2),
      day('2026-06-07', '*', 1_800_000, 2),
      day('2026-06-07', BOOKS, 1_000_000, 1),
    ]);
  await countMiss(db, 'the flux capacitor', new Date('2026-06-12'));
  await countMiss(db, 'the old thing', new Date('2026-05-12'));

  const scorecards = scorecardReader()(CARD).flatMap(({ scorecard }) => scorecard ?? []);
  const standards = { scorecards: async () => scorecards, initiatives: async () => [] };
  const world = { db, index: createCatalogIndex(db), standards };
  const digest = await makeDigest(world, { audience: '*', until: UNTIL });
  const [movement] = digest.movements;
  expect(movement).toMatchObject({
    title: 'Ready',
    entities: 2,
    before: 0.95,
    after: 0.75,
    movement: -20,
  });
  expect(movement?.parts.map(({ cause, points }) => [cause, points])).toEqual([
    ['service', -25],
    ['data', 5],
  ]);
  expect(movement?.weeks.slice(-2)).toEqual([
    { day: '2026-06-08', share: 0.9 },
    { day: '2026-06-15', share: 0.75 },
  ]);
  expect(digest.questions.examples.map(({ text }) => text)).toEqual(['the flux capacitor']);

  const own = await makeDigest(world, { audience: BOOKS, until: UNTIL });
  expect(own.movements[0]).toMatchObject({ entities: 1, before: 1, after: 0.5, movement: -50 });
  expect(own.movements[0]?.weeks.at(-2)).toEqual({ day: '2026-06-08', share: 1 });
  expect(own.questions.unanswered).toBe(0);
});
