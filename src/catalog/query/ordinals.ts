/** Numbers of entities, ascending, each once. */
export type Ordinals = ArrayLike<number>;

export const NONE: Ordinals = [];

/** From here on looking each one up in the longer list beats walking through both. */
const LOPSIDED = 16;

/** Those in both lists. */
export function intersect(a: Ordinals, b: Ordinals): Ordinals {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  const found: number[] = [];
  if (long.length > short.length * LOPSIDED) {
    for (let at = 0; at < short.length; at++) {
      const ordinal = short[at] as number;
      if (has(long, ordinal)) found.push(ordinal);
    }
    return found;
  }
  for (let i = 0, j = 0; i < short.length && j < long.length; ) {
    const difference = (short[i] as number) - (long[j] as number);
    if (difference === 0) found.push(short[i] as number);
    if (difference <= 0) i++;
    if (difference >= 0) j++;
  }
  return found;
}

/** Those in any of the lists. */
export function unite(lists: readonly Ordinals[]): Ordinals {
  const [only, ...more] = lists;
  if (!only) return NONE;
  if (more.length === 0) return only;
  const all = new Int32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let end = 0;
  for (const list of lists) {
    all.set(list, end);
    end += list.length;
  }
  all.sort();
  let kept = 0;
  for (let at = 0; at < all.length; at++) {
    if (at === 0 || all[at] !== all[at - 1]) all[kept++] = all[at] as number;
  }
  return all.subarray(0, kept);
}

/** Those of `all` that are not in `list`. */
export function without(all: Ordinals, list: Ordinals): Ordinals {
  const found: number[] = [];
  let j = 0;
  for (let i = 0; i < all.length; i++) {
    const ordinal = all[i] as number;
    while (j < list.length && (list[j] as number) < ordinal) j++;
    if (j === list.length || list[j] !== ordinal) found.push(ordinal);
  }
  return found;
}

export function has(list: Ordinals, ordinal: number): boolean {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((list[middle] as number) < ordinal) low = middle + 1;
    else high = middle;
  }
  return list[low] === ordinal;
}

/** One byte for each of `size` entities: 1 for those in the list. */
export function marks(list: Ordinals, size: number): Uint8Array {
  const marked = new Uint8Array(size);
  for (let at = 0; at < list.length; at++) marked[list[at] as number] = 1;
  return marked;
}
