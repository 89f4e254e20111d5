import { expect, it } from 'vitest';
import { fittingGraph } from './fitting.ts';
import { full, viewOf } from './test-view.ts';

const SMALL = ['component:shop consumesApi api:prices', 'component:pricing providesApi api:prices'];
const users = (count: number) =>
  Array.from({ length: count }, (_, at) => [
    `component:user${at} dependsOn component:shop`,
    `component:far${at} dependsOn component:user${at}`,
  ]).flat();
const optionsOf = (statements: readonly string[], levels: number | null = null) =>
  fittingGraph(viewOf(statements), full('component:shop'), { direction: 'both', levels }).options;

it('shows two levels and APIs where there is room', () => {
  expect(optionsOf([...SMALL, ...users(3)])).toMatchObject({ levels: 2, apis: 'nodes' });
});

it('shows one level where two would be too much for a chat', () => {
  expect(optionsOf([...SMALL, ...users(12)])).toMatchObject({ levels: 1, apis: 'nodes' });
});

it('draws APIs as lines, and counts what it leaves out, where even that is too much', () => {
  const model = fittingGraph(viewOf([...SMALL, ...users(60)]), full('component:shop'), {
    direction: 'both',
    levels: null,
  });
  expect(model.options).toMatchObject({ levels: 1, apis: 'lines' });
  expect(model.nodes).toHaveLength(20);
  expect(model.rest.neededBy.near).toBe(42);
});

it('keeps the levels that are asked for', () => {
  expect(optionsOf([...SMALL, ...users(12)], 2)).toMatchObject({ levels: 2, apis: 'lines' });
});
