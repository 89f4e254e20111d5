import { expect, it } from 'vitest';
import { commitGraph } from './commit-graph.ts';

const commit = (oid: string, hour: number, parents: string[]) => ({
  repository: 'R1',
  oid,
  headline: oid,
  author: 'ana',
  parents,
  at: new Date(Date.UTC(2026, 5, 15, hour)),
});

// d merges the branch b2 into c; what is before a was not read. y stands above a gap: its parent x was not read.
const graph = commitGraph([
  commit('a', 1, ['before']),
  commit('b', 2, ['a']),
  commit('b2', 3, ['b']),
  commit('c', 4, ['b']),
  commit('d', 5, ['c', 'b2']),
  commit('y', 9, ['x']),
]);

it.each([
  ['d', 'd', true],
  ['d', 'b2', true],
  ['c', 'b2', false],
  ['a', 'd', false],
  // Older than what was read.
  ['before', 'a', false],
  ['d', 'elsewhere', null],
  ['elsewhere', 'd', null],
  ['d', 'before', true],
  // Whether d is below the gap nobody knows.
  ['y', 'd', null],
])('what is at %s contains %s: %s', (state, oid, expected) => {
  expect(graph.contains(state, oid)).toBe(expected);
});

it.each([
  ['c', 'd', ['d', 'b2']],
  ['a', 'd', ['d', 'c', 'b2', 'b']],
  ['before', 'b', ['b', 'a']],
  ['d', 'd', []],
  ['d', 'c', []],
  ['b2', 'c', ['c']],
  ['a', 'y', null],
  ['elsewhere', 'd', null],
])('from %s to %s: %j', (from, to, expected) => {
  expect(graph.between(from, to)?.map(({ oid }) => oid) ?? null).toEqual(expected);
});
