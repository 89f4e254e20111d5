import { expect, it } from 'vitest';
import { wayTo } from './effort.ts';
import { evaluate } from './evaluate.ts';
import { lastDrop } from './explain.ts';
import { unknown } from './fact.ts';
import { FACTS } from './facts/table.ts';
import { scorecardReader } from './read-scorecard.ts';
import type { Score, StoredChange } from './results/stored.ts';
import { subjectWith } from './test-subject.ts';

const said = 'title: T, why: W., howToFix: H.';
const [CARD] = scorecardReader()(`name: basics
title: Basics
levels: [bronze, silver, gold]
checks:
  - { id: push, ${said}, level: bronze, rule: now - facts.lastPushedAt < duration("24h") }
  - { id: reviews, ${said}, level: silver, rule: facts.requiredReviews >= 1 }
  - { id: license, ${said}, level: silver, rule: facts.hasLicense }
  - { id: runtime, ${said}, level: gold, rule: facts.runtimeVersion == "22" }
  - { id: runbook, ${said}, level: gold, rule: facts.hasRunbook, fix: { action: add-file, path: docs/runbook.md, content: x } }
  - { id: ci, ${said}, level: gold, rule: facts.isCiGreen }
`).map(({ scorecard }) => scorecard);

function result(facts: Parameters<typeof subjectWith>[0]) {
  const now = new Date('2026-06-01T00:00:00Z');
  const judged = CARD && evaluate(CARD, subjectWith(facts), { now });
  if (!judged) throw new Error('The scorecard of this test is about every entity.');
  return judged;
}

const FACTS_OF_LEDGER = {
  lastPushedAt: new Date('2026-06-01T00:00:00Z'),
  ...{ requiredReviews: 0, hasLicense: false, runtimeVersion: '18', hasRunbook: false },
  isCiGreen: unknown('a test says so'),
};

it('orders the way to a level by effort: a button, a file, a setting, work', () => {
  const way = wayTo(result(FACTS_OF_LEDGER), FACTS, 'gold');
  expect(way?.steps.map(({ check, effort, level }) => [check.id, effort, level.name])).toEqual([
    ['runbook', 'button', 'gold'],
    ['license', 'file', 'silver'],
    ['reviews', 'setting', 'silver'],
    ['runtime', 'work', 'gold'],
  ]);
  expect(way?.unknown.map(({ check }) => check.id)).toEqual(['ci']);
});

it('goes to the next level by itself, and nowhere from the top or to a level it has', () => {
  const way = wayTo(result(FACTS_OF_LEDGER), FACTS);
  expect(way?.to.name).toBe('silver');
  expect(way?.steps).toHaveLength(2);
  expect(wayTo(result(FACTS_OF_LEDGER), FACTS, 'bronze')).toBeNull();
  expect(wayTo(result(FACTS_OF_LEDGER), FACTS, 'constructor')).toBeNull();
});

const score = (level: string | null, earned: number): Score => {
  return { level, earned, possible: 4, unknown: 0 };
};

function change(id: number, before: Score | null, after: Score | null): StoredChange {
  const checks = [
    { check: 'runbook', title: 'T', from: 'pass', to: 'fail', reason: null, evidence: [] },
    { check: 'license', title: 'T', from: 'fail', to: 'pass', reason: null, evidence: [] },
  ] as const;
  return {
    ...{ id, ref: 'component:default/ledger', scorecard: 'basics', at: new Date(id) },
    ...{ cause: 'service', version: 'v', ownerBefore: null, owner: null, before, after, checks },
  };
}

it('explains a drop by the last step that took a level, else by the last that took points', () => {
  const entered = change(1, null, score('silver', 3));
  const fell = change(2, score('silver', 3), score('bronze', 2));
  const lost = change(3, score('bronze', 2), score('bronze', 1));
  const card = { name: 'basics', levels: CARD?.levels ?? [] };
  expect(lastDrop(card, [entered, fell, lost])).toMatchObject({
    ...{ change: { id: 2 }, from: { title: 'Silver' }, to: { title: 'Bronze' } },
    checks: [{ check: 'runbook' }],
  });
  expect(lastDrop(card, [entered, lost])?.change.id).toBe(3);
  expect(lastDrop(card, [entered])).toBeNull();
  expect(lastDrop({ ...card, name: 'other' }, [fell])).toBeNull();
});
