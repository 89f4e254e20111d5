import { describe, expect, it } from 'vitest';
import { unknown } from './fact.ts';
import { FACTS } from './facts/table.ts';
import { ruleReader, type Verdict } from './rule.ts';
import { SEEN, subjectWith } from './test-subject.ts';

const readRule = ruleReader(FACTS);
const NOW = new Date('2026-06-15T12:00:00Z');
const SUBJECT = subjectWith(
  {
    hasReadme: true,
    hasDocs: false,
    requiredReviews: 2,
    language: 'go',
    missingFields: ['system'],
    lastPushedAt: new Date('2026-06-10T00:00:00Z'),
    hasCi: unknown('the token may not read workflows'),
    isCiGreen: {
      state: 'stale',
      value: true,
      reason: 'GitHub says 403',
      ...SEEN,
      observedAt: new Date('2026-06-14T00:00:00Z'),
    },
    openHighAlerts: { state: 'stale', value: 0, reason: 'GitHub says 403', ...SEEN },
  },
  {
    spec: { lifecycle: 'production', tier: 1 },
    metadata: { tags: ['go', 'money'], annotations: { 'pagerduty.com/service-id': 'P1' } },
    relations: [{ type: 'dependsOn', targetRef: 'component:default/ledger-db' }],
  },
);

function judge(text: string): Verdict {
  const { rule, problems } = readRule(text);
  if (!rule) throw new Error(problems.map(({ message }) => message).join(' '));
  return rule.judge(SUBJECT, NOW);
}

describe('a rule', () => {
  it.each<[string, Verdict['kind']]>([
    ['facts.hasReadme', 'yes'],
    ['facts.hasDocs', 'no'],
    ['!facts.hasDocs', 'yes'],
    ['facts.requiredReviews == 2', 'yes'],
    ['facts.requiredReviews >= 3', 'no'],
    ['facts.language in ["go", "java"]', 'yes'],
    ['"system" in facts.missingFields', 'yes'],
    ['now - facts.lastPushedAt < duration("240h")', 'yes'],
    ['now - facts.lastPushedAt < duration("24h")', 'no'],
    ['entity.spec.lifecycle == "production"', 'yes'],
    ['entity.spec.tier == 1', 'yes'],
    ['has(entity.metadata.title)', 'no'],
    ['"pagerduty.com/service-id" in entity.metadata.annotations', 'yes'],
    ['entity.metadata.tags.exists(tag, tag == "money")', 'yes'],
    ['entity.metadata.name.glob("l*r")', 'yes'],
    ['relations.exists(r, r.type == "dependsOn" && r.targetRef.endsWith("-db"))', 'yes'],
    ['relations.filter(r, r.type == "consumesApi").size() == 0', 'yes'],
  ])('reads %s as %s', (text, kind) => {
    expect(judge(text).kind).toBe(kind);
  });

  it.each<[string, Verdict['kind']]>([
    ['facts.hasCi', 'unknown'],
    ['!facts.hasCi', 'unknown'],
    ['facts.hasCi || facts.hasReadme', 'yes'],
    ['facts.hasReadme || facts.hasCi', 'yes'],
    ['facts.hasCi && facts.hasDocs', 'no'],
    ['facts.hasCi && facts.hasReadme', 'unknown'],
    ['facts.hasCi || facts.hasDocs', 'unknown'],
    ['facts.hasCi ? true : true', 'unknown'],
    ['facts.hasCi == facts.hasCi', 'unknown'],
    ['has(facts.hasCi)', 'unknown'],
    ['entity.metadata.tags.exists(tag, facts.hasCi || tag == "money")', 'yes'],
    // Nobody has read this one at all.
    ['facts.hasTests', 'unknown'],
    // The last good value is a day old, and three are allowed; the other is older.
    ['facts.isCiGreen', 'yes'],
    ['facts.openHighAlerts == 0', 'unknown'],
  ])('with facts that are not known, reads %s as %s', (text, kind) => {
    expect(judge(text).kind).toBe(kind);
  });

  it('says which fact is not known, and why', () => {
    expect(judge('facts.hasCi')).toMatchObject({
      reason: '"Has CI" is not known: the token may not read workflows',
    });
    expect(judge('facts.openHighAlerts == 0')).toMatchObject({
      reason:
        '"Open high alerts" is not known: it was read 14 days ago for the last time: GitHub says 403',
    });
  });

  it('is unknown, never no, where the entity lacks what it asks for or has it of another type', () => {
    expect(judge('entity.spec.runbook == "x"')).toMatchObject({
      kind: 'unknown',
      isMissingField: true,
    });
    expect(judge('entity.spec.owner > 3')).toMatchObject({
      kind: 'unknown',
      isMissingField: false,
    });
    expect(judge('entity.spec.owner')).toMatchObject({ kind: 'unknown' });
    expect(judge('entity.spec.owner.all(o, true)')).toMatchObject({ kind: 'unknown' });
  });

  it('names the facts it rests on, each once', () => {
    const { rule } = readRule(
      'facts.hasCi && (facts.hasDocs || facts.hasCi) && has(facts.hasReadme)',
    );
    expect(rule?.facts).toEqual(['hasCi', 'hasDocs', 'hasReadme']);
  });
});

describe('a rule that is wrong', () => {
  it.each<[string, number, RegExp]>([
    ['facts.hasReadMe', 6, /no fact `hasReadMe` – did you mean `hasReadme`\?/],
    ['facts.readme', 6, /did you mean `hasReadme`\?/],
    ['facts.isOwnerResolved', 6, /no fact `isOwnerResolved`/],
    ['hasReadme', 0, /did you mean `facts.hasReadme`\?/],
    ['fact.hasReadme', 0, /did you mean `facts`\?/],
    ['entity.metdata.name == "x"', 7, /did you mean `metadata`\?/],
    ['relations.exists(r, r.typ == "x")', 22, /did you mean `type`\?/],
    ['facts.language.startWith("g")', 0, /no function `startWith` – did you mean `startsWith`\?/],
    ['facts.hasReadme == "yes"', 0, /cannot be compared or combined: bool == string/],
    ['facts.requiredReviews', 0, /gives a number, and a rule gives true or false/],
    ['facts.hasReadme &&', 18, /ends too early/],
    ['facts["hasReadme"]', 0, /name a fact/],
    ['relations.exists(facts, true)', 17, /name a fact/],
  ])('%s is refused at %d', (text, offset, message) => {
    const { rule, problems } = readRule(text);
    expect(rule).toBeNull();
    expect(problems[0]?.message).toMatch(message);
    expect(problems[0]?.offset).toBe(offset);
  });

  it('warns of a field of metadata that was mistyped, and takes it: anybody may have their own', () => {
    const { rule, problems } = readRule('has(entity.metadata.descripton)');
    expect(rule).not.toBeNull();
    expect(problems).toMatchObject([{ isWarning: true, offset: 20 }]);
  });
});

describe('a rule that would take forever', () => {
  it.each([
    '"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!".matches("^(a+)+$")',
    '[1].all(a, [1].all(b, [1].all(c, true)))',
    '(entity.metadata.tags + entity.metadata.tags).all(t, true)',
    'cel.bind(x, "aa", x + x == "")',
    `${'('.repeat(500)}true${')'.repeat(500)}`,
    `${'!'.repeat(3000)}true`,
    `[${'1,'.repeat(400)}1].size() == 1`,
    `"${'a'.repeat(5000)}" == ""`,
  ])('is refused (%#)', (text) => {
    const { rule, problems } = readRule(text);
    expect(rule).toBeNull();
    expect(problems[0]?.message).toBeTruthy();
  });

  it('is not run over an entity that holds more than it may walk through', () => {
    const tags = Array.from({ length: 20_000 }, (_, index) => `t${index}`);
    const large = subjectWith({}, { metadata: { tags } });
    const twice = readRule(
      'entity.metadata.tags.all(a, entity.metadata.tags.exists(b, a != b))',
    ).rule;
    expect(twice?.judge(large, NOW)).toMatchObject({ kind: 'unknown' });
    expect(readRule('entity.metadata.tags.size() > 5').rule?.judge(large, NOW).kind).toBe('yes');
  });

  it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty', 'prototype'])(
    'finds no %s anywhere',
    (name) => {
      expect(readRule(`facts.${name}`).rule).toBeNull();
      expect(readRule(`entity.${name}`).rule).toBeNull();
      const onSpec = readRule(`entity.spec.${name} == "x"`).rule;
      expect(onSpec?.judge(SUBJECT, NOW)).toMatchObject({ kind: 'unknown' });
      const onFact = readRule(`entity.spec["${name}"] == "x"`).rule;
      expect(onFact?.judge(SUBJECT, NOW)).toMatchObject({ kind: 'unknown' });
    },
  );
});
