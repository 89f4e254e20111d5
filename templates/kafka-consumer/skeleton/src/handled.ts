/** Remembers which events have taken effect. */
export type Handled = {
  has: (id: string) => Promise<boolean>;
  add: (id: string) => Promise<void>;
};

/**
 * Remembers the last `most` in this process: enough against a delivery that is repeated at once, not across restarts. Where an effect must
 * never happen twice, keep the ids in a table, written in the transaction of the effect itself.
 */
export function handledInMemory(most = 100_000): Handled {
  const ids = new Set<string>();
  return {
    has: async (id) => ids.has(id),
    add: async (id) => {
      ids.add(id);
      const [oldest] = ids;
      if (ids.size > most && oldest !== undefined) ids.delete(oldest);
    },
  };
}
