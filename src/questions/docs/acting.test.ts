import { expect, it } from 'vitest';
import { actingBelow, actingBeside } from './acting.ts';

const page = [[], ['Symptoms'], ['Steps'], ['Lag'], ['Lag', 'Impact'], ['Lag', 'Mitigation']].map(
  (path) => ({ path }),
);

it.each([
  [['Symptoms'], ['Steps']],
  [
    ['Lag', 'Impact'],
    ['Lag', 'Mitigation'],
  ],
  [['Lag'], undefined],
  [['Steps'], undefined],
  [[], undefined],
])('what to do beside %j is %j', (path, wanted) => {
  expect(actingBeside({ path }, page)?.path).toEqual(wanted);
});

it('knows no steps where no heading says so', () => {
  expect(actingBelow([], [{ path: ['Restart'] }, { path: ['Stuck'] }])).toBeNull();
});
