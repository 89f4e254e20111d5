import { expect, it } from 'vitest';
import type { GraphModel, GraphOptions } from './graph-model.ts';
import { graphOf } from './graph-of.ts';
import { full, viewOf } from './test-view.ts';

function graph(
  statements: readonly string[],
  ref: string,
  options: Partial<GraphOptions> = {},
): GraphModel {
  return graphOf(viewOf(statements), full(ref), options);
}
const names = (model: GraphModel) =>
  model.nodes.map(({ label, distance }) => `${label} ${distance}`);
const lines = (model: GraphModel) =>
  model.edges.map(({ from, to, relation }) => `${short(from)} ${relation} ${short(to)}`).sort();
const short = (ref: string) => ref.slice(ref.indexOf('/') + 1);

const CHAIN = [
  'component:web dependsOn component:shop',
  'component:shop dependsOn component:stock',
  'component:stock dependsOn resource:db',
  'resource:db dependsOn resource:disk',
];

it('shows what is around an entity, both ways and no further than asked', () => {
  expect(names(graph(CHAIN, 'component:shop'))).toEqual(['shop 0', 'stock 1', 'web 1', 'db 2']);
  expect(names(graph(CHAIN, 'component:shop', { levels: 1 }))).toEqual([
    'shop 0',
    'stock 1',
    'web 1',
  ]);
});

it('walks one way only where one is asked for', () => {
  expect(names(graph(CHAIN, 'component:stock', { direction: 'neededBy' }))).toEqual([
    'stock 0',
    'shop 1',
    'web 2',
  ]);
  expect(names(graph(CHAIN, 'component:stock', { direction: 'needs' }))).toEqual([
    'stock 0',
    'db 1',
    'disk 2',
  ]);
});

it('marks what others name and the catalog does not have', () => {
  const { nodes } = graph(CHAIN, 'resource:db');
  expect(nodes.find(({ label }) => label === 'disk')?.presence).toBe('missing');
});

const API = [
  'component:app consumesApi api:orders',
  'component:shop providesApi api:orders',
  'component:shop consumesApi api:prices',
  'component:pricing providesApi api:prices',
  'api:orders partOf system:sales',
  'api:prices partOf system:sales',
];

it('keeps who provides an API on the level of the API', () => {
  const model = graph(API, 'component:shop', { levels: 1 });
  expect(names(model).sort()).toEqual(['app 1', 'orders 1', 'prices 1', 'pricing 1', 'shop 0']);
  expect(lines(model)).toEqual([
    'app consumesApi orders',
    'orders providedBy shop',
    'prices providedBy pricing',
    'shop consumesApi prices',
  ]);
  const columns = new Map(model.nodes.map(({ label, column }) => [label, column]));
  expect(Object.fromEntries(columns)).toEqual({
    app: -1,
    orders: -0.5,
    shop: 0,
    prices: 0.5,
    pricing: 1,
  });
});

it('draws APIs as lines where there is no room for them', () => {
  const model = graph(API, 'component:shop', { levels: 1, apis: 'lines' });
  expect(lines(model)).toEqual(['app consumesApi shop', 'shop consumesApi pricing']);
});

it('merges two things that need each other into one line', () => {
  const { edges } = graph(
    ['component:a dependsOn component:b', 'component:b dependsOn component:a'],
    'component:a',
  );
  expect(edges).toEqual([
    expect.objectContaining({
      from: 'component:default/a',
      to: 'component:default/b',
      isMutual: true,
    }),
  ]);
});

it('keeps the nearest and most needed, from both sides, and counts the rest', () => {
  const many = Array.from(
    { length: 30 },
    (_, index) => `component:user${index} dependsOn component:hub`,
  );
  const model = graph(
    [
      ...many,
      'component:hub dependsOn component:base',
      'component:last dependsOn component:user29',
      'component:extra dependsOn component:user7',
    ],
    'component:hub',
    { most: 6 },
  );
  expect(model.nodes).toHaveLength(6);
  expect(names(model)).toEqual(expect.arrayContaining(['base 1', 'user29 1', 'user7 1']));
  expect(model.rest).toEqual({
    needs: { near: 0, far: 0 },
    neededBy: { near: 26, far: 2 },
    inside: 0,
    lines: 0,
  });
});

it('draws nothing that hangs in the air', () => {
  const tree = Array.from(
    { length: 80 },
    (_, index) => `component:n${index + 1} dependsOn component:n${Math.floor(index / 3)}`,
  );
  const model = graph(tree, 'component:n0', { levels: 9 });
  const joined = new Set(model.edges.flatMap(({ from, to }) => [from, to]));
  expect(model.nodes).toHaveLength(40);
  expect(model.nodes.every(({ ref }) => joined.has(ref))).toBe(true);
});

it('draws a system as a frame around its parts', () => {
  const model = graph(
    [
      'component:shop partOf system:sales',
      'component:stock partOf system:sales',
      'component:shop dependsOn component:stock',
      'component:stock dependsOn resource:db',
      'component:web dependsOn component:shop',
      'resource:db dependsOn resource:disk',
    ],
    'system:sales',
  );
  expect(model.isFrame).toBe(true);
  expect(model.nodes.map(({ label, isInside }) => [label, isInside])).toEqual([
    ['shop', true],
    ['stock', true],
    ['db', false],
    ['web', false],
  ]);
});

it('lets systems need what their parts need', () => {
  const model = graph(
    [
      'system:sales partOf domain:trade',
      'system:pay partOf domain:trade',
      'component:shop partOf system:sales',
      'component:till partOf system:pay',
      'api:till partOf system:pay',
      'component:till providesApi api:till',
      'component:shop consumesApi api:till',
    ],
    'domain:trade',
  );
  expect(lines(model)).toEqual(['sales dependsOn pay']);
});

it('shows an entity that nothing is related to, and one that the catalog does not have', () => {
  expect(names(graph(CHAIN, 'component:lonely'))).toEqual(['lonely 0']);
});

it('keeps a tangle readable: every node stays joined, and the lines left out are counted', () => {
  const all = Array.from({ length: 30 }, (_, a) =>
    Array.from({ length: 30 }, (_, b) => `component:n${a} dependsOn component:n${b}`),
  );
  const model = graph(all.flat(), 'component:n0');
  expect(model.edges).toHaveLength(120);
  expect(model.rest.lines).toBe((30 * 29) / 2 - 120);
  const joined = new Set(model.edges.flatMap(({ from, to }) => [from, to]));
  expect(joined.size).toBe(30);
});
