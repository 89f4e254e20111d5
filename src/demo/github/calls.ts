/** One request that the demo's GitHub answered. */
export type CallRecord = {
  id: number;
  at: string;
  api: 'graphql' | 'rest';
  /** Operation name, or method and path. */
  name: string;
  status: number;
  /** Primary points taken; 0 for 304 and refused calls. */
  points: number;
  /** Objects that a query delivered. */
  objects: number;
  ms: number;
};

export type Calls = {
  record: (call: Omit<CallRecord, 'id'>) => void;
  /** The latest 2,000, oldest first. */
  list: () => readonly CallRecord[];
  /** Sums since the start or the last reset, by operation name for GraphQL and under `rest` for the rest. */
  totals: () => { calls: number; points: number; byName: Record<string, number> };
  reset: () => void;
};

const KEPT_CALLS = 2000;

/** A journal of calls for benchmarks, tests and the demo's side panel. */
export function createCalls(): Calls {
  let kept: CallRecord[] = [];
  let nextId = 1;
  let calls = 0;
  let points = 0;
  let byName: Record<string, number> = {};
  return {
    record(call) {
      kept.push({ id: nextId++, ...call });
      if (kept.length > 2 * KEPT_CALLS) kept = kept.slice(-KEPT_CALLS);
      calls++;
      points += call.points;
      const name = call.api === 'graphql' ? call.name : 'rest';
      byName[name] = (byName[name] ?? 0) + 1;
    },
    list: () => kept.slice(-KEPT_CALLS),
    totals: () => ({ calls, points, byName: { ...byName } }),
    reset() {
      kept = [];
      calls = 0;
      points = 0;
      byName = {};
    },
  };
}
