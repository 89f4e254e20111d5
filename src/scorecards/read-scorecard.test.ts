import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rootFolder } from '../root.ts';
import { loadScorecards } from './library.ts';
import { scorecardReader } from './read-scorecard.ts';

const CASES = join(rootFolder(), 'fixtures', 'scorecards');
const read = scorecardReader();

describe('a scorecard with mistakes', () => {
  it.each(readdirSync(CASES))('%s is told of where it stands', async (name) => {
    const documents = read(readFileSync(join(CASES, name, 'scorecard.yaml'), 'utf8'));
    const told = documents.flatMap(({ problems }) =>
      problems.map(
        ({ line, column, severity, message }) =>
          `${line}:${column} ${severity ? `${severity}: ` : ''}${message}`,
      ),
    );
    expect(documents.some(({ scorecard }) => scorecard === null)).toBe(true);
    await expect(`${told.join('\n')}\n`).toMatchFileSnapshot(join(CASES, name, 'problems.txt'));
  });

  it.each([
    '',
    '---\n---\n',
    'null',
    'a: &a [*a]',
    '[]',
    '"text"',
    `checks: ${'['.repeat(5000)}`,
    'name: x\nchecks:\n  - 1\n  - null\n  - [x]\n',
    'checks: {a: b}\nlevels: {a: b}\nfilter: 3',
    `name: x\ntitle: x\nchecks:\n${'  - {}\n'.repeat(500)}`,
    '\0',
  ])('never throws (%#)', (text) => {
    expect(() => read(text)).not.toThrow();
  });
});

it('ships scorecards without a fault, in which every check says why and what to do', async () => {
  const { scorecards, problems } = await loadScorecards(null);
  expect(problems).toEqual([]);
  expect(scorecards.map(({ title }) => title)).toEqual([
    'Catalog completeness',
    'Docs and ownership',
    'Production readiness',
    'Security baseline',
  ]);
  for (const { levels, checks } of scorecards) {
    expect(levels.map(({ title }) => title)).toEqual(['Bronze', 'Silver', 'Gold']);
    for (const { why, howToFix } of checks) {
      expect(why).toMatch(/[.]$/);
      expect(howToFix).toMatch(/[.]$/);
    }
  }
});

it('says all it is made of, so that it can be read again when its file is gone', () => {
  const text = readFileSync(join(rootFolder(), 'scorecards', 'production-readiness.yaml'), 'utf8');
  const before = read(text)[0]?.scorecard;
  const again = read(before?.text ?? '')[0]?.scorecard;
  expect(
    again?.checks.map(({ id, level, weight, rule }) => [id, level, weight, rule.text]),
  ).toEqual(before?.checks.map(({ id, level, weight, rule }) => [id, level, weight, rule.text]));
  expect(again?.levels).toEqual(before?.levels);
  expect(again?.version).toBe(before?.version);
  expect(read(`# A comment\n${text}`)[0]?.scorecard?.version).toBe(before?.version);
  expect(read(text.replace('weight: 2', 'weight: 3'))[0]?.scorecard?.version).not.toBe(
    before?.version,
  );
});
