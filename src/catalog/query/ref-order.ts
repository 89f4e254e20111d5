/** Living entities in the order of their refs: the order of every list that asks for none, and what ties are broken by. */
export type RefOrder = {
  /** Numbers of the living. */
  sorted: Int32Array;
  /** Place in `sorted` by number; -1 for the dead. */
  rank: Int32Array;
};

/** Keeps the order while entities come and go: what stays is not sorted again. Both lists are by number, and may grow. */
export function createRefOrder(refs: readonly string[], alive: readonly boolean[]) {
  let order: RefOrder = { sorted: new Int32Array(0), rank: new Int32Array(0) };
  let isCurrent = true;
  const ref = (ordinal: number) => refs[ordinal] as string;

  function renew(): void {
    const known = order.rank.length;
    const stayed = order.sorted.filter((ordinal) => alive[ordinal]);
    const fresh = Array.from({ length: refs.length - known }, (_, at) => known + at)
      .filter((ordinal) => alive[ordinal])
      .sort((a, b) => (ref(a) < ref(b) ? -1 : 1));
    const sorted = new Int32Array(stayed.length + fresh.length);
    for (let at = 0, i = 0, j = 0; at < sorted.length; at++) {
      const isStayed =
        j === fresh.length ||
        (i < stayed.length && ref(stayed[i] as number) < ref(fresh[j] as number));
      sorted[at] = (isStayed ? stayed[i++] : fresh[j++]) as number;
    }
    const rank = new Int32Array(refs.length).fill(-1);
    for (let at = 0; at < sorted.length; at++) rank[sorted[at] as number] = at;
    order = { sorted, rank };
    isCurrent = true;
  }

  return {
    /** The lists have changed. */
    forget(): void {
      isCurrent = false;
    },
    /** Another object whenever something changed. */
    current(): RefOrder {
      if (!isCurrent) renew();
      return order;
    },
  };
}
