import type { Entity, Relation } from '../../src/catalog/entity.ts';
import { evaluate } from '../../src/scorecards/evaluate.ts';
import { type Fact, known, unknown } from '../../src/scorecards/fact.ts';
import { FACTS } from '../../src/scorecards/facts/table.ts';
import { scorecardReader } from '../../src/scorecards/read-scorecard.ts';
import type { Scorecard } from '../../src/scorecards/scorecard.ts';
import { print } from './measure.ts';

const NOW = new Date('2026-06-15T12:00:00Z');
const ENTITIES = 10_000;
export const CHECKS = 40;

/** 10,000 entities against 40 checks of the kinds people write, with the evidence of each. */
export async function scorecards(): Promise<void> {
  const scorecard = benchScorecard();
  const subjects = Array.from({ length: ENTITIES }, (_, number) => benchSubject(number));
  const start = performance.now();
  let pieces = 0;
  for (const subject of subjects) {
    const result = evaluate(scorecard, subject, { now: NOW });
    for (const { evidence } of result?.checks ?? []) pieces += evidence().length;
  }
  const ms = Math.round(performance.now() - start);
  const n = ENTITIES * CHECKS;
  print({ bench: 'scorecards.evaluate', n, ms, per_s: Math.round((n / ms) * 1000) });
  if (pieces === 0) throw new Error('Nothing was evaluated.');
}

export function benchScorecard(): Scorecard {
  const bools = [...FACTS.values()].filter(({ type }) => type === 'bool').map(({ name }) => name);
  const rules = [
    (fact: string) => `facts.${fact}`,
    (fact: string) => `facts.${fact} && has(entity.spec.owner)`,
    (fact: string) => `facts.${fact} || entity.spec.lifecycle != "production"`,
    (fact: string) => `facts.${fact} && entity.metadata.tags.exists(t, t.startsWith("tag-"))`,
    (fact: string) => `facts.${fact} || relations.filter(r, r.type == "dependsOn").size() < 5`,
    () => 'facts.requiredReviews >= 1 && facts.language in ["go", "node"]',
    () => 'now - facts.lastPushedAt < duration("2160h")',
  ];
  const checks = Array.from({ length: CHECKS }, (_, number) => ({
    ...{ id: `c${number}`, title: 'Title', why: 'Why.', howToFix: 'How.' },
    level: ['bronze', 'silver', 'gold'][number % 3],
    rule: rules[number % rules.length]?.(bools[number % bools.length] ?? 'hasReadme'),
  }));
  const text = JSON.stringify({
    ...{ name: 'bench', title: 'Bench', levels: ['bronze', 'silver', 'gold'] },
    ...{ filter: { kind: 'Component' }, checks },
  });
  const [read] = scorecardReader()(text);
  if (!read?.scorecard) throw new Error(JSON.stringify(read?.problems));
  return read.scorecard;
}

function benchSubject(number: number) {
  const entity: Entity = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: `s${number}`, namespace: 'default', tags: ['go', `tag-${number}`, 'x'] },
    spec: { type: 'service', lifecycle: 'production', owner: `team-${number % 50}` },
  };
  const relations: Relation[] = Array.from({ length: 8 }, (_, index) => ({
    type: index === 0 ? 'ownedBy' : 'dependsOn',
    targetRef: `component:default/s${(number + index) % ENTITIES}`,
  }));
  const seen = { source: 'bench', url: null, observedAt: NOW };
  const facts = [...FACTS.values()].map(({ name, type }, index): [string, Fact] => {
    if ((index + number) % 17 === 0) return [name, unknown('the token may not read it')];
    if (type === 'bool') return [name, known((index * number) % 3 !== 0, seen)];
    if (type === 'int') return [name, known(number % 4, seen)];
    if (type === 'timestamp') return [name, known(new Date('2026-05-01T00:00:00Z'), seen)];
    return [name, known(type === 'string' ? 'go' : ['a'], seen)];
  });
  return { entity, relations, facts: Object.fromEntries(facts) };
}
