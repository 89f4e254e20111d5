import { expect, it } from 'vitest';
import { evaluate } from '../evaluate.ts';
import { unknown } from '../fact.ts';
import { scorecardReader } from '../read-scorecard.ts';
import { subjectWith } from '../test-subject.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const check = (conditions: object, more: object = {}) => ({
  type: 'json-rules-engine',
  name: 'Name',
  description: 'Description.',
  factIds: ['entityOwnershipFactRetriever'],
  rule: { conditions },
  ...more,
});
const is = (fact: string, operator: string, value: unknown) => ({ fact, operator, value });

/** As JSON, which is YAML: both ways in which Backstage's configuration is written. */
function read(checks: Record<string, object>) {
  const [card] = scorecardReader()(JSON.stringify({ techInsights: { factChecker: { checks } } }));
  if (!card?.scorecard) throw new Error(JSON.stringify(card?.problems));
  return card.scorecard;
}

it('reads the checks of Tech Insights as rules', () => {
  const scorecard = read({
    groupOwnerCheck: check({ all: [is('hasGroupOwner', 'equal', true)] }),
    mixed: check(
      {
        any: [
          { not: is('language', 'in', ['go', 'node']) },
          {
            all: [
              is('requiredReviews', 'greaterThanInclusive', 2),
              is('baseImages', 'doesNotContain', 'node'),
            ],
          },
          is('lastPushedAt', 'greaterThan', '2026-01-01'),
        ],
      },
      { filter: { kind: 'component' }, failureMetadata: { link: 'https://wiki/fix' } },
    ),
    techdocs: check(is('hasAnnotationBackstageIoTechdocsRef', 'equal', true)),
  });
  expect(scorecard).toMatchObject({ name: 'tech-insights', levels: [] });
  expect(scorecard.checks.map(({ rule }) => rule.text)).toEqual([
    '(facts.isOwnedByGroup == true)',
    '(!(facts.language in ["go", "node"]) || (facts.requiredReviews >= 2 && !("node" in facts.baseImages)) || facts.lastPushedAt > timestamp("2026-01-01T00:00:00.000Z"))',
    '(has(entity.metadata.annotations) && "backstage.io/techdocs-ref" in entity.metadata.annotations) == true',
  ]);
  expect(scorecard.checks[1]?.howToFix).toBe('Description. See https://wiki/fix');
});

it.each([
  [{ hasOwner: true, hasTags: false }, 'pass', 'fail'],
  [{ hasOwner: true, hasTags: unknown('it was not read') }, 'pass', 'unknown'],
  [{ hasOwner: false, hasTags: unknown('it was not read') }, 'unknown', 'fail'],
])('knows of a fact that is not known neither yes nor no: %j', (facts, any, all) => {
  const both = [is('hasOwner', 'equal', true), is('hasTags', 'equal', true)];
  const scorecard = read({ any: check({ any: both }), all: check({ all: both }) });
  const outcomes = evaluate(scorecard, subjectWith(facts), { now: NOW })?.checks.map(
    (one) => one.outcome,
  );
  expect(outcomes).toEqual([any, all]);
});
