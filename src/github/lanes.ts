/** Calls under way at once; GitHub asks for few: https://docs.github.com/en/rest/using-the-rest-api/best-practices-for-using-the-rest-api */
const LANES = 4;

/**
 * Works through a queue in a few lanes at once; `work` takes from the queue itself and may put back. The first lane that throws empties the queue,
 * and all come to rest before the error rises, so that nothing is read or written behind the caller's back.
 */
export async function inLanes<Item>(
  queue: Item[],
  work: (queue: Item[]) => Promise<void>,
): Promise<void> {
  const lane = async () => {
    try {
      while (queue.length > 0) await work(queue);
    } catch (error) {
      queue.length = 0;
      throw error;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: LANES }, lane));
  const failed = ended.find((end) => end.status === 'rejected');
  if (failed) throw failed.reason;
}

/** Does the same with every item, a few at once. */
export function forEachInLanes<Item>(
  items: readonly Item[],
  work: (item: Item) => Promise<void>,
): Promise<void> {
  return inLanes([...items], async (queue) => {
    const item = queue.shift();
    if (item !== undefined) await work(item);
  });
}
