import { expect, it } from 'vitest';
import { arrivalOf } from './arrival.ts';
import { commitGraph } from './commit-graph.ts';
import type { Deployment } from './deployments.ts';

const at = (hour: number) => new Date(Date.UTC(2026, 5, 15, hour));
const commit = (oid: string, hour: number, parents: string[]) => ({
  repository: 'R1',
  oid,
  headline: oid,
  author: 'ana',
  parents,
  at: at(hour),
});
const graph = commitGraph([commit('c', 3, ['b']), commit('b', 2, ['a']), commit('a', 1, [])]);
const tags = [
  { repository: 'R1', name: 'v1.2.0', oid: 'b', releasedAt: null, releasedBy: null, url: null },
];

it.each([
  ['the merge is below what runs', { oid: 'b' }, { oid: 'c' }, 'in'],
  ['what runs is older', { oid: 'c' }, { oid: 'b' }, 'out'],
  [
    'its branch was deployed before the merge',
    { oid: 'c', head: 'branch' },
    { oid: 'branch' },
    'in',
  ],
  [
    'a pipeline reported a version that is a tag',
    { oid: 'a' },
    { oid: null, version: '1.2.0' },
    'in',
  ],
  [
    'a pipeline reported a version that is a tag',
    { oid: 'c' },
    { oid: null, version: '1.2.0' },
    'out',
  ],
  ['it was deployed before the change was made', { oid: 'x', at: at(9) }, { oid: 'y' }, 'out'],
  ['nothing of it was read', { oid: 'x', at: at(1) }, { oid: 'y' }, 'unknown'],
  ['nobody knows what was deployed', { oid: 'b', at: at(2) }, { oid: null }, 'unknown'],
] as const)('%s: %j in %j is %s', (_, wanted, deployed, expected) => {
  const deployment: Deployment = {
    id: '1',
    repository: 'R1',
    ref: null,
    environment: 'prod',
    state: 'active',
    gitRef: null,
    version: null,
    by: null,
    url: null,
    source: 'GitHub',
    createdAt: at(8),
    changedAt: at(8),
    readAt: at(8),
    ...deployed,
  };
  expect(arrivalOf({ at: null, ...wanted }, deployment, { graph, tags })).toBe(expected);
});
