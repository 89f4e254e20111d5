import { setImmediate } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { atOnce, inSlices, mapped } from './in-slices.ts';

/** Each item takes so long by a clock of the test's own. */
function clockOf(ms: number): (item: number) => number {
  // The module remembers when it gave way last, by the true clock.
  let time = performance.now();
  vi.spyOn(performance, 'now').mockImplementation(() => time);
  return (item) => {
    time += ms;
    return item * 2;
  };
}

it.each([
  ['after every slice of long work', 30, 3],
  ['not before a slice of short work is over', 1, 0],
])('lets others go first %s', async (_, ms, least) => {
  const work = clockOf(ms);
  await inSlices(mapped([0], work));
  let turns = 0;
  let isOver = false;
  const others = (async () => {
    while (!isOver) {
      await setImmediate();
      if (!isOver) turns += 1;
    }
  })();
  expect(await inSlices(mapped([1, 2, 3, 4], work))).toEqual([2, 4, 6, 8]);
  isOver = true;
  await others;
  vi.restoreAllMocks();
  if (least > 0) expect(turns).toBeGreaterThanOrEqual(least);
  else expect(turns).toBe(0);
});

it('does all of it at once where nobody waits', () => {
  expect(atOnce(mapped([1, 2], (item) => item + 1))).toEqual([2, 3]);
});
