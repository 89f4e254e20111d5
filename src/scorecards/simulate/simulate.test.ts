import { expect, it } from 'vitest';
import { FACTS } from '../facts/table.ts';
import { scorecardReader } from '../read-scorecard.ts';
import type { Scorecard } from '../scorecard.ts';
import { subjectWith } from '../test-subject.ts';
import { withCheckAt, withoutCheck } from './propose.ts';
import { createTrial } from './simulate.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const TEXT = `name: basics
title: Basics
levels: [bronze, silver, gold]
checks:
  - { id: readme, title: Has a README, why: W., howToFix: H., level: bronze, rule: facts.hasReadme }
  - { id: docs, title: Has docs, why: W., howToFix: H., level: silver, rule: facts.hasDocs }
  - { id: runbook, title: Has a runbook, why: W., howToFix: H., level: gold, rule: facts.hasRunbook }
`;

function scorecard(text = TEXT): Scorecard {
  const read = scorecardReader()(text)[0]?.scorecard;
  if (!read) throw new Error('The scorecard of this test is not valid.');
  return read;
}

function simulate(proposed: Scorecard, current: Scorecard | null, excused: string[] = []) {
  const trial = createTrial({ proposed, current, now: NOW, table: FACTS });
  const services = [
    ['ledger', 'group:default/books', { hasReadme: true, hasDocs: true, hasRunbook: true }],
    ['fraud', 'group:default/risk', { hasReadme: true, hasDocs: true, hasRunbook: false }],
    ['kyc', 'group:default/risk', { hasReadme: true, hasDocs: false, hasRunbook: false }],
    ['batch', null, { hasReadme: false, hasDocs: true, hasRunbook: true }],
  ] as const;
  for (const [name, owner, facts] of services) {
    const exemptions = new Map(excused.includes(name) ? [['runbook', 'a test says so']] : []);
    const subject = subjectWith(facts, { metadata: { name } });
    trial.try({ ref: `component:default/${name}`, owner, subject, exemptions });
  }
  return trial.end();
}

const CHECK = (id: string) => {
  const check = scorecard().checks.find((one) => one.id === id);
  if (!check) throw new Error(`There is no check ${id}.`);
  return check;
};

it('says who would drop if a runbook were required at Silver, and that nobody is told of what failed before', () => {
  const proposed = withCheckAt(scorecard(), CHECK('runbook'), 'silver');
  const found = simulate(proposed, scorecard());
  expect(found.drops).toMatchObject([
    { ref: 'component:default/fraud', from: 'silver', to: 'bronze', checks: [] },
  ]);
  expect(found.levels.map(({ level, before, after }) => [level?.name, before, after])).toEqual([
    [undefined, 1, 1],
    ['bronze', 1, 2],
    ['silver', 1, 0],
    ['gold', 1, 1],
  ]);
  expect(found).toMatchObject({ isNew: false, told: [], rises: [], entered: [], left: [] });
  expect(found.average.before).toBeCloseTo(found.average.after ?? 0);
});

it('says who would be told of a check that is new, by owner, and spares who is excused', () => {
  const before = withoutCheck(scorecard(), 'runbook');
  const found = simulate(scorecard(), before);
  expect(found.told).toEqual([
    {
      recipient: 'group:default/risk',
      refs: ['component:default/fraud', 'component:default/kyc'],
    },
  ]);
  expect(found.drops.map(({ ref }) => ref)).toEqual([
    'component:default/fraud',
    'component:default/kyc',
  ]);
  expect(found.rises.map(({ ref }) => ref)).toEqual(['component:default/batch']);
  expect(simulate(scorecard(), before, ['fraud']).told).toEqual([
    { recipient: 'group:default/risk', refs: ['component:default/kyc'] },
  ]);
});

it('judges what is announced for later as if it counted, and says from when it will', () => {
  const text = TEXT.replace('level: silver,', 'level: silver, effectiveFrom: 2026-09-01,');
  const found = simulate(scorecard(text), withoutCheck(scorecard(), 'docs'));
  expect(found.announced).toEqual([
    { id: 'docs', title: 'Has docs', from: new Date('2026-09-01T00:00:00Z') },
  ]);
  expect(found.drops.map(({ ref }) => ref)).toEqual(['component:default/kyc']);
});

it('has nothing to compare with where the scorecard is new', () => {
  const found = simulate(scorecard(), null);
  expect(found).toMatchObject({ isNew: true, entities: { before: 0, after: 4 }, drops: [] });
  expect(found.entered).toHaveLength(4);
  expect(found.told.map(({ recipient }) => recipient)).toEqual(['group:default/risk', null]);
});

it('leaves out what was announced before, for the same day: a file that changes nothing moves nobody', () => {
  const announced = scorecard(
    TEXT.replace('rule: facts.hasRunbook', 'effectiveFrom: 2026-09-01, rule: facts.hasRunbook'),
  );
  const same = simulate(announced, announced);
  expect(same).toMatchObject({ drops: [], rises: [], told: [], announced: [] });
  expect(same.average.after).toBe(same.average.before);
  const sooner = scorecard(announced.text.replace('2026-09-01', '2026-08-01'));
  expect(simulate(sooner, announced).announced).toMatchObject([{ id: 'runbook' }]);
});
