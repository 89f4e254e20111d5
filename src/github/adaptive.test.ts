import { describe, expect, it } from 'vitest';
import { createSizes, inBatches } from './adaptive.ts';

describe('sizes', () => {
  it('halve once for calls that failed together, and end at the smallest', () => {
    const sizes = createSizes();
    expect(sizes.of('trees')).toBe(50);
    sizes.shrink('trees', 50);
    sizes.shrink('trees', 50);
    expect(sizes.of('trees')).toBe(25);
    for (let calls = 0; calls < 10; calls += 1) sizes.shrink('trees', sizes.of('trees'));
    expect(sizes.of('trees')).toBe(1);
    expect(sizes.shrink('trees', 1)).toBe(false);
  });

  it('grow by a quarter after five calls that went well, up to the largest', () => {
    const sizes = createSizes({ blobs: { size: 40, streak: 0 } });
    for (let calls = 0; calls < 5; calls += 1) sizes.grow('blobs');
    expect(sizes.of('blobs')).toBe(50);
    for (let calls = 0; calls < 100; calls += 1) sizes.grow('blobs');
    expect(sizes.of('blobs')).toBe(100);
  });

  it('are remembered, but never beyond their bounds', () => {
    const sizes = createSizes({ trees: { size: 4_000, streak: 0 }, blobs: { size: 0, streak: 0 } });
    expect([sizes.of('trees'), sizes.of('blobs')]).toEqual([50, 1]);
    sizes.shrink('trees', 50);
    expect(createSizes(sizes.learned()).of('trees')).toBe(25);
  });
});

describe('batches', () => {
  const numbers = Array.from({ length: 120 }, (_, index) => index);

  it('that are too much are read in parts until everything is read', async () => {
    const read: number[] = [];
    await inBatches(numbers, {
      name: 'trees',
      sizes: createSizes(),
      read: async (batch) => {
        if (batch.length > 7) return { kind: 'tooMuch', reason: 'too many' };
        read.push(...batch);
        return { kind: 'done' };
      },
      giveUp: () => expect.unreachable(),
    });
    expect(read.toSorted((a, b) => a - b)).toEqual(numbers);
  });

  it('give up one item that always fails and read the others', async () => {
    const read: number[] = [];
    const given: [number, string][] = [];
    await inBatches(numbers, {
      name: 'trees',
      sizes: createSizes(),
      read: async (batch) => {
        if (batch.includes(61)) return { kind: 'tooMuch', reason: 'GitHub answered 502' };
        read.push(...batch);
        return { kind: 'done' };
      },
      giveUp: (item, reason) => given.push([item, reason]),
    });
    expect(given).toEqual([[61, 'GitHub answered 502']]);
    expect(read).toHaveLength(119);
  });

  it('stop when nothing can be read at all', async () => {
    const given: number[] = [];
    const all = inBatches(numbers, {
      name: 'trees',
      sizes: createSizes(),
      read: async () => ({ kind: 'tooMuch', reason: 'GitHub answered 502' }),
      giveUp: (item) => given.push(item),
    });
    await expect(all).rejects.toMatchObject({ name: 'GitHubStop', code: 'unavailable' });
    expect(given.length).toBeLessThan(20);
  });

  it('leave the rest unread once one of them was told to stop', async () => {
    let calls = 0;
    const all = inBatches(numbers, {
      name: 'trees',
      sizes: createSizes({ trees: { size: 1, streak: 0 } }),
      read: async () => {
        calls += 1;
        throw new Error('stop');
      },
      giveUp: () => {},
    });
    await expect(all).rejects.toThrow('stop');
    expect(calls).toBeLessThanOrEqual(4);
  });
});
