import { inLanes } from './lanes.ts';
import { GitHubStop } from './stop.ts';

/** How much one call asks for, learned from what GitHub can bear. */
export type Size = { size: number; streak: number };
export type SizeName =
  | 'listing'
  | 'trees'
  | 'blobs'
  | 'teams'
  | 'grants'
  | 'people'
  | 'confirm'
  | 'committers'
  | 'ages'
  | 'work'
  | 'health'
  | 'deepFiles';

/** Largest and smallest size per query; the largest are those measured to fit GitHub's limits with room to spare. */
const BOUNDS: Record<SizeName, { max: number; min: number }> = {
  listing: { max: 100, min: 5 },
  trees: { max: 50, min: 1 },
  blobs: { max: 100, min: 1 },
  teams: { max: 50, min: 1 },
  grants: { max: 50, min: 1 },
  people: { max: 100, min: 5 },
  confirm: { max: 100, min: 1 },
  committers: { max: 100, min: 1 },
  ages: { max: 50, min: 1 },
  work: { max: 20, min: 1 },
  health: { max: 50, min: 1 },
  deepFiles: { max: 20, min: 1 },
};
/** Calls that must succeed at one size before a larger one is tried. */
const STREAK = 5;

export type Sizes = {
  of(name: SizeName): number;
  /** A call of `size` was too much. False when nothing smaller can be asked. */
  shrink(name: SizeName, size: number): boolean;
  grow(name: SizeName): void;
  /** To be remembered for the next run. */
  learned(): Record<string, Size>;
};

/** Page sizes that halve on trouble and grow by a quarter after a streak of success, starting from what was learned before. */
export function createSizes(learned: Record<string, Size> = {}): Sizes {
  const sizes: Record<string, Size> = { ...learned };
  const at = (name: SizeName) => {
    const { max, min } = BOUNDS[name];
    const known = sizes[name] ?? { size: max, streak: 0 };
    return { ...known, size: Math.min(max, Math.max(min, known.size)) };
  };
  return {
    of: (name) => at(name).size,
    shrink(name, size) {
      const { min } = BOUNDS[name];
      // Calls in flight together fail together; only the first of them halves.
      if (size <= at(name).size)
        sizes[name] = { size: Math.max(min, Math.floor(size / 2)), streak: 0 };
      return size > min;
    },
    grow(name) {
      const { size, streak } = at(name);
      const { max } = BOUNDS[name];
      sizes[name] =
        streak + 1 < STREAK
          ? { size, streak: streak + 1 }
          : { size: Math.min(max, Math.ceil(size * 1.25)), streak: 0 };
    },
    learned: () => ({ ...sizes }),
  };
}

export type BatchOutcome = { kind: 'done' } | { kind: 'tooMuch'; reason: string };

/** Single items in a row that GitHub could not answer before it counts as an outage. */
const OUTAGE = 5;

/**
 * Reads `items` in batches of the adaptive size, a few at once. A batch that is too much is put back and asked in halves; an item that fails
 * alone is given up with its reason.
 * @throws GitHubStop when single items fail one after the other: then it is GitHub, not the items.
 */
export async function inBatches<Item>(
  items: readonly Item[],
  {
    name,
    sizes,
    take = (queue, size) => queue.splice(0, size),
    read,
    giveUp,
  }: {
    name: SizeName;
    sizes: Sizes;
    /** Takes the next batch of at most `size` items off the queue. */
    take?: (queue: Item[], size: number) => Item[];
    read: (batch: Item[]) => Promise<BatchOutcome>;
    giveUp: (item: Item, reason: string) => void;
  },
): Promise<void> {
  let givenUpInARow = 0;
  await inLanes([...items], async (queue) => {
    const batch = take(queue, sizes.of(name));
    const outcome = await read(batch);
    if (outcome.kind === 'done') {
      sizes.grow(name);
      givenUpInARow = 0;
      return;
    }
    sizes.shrink(name, batch.length);
    const [only] = batch;
    if (batch.length > 1 || only === undefined) {
      queue.unshift(...batch);
      return;
    }
    giveUp(only, outcome.reason);
    givenUpInARow += 1;
    if (givenUpInARow >= OUTAGE)
      throw new GitHubStop('unavailable', `${outcome.reason}, again and again.`);
  });
}
