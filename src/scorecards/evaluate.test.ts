import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate, type Outcome, type Result } from './evaluate.ts';
import { type Fact, known, unknown } from './fact.ts';
import { scorecardReader } from './read-scorecard.ts';
import type { Scorecard } from './scorecard.ts';
import { SEEN, subjectWith } from './test-subject.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const LEVELS = ['bronze', 'silver', 'gold'];

type Written = { fact: string; level?: string; weight?: number; [more: string]: unknown };

function scorecardOf(checks: readonly Written[], more: object = {}): Scorecard {
  const texts = { title: 'Title', why: 'Why.', howToFix: 'How.' };
  const written = checks.map(({ fact, ...check }) => ({
    id: fact,
    ...texts,
    rule: `facts.${fact}`,
    ...check,
  }));
  const text = JSON.stringify({
    name: 'ready',
    title: 'Ready',
    levels: LEVELS,
    ...more,
    checks: written,
  });
  const [read] = scorecardReader()(text);
  if (!read?.scorecard) throw new Error(JSON.stringify(read?.problems));
  return read.scorecard;
}

const CHECKS: Written[] = [
  { fact: 'hasReadme', level: 'bronze' },
  { fact: 'hasOwner', level: 'bronze' },
  { fact: 'hasDocs', level: 'silver', weight: 3 },
  { fact: 'hasCi', level: 'gold' },
];

function judge(facts: Record<string, boolean | Fact>, more: object = {}, checks = CHECKS): Result {
  const result = evaluate(scorecardOf(checks, more), subjectWith(facts), { now: NOW });
  if (!result) throw new Error('It does not apply.');
  return result;
}

const NOT_READ = unknown('the token may not read it');

describe('a level', () => {
  it.each<[string, Record<string, boolean | Fact>, string | null, string | null]>([
    ['all', { hasReadme: true, hasOwner: true, hasDocs: true, hasCi: true }, 'gold', 'gold'],
    [
      'a check of the middle one fails',
      { hasReadme: true, hasOwner: true, hasDocs: false, hasCi: true },
      'bronze',
      'bronze',
    ],
    [
      'the lowest fails and all others pass',
      { hasReadme: false, hasOwner: true, hasDocs: true, hasCi: true },
      null,
      null,
    ],
    [
      'one is not known',
      { hasReadme: true, hasOwner: true, hasDocs: NOT_READ, hasCi: true },
      'bronze',
      'gold',
    ],
    [
      'one is not known and a higher one fails',
      { hasReadme: true, hasOwner: true, hasDocs: NOT_READ, hasCi: false },
      'bronze',
      'silver',
    ],
    ['nothing is known', {}, null, 'gold'],
  ])('counts only with all below it: %s', (_, facts, level, possible) => {
    const result = judge(facts);
    expect(result.level?.name ?? null).toBe(level);
    expect(result.possibleLevel?.name ?? null).toBe(possible);
  });

  it('names what stands before the next one', () => {
    const { next } = judge({ hasReadme: true, hasOwner: true, hasDocs: NOT_READ, hasCi: false });
    expect(next?.level.name).toBe('silver');
    expect(next?.missing.map(({ check }) => check.id)).toEqual(['hasDocs']);
  });
});

describe('a check', () => {
  it('that is exempt is shown as exempt, holds up no level and earns nothing', () => {
    const scorecard = scorecardOf(CHECKS);
    const subject = subjectWith({ hasReadme: true, hasOwner: true, hasDocs: false, hasCi: true });
    const exemptions = new Map([['hasDocs', 'Its docs move in July']]);
    const result = evaluate(scorecard, subject, { now: NOW, exemptions });
    expect(result?.checks[2]).toMatchObject({ outcome: 'exempt', reason: 'Its docs move in July' });
    expect(result?.level?.name).toBe('gold');
    expect(result?.score).toEqual({ earned: 3, possible: 3, unknown: 0 });
  });

  it('is shown before its day, and counts from then on', () => {
    const later = [...CHECKS, { fact: 'hasTests', level: 'bronze', effectiveFrom: '2026-07-01' }];
    const facts = { hasReadme: true, hasOwner: true, hasDocs: true, hasCi: true, hasTests: false };
    const before = judge(facts, {}, later);
    expect(before.checks[4]).toMatchObject({ outcome: 'fail', isCounted: false });
    expect(before.level?.name).toBe('gold');
    const after = evaluate(scorecardOf(later), subjectWith(facts), {
      now: new Date('2026-07-01T00:00:00Z'),
    });
    expect(after?.level).toBeNull();
  });

  it.each<[unknown, Outcome]>([
    ['entity.spec.type == "service"', 'pass'],
    ['entity.spec.type == "library"', 'not-applicable'],
    ['entity.spec.tier == 1', 'not-applicable'],
    [{ kind: 'component', 'spec.type': ['service', 'worker'] }, 'pass'],
    [{ kind: 'Component', 'spec.type': 'library' }, 'not-applicable'],
    [[{ kind: 'API' }, { 'metadata.name': 'ledger' }], 'pass'],
    [{ $not: { kind: 'component' } }, 'not-applicable'],
    [{ 'relations.ownedby': 'group:default/books' }, 'not-applicable'],
    ['facts.hasTests', 'unknown'],
  ])('with the filter %j is %s', (filter, outcome) => {
    const result = judge({ hasReadme: true, hasOwner: true }, {}, [
      { fact: 'hasReadme', level: 'bronze', filter },
      { fact: 'hasOwner', level: 'bronze' },
    ]);
    expect(result.checks[0]?.outcome).toBe(outcome);
  });

  it('carries what it rests on: value, source and age', () => {
    const [readme, owner] = judge({ hasReadme: true }).checks;
    expect(readme?.evidence()).toEqual([
      {
        fact: 'hasReadme',
        title: 'Has a README',
        state: 'known',
        value: true,
        ...SEEN,
        reason: null,
      },
    ]);
    expect(owner?.evidence()).toMatchObject([
      { state: 'unknown', value: null, reason: 'nothing here has read it yet' },
    ]);
  });
});

it('is no result where the scorecard is not about the entity, or none of its checks is', () => {
  const subject = subjectWith({ hasReadme: true });
  expect(
    evaluate(scorecardOf(CHECKS, { filter: { kind: 'API' } }), subject, { now: NOW }),
  ).toBeNull();
  const none = CHECKS.map((check) => ({ ...check, filter: { kind: 'API' } }));
  expect(evaluate(scorecardOf(none), subject, { now: NOW })).toBeNull();
});

// What holds for every scorecard and every entity.
const NAMES = ['hasReadme', 'hasOwner', 'hasDocs', 'hasCi', 'hasTests', 'hasLicense'];
const checksOf = fc.uniqueArray(
  fc.record({
    fact: fc.constantFrom(...NAMES),
    level: fc.constantFrom(...LEVELS),
    weight: fc.nat({ max: 5 }),
  }),
  { selector: ({ fact }) => fact, minLength: 1 },
);
const factsOf = fc.dictionary(
  fc.constantFrom(...NAMES),
  fc.constantFrom<boolean | Fact>(true, false, NOT_READ),
);
const rank = (level: { name: string } | null) => (level ? LEVELS.indexOf(level.name) + 1 : 0);

describe('whatever is checked', () => {
  it('a fact that turns out well never lowers a level or what was earned', () => {
    fc.assert(
      fc.property(checksOf, factsOf, fc.constantFrom(...NAMES), (checks, facts, name) => {
        const before = judge(facts, {}, checks);
        const after = judge({ ...facts, [name]: true }, {}, checks);
        expect(rank(after.level)).toBeGreaterThanOrEqual(rank(before.level));
        expect(rank(after.possibleLevel)).toBeGreaterThanOrEqual(rank(before.possibleLevel));
        expect(after.score.earned).toBeGreaterThanOrEqual(before.score.earned);
      }),
      { numRuns: 100 },
    );
  });

  it('what is not known is neither pass nor fail: the truth lies between the level and the possible one', () => {
    fc.assert(
      fc.property(
        checksOf,
        factsOf,
        fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
        (checks, facts, truth) => {
          const guess = judge(facts, {}, checks);
          const told = NAMES.map((name, index): [string, boolean | Fact] => {
            const fact = Object.hasOwn(facts, name) ? facts[name] : undefined;
            return [name, typeof fact === 'boolean' ? fact : (truth[index] ?? false)];
          });
          const real = judge(Object.fromEntries(told), {}, checks);
          expect(rank(guess.level)).toBeLessThanOrEqual(rank(real.level));
          expect(rank(guess.possibleLevel)).toBeGreaterThanOrEqual(rank(real.level));
          expect(guess.score.possible + guess.score.unknown).toBe(real.score.possible);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('the order of the checks changes nothing', () => {
    const shuffled = checksOf.chain((checks) =>
      fc.tuple(fc.constant(checks), fc.shuffledSubarray(checks, { minLength: checks.length })),
    );
    fc.assert(
      fc.property(shuffled, factsOf, ([checks, others], facts) => {
        const one = judge(facts, {}, checks);
        const other = judge(facts, {}, others);
        expect(other.level?.name).toBe(one.level?.name);
        expect(other.score).toEqual(one.score);
        const missing = (result: Result) =>
          result.next?.missing.map(({ check }) => check.id).toSorted();
        expect(missing(other)).toEqual(missing(one));
      }),
      { numRuns: 100 },
    );
  });

  it('a stale value counts while its policy allows, and is unknown after that', () => {
    const stale = (day: string): Fact =>
      ({
        ...known(true, SEEN),
        state: 'stale',
        reason: 'GitHub says 403',
        observedAt: new Date(day),
      }) as Fact;
    const checks = [{ fact: 'isCiGreen', level: 'bronze' }];
    expect(judge({ isCiGreen: stale('2026-06-14T00:00:00Z') }, {}, checks).checks[0]?.outcome).toBe(
      'pass',
    );
    expect(judge({ isCiGreen: stale('2026-06-01T00:00:00Z') }, {}, checks).checks[0]?.outcome).toBe(
      'unknown',
    );
  });
});
