import { expect, it } from 'vitest';
import { expressionProblem, unknownFilters } from './problem.ts';

it.each([
  ['plain text'],
  ['${{ parameters.name | lower }}'],
  ['{% for x in parameters.list %}${{ x }}{% endfor %}'],
  ['${{ anything.at.all() }}'],
  ['${{ a | not_known_here }}'],
])('%s reads well', (text) => {
  expect(expressionProblem(text)).toBeNull();
});

it.each([
  ['${{ a | }}', 'Expected name', 1, 9],
  ['one\ntwo ${{ a. }}', 'Expected name', 2, 12],
  ['{% if a %}x', 'Missing endif tag', 1, 1],
  ['{% include "x" %}', 'Unsupported template-loading tag "include"', 1, 1],
  ['${{ range.constructor("x")() }}', 'reserved', 1, 11],
])('%s does not: %s', (text, words, line, column) => {
  expect(expressionProblem(text)).toEqual({
    message: expect.stringContaining(words),
    line,
    column,
  });
});

it('finds what is wrong at the end of a long text, and evaluates none of it', () => {
  const text = `${'{% for i in range(0, 1000000) %}${{ a }}{% endfor %}\n'.repeat(1000)}\${{ b | }}`;
  expect(expressionProblem(text)).toMatchObject({ line: 1001 });
});

it('names filters that neither nunjucks nor Backstage has', () => {
  const found = unknownFilters("${{ a | upper | gcp }}\n${{ 'x | y' | now }} a | b {{ x | z }}");
  expect(found).toEqual([
    { filter: 'gcp', message: 'There is no filter called "gcp"', line: 1, column: 17 },
    { filter: 'now', message: 'There is no filter called "now"', line: 2, column: 15 },
  ]);
});

it.each([
  ['openings without end', '${{ '.repeat(40_000)],
  ['openings in a comment', `{# ${'${{ {% '.repeat(20_000)} #}`],
  ['quotes without end', `\${{ "${'\\\\"'.repeat(60_000)} }}`],
  ['very many expressions', '${{ a }}'.repeat(100_000)],
  ['very many filters', '${{ a|zz }}'.repeat(80_000)],
  ['bars', `\${{ a ${'| b '.repeat(40_000)} }}`],
  ['brackets', `\${{ ${'('.repeat(90_000)} }}`],
])('is soon done with %s', (_, text) => {
  const start = performance.now();
  expressionProblem(text);
  unknownFilters(text);
  expect(performance.now() - start).toBeLessThan(3000);
});
