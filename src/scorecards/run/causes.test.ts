import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { unknown } from '../fact.ts';
import { scorecardReader } from '../read-scorecard.ts';
import type { StoredResult } from '../results/stored.ts';
import type { Scorecard } from '../scorecard.ts';
import { subjectWith } from '../test-subject.ts';
import { stepsOf } from './causes.ts';
import { rowOf } from './judge-entity.ts';
import { isSameScore, scoreOfResult } from './score.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const REF = 'component:default/ledger';
const FACTS = ['hasReadme', 'hasDocs', 'hasRunbook', 'hasCi'] as const;
const LEVELS = ['bronze', 'silver'] as const;

type Rules = { fact: number; level: number; weight: number; announced: boolean }[];

function scorecardOf(rules: Rules): Scorecard {
  const checks = rules.map(({ fact, level, weight, announced }) => ({
    ...{ id: `c${fact}`, title: 'T', why: 'W.', howToFix: 'H.', weight },
    level: LEVELS[level],
    rule: `facts.${FACTS[fact]}`,
    ...(announced && { effectiveFrom: '2027-01-01' }),
  }));
  const written = { name: 'card', title: 'Card', levels: LEVELS, checks };
  const scorecard = scorecardReader()(JSON.stringify(written))[0]?.scorecard;
  if (!scorecard) throw new Error('The scorecard of this test is not valid.');
  return scorecard;
}

const aRules = fc.uniqueArray(
  fc.record({
    fact: fc.nat(3),
    level: fc.nat(1),
    weight: fc.constantFrom(0, 0.333, 1, 2),
    announced: fc.boolean(),
  }),
  { selector: ({ fact }) => fact, minLength: 1 },
);
const aFact = fc.constantFrom(true, false, null);
const aWorld = fc.record({
  facts: fc.tuple(aFact, aFact, aFact, aFact),
  excused: fc.subarray(['c0', 'c1', 'c2', 'c3']),
  owner: fc.constantFrom('group:default/books', 'group:default/risk', null),
});
type World = { facts: (boolean | null)[]; excused: string[]; owner: string | null };

function judge(scorecard: Scorecard, { facts }: World, excused: readonly string[]) {
  const read = facts.map((value, index) => [FACTS[index], value ?? unknown('a test says so')]);
  const exemptions = new Map(excused.map((id) => [id, 'a test says so']));
  const result = evaluate(scorecard, subjectWith(Object.fromEntries(read)), {
    now: NOW,
    exemptions,
  });
  if (!result) throw new Error('The scorecard is about every entity.');
  return result;
}

function moved(rules: [Scorecard, Scorecard], [then, now]: [World, World], isLost: boolean) {
  const first = judge(rules[0], then, then.excused);
  const before = rowOf(first, { owner: then.owner, now: NOW, since: NOW });
  const excusedThen = Object.keys(before.outcomes).filter((id) => before.outcomes[id] === 'exempt');
  const after = judge(rules[1], now, now.excused);
  const steps = stepsOf({
    ref: REF,
    before,
    byOldRules: isLost ? 'lost' : judge(rules[0], now, excusedThen),
    byNewRules: judge(rules[1], now, excusedThen),
    after,
    owner: now.owner,
    entry: 'added',
  });
  return { before, after, steps };
}

describe('the steps of a score', () => {
  it('follow each other without a gap, from what was kept to what is', () => {
    fc.assert(
      fc.property(
        fc.tuple(aRules, aRules),
        fc.tuple(aWorld, aWorld),
        fc.boolean(),
        (written, worlds, isLost) => {
          const rules: [Scorecard, Scorecard] = [scorecardOf(written[0]), scorecardOf(written[1])];
          const { before, after, steps } = moved(rules, worlds, isLost);
          let score = { ...before };
          for (const step of steps) {
            expect(isSameScore(score, step.before)).toBe(true);
            score = { ...score, ...step.after };
          }
          expect(isSameScore(score, scoreOfResult(after))).toBe(true);
          expect(new Set(steps.map(({ cause }) => cause)).size).toBe(steps.length);
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });

  it('are of the causes that there were, and of no other', () => {
    fc.assert(
      fc.property(fc.tuple(aRules, aRules), fc.tuple(aWorld, aWorld), (written, worlds) => {
        const [one, other] = [scorecardOf(written[0]), scorecardOf(written[1])];
        const [then, now] = worlds;
        const causes = (rules: [Scorecard, Scorecard], pair: [World, World]) =>
          moved(rules, pair, false).steps.map(({ cause }) => cause);
        expect(causes([one, one], [then, then])).toEqual([]);
        const plain = { ...then, excused: [] };
        expect(causes([one, other], [plain, plain]).every((cause) => cause === 'rule')).toBe(true);
        const { facts } = now;
        for (const cause of causes([one, one], [then, { ...then, facts }]))
          expect(['service', 'data']).toContain(cause);
        const { excused } = now;
        const excusing = causes([one, one], [then, { ...then, excused }]);
        expect(excusing.every((cause) => cause === 'exemption')).toBe(true);
        const { owner } = now;
        const moving = causes([one, one], [then, { ...then, owner }]);
        expect(moving).toEqual(owner === then.owner ? [] : ['moved']);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});

const YES = { facts: [true, true, true, true], excused: [], owner: null };
const PLAIN = { weight: 1, announced: false };
const TWO = scorecardOf([
  { fact: 0, level: 0, ...PLAIN },
  { fact: 2, level: 1, ...PLAIN },
]);

it('says what failed, with the evidence, and which rule it was', () => {
  const { steps } = moved([TWO, TWO], [YES, { ...YES, facts: [true, true, false, true] }], false);
  expect(steps).toMatchObject([
    {
      cause: 'service',
      version: TWO.version,
      before: { level: 'silver', earned: 2 },
      after: { level: 'bronze', earned: 1 },
      checks: [
        {
          ...{ check: 'c2', from: 'pass', to: 'fail' },
          evidence: [{ fact: 'hasRunbook', value: false, observedAt: '2026-06-01T00:00:00.000Z' }],
        },
      ],
    },
  ]);
});

it('tells what nobody could read apart from what the entity did in the same moment', () => {
  const { steps } = moved([TWO, TWO], [YES, { ...YES, facts: [null, true, false, true] }], false);
  expect(steps.map(({ cause, checks }) => [cause, checks.map(({ to }) => to)])).toEqual([
    ['data', ['unknown']],
    ['service', ['fail']],
  ]);
});

it('lays at the door of its rule that a check begins to count', () => {
  const world = { ...YES, facts: [true, true, false, true] };
  const announced = scorecardOf([
    { fact: 0, level: 0, ...PLAIN },
    { fact: 2, level: 1, weight: 1, announced: true },
  ]);
  const { before } = moved([announced, announced], [world, world], false);
  const later = { now: new Date('2027-02-01T00:00:00Z') };
  const after = evaluate(announced, subjectWith({ hasReadme: true, hasRunbook: false }), later);
  const movement = { byOldRules: after, byNewRules: after, after, owner: null };
  const steps = stepsOf({ ref: REF, before, ...movement, entry: 'added' });
  expect(steps).toMatchObject([
    {
      cause: 'rule',
      before: { level: 'silver' },
      after: { level: 'bronze' },
      checks: [{ check: 'c2', from: null, to: 'fail' }],
    },
  ]);
});

it('knows who came, who left, and whom a rule took in or left out', () => {
  const result = judge(TWO, YES, []);
  const before: StoredResult = rowOf(result, {
    owner: 'group:default/books',
    now: NOW,
    since: NOW,
  });
  const causes = (part: object) =>
    stepsOf({
      ...{ ref: REF, before: null, byOldRules: null, byNewRules: null, after: null },
      ...{ owner: 'group:default/books', entry: 'added' },
      ...part,
    }).map(({ cause, before, after }) => [cause, before === null, after === null]);
  expect(causes({ after: result, entry: 'added' })).toEqual([['added', true, false]]);
  expect(causes({ after: result, entry: 'rule' })).toEqual([['rule', true, false]]);
  expect(causes({ before })).toEqual([['removed', false, true]]);
  expect(causes({ before, byOldRules: result })).toEqual([['rule', false, true]]);
  expect(causes({})).toEqual([]);
});
