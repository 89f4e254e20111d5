import { editDistance } from '../distance.ts';

/** Names of one length, with a bit for each letter that is in them. */
type Group = { names: string[]; values: string[]; letters: number[] };

/**
 * Finds names that differ by slips of the finger, among tens of thousands and for thousands of words: only names of the same digits
 * (`v1` is no typo of `v2`), of about the same length and of about the same letters are compared at all.
 */
export function createTypos() {
  const groups = new Map<string, Group>();

  function add(kind: string, name: string, value: string): void {
    const key = groupOf(kind, name, name.length);
    const group = groups.get(key) ?? { names: [], values: [], letters: [] };
    groups.set(key, group);
    group.names.push(name);
    group.values.push(value);
    group.letters.push(lettersOf(name));
  }

  /** The value of the nearest name: at most two slips away, one in a short word; of equals the first in order. */
  function nearest(kind: string, written: string): string | null {
    const letters = lettersOf(written);
    const most = written.length <= 4 ? 1 : 2;
    let best: string | null = null;
    let fewest = most;
    for (let length = written.length - most; length <= written.length + most; length++) {
      const group = groups.get(groupOf(kind, written, length));
      if (!group) continue;
      for (let at = 0; at < group.names.length; at++) {
        // A replaced letter changes two bits, an added or lost one a single bit.
        if (bits(letters ^ (group.letters[at] as number)) > 2 * fewest) continue;
        const slips = editDistance(written, group.names[at] as string, fewest);
        if (slips > fewest) continue;
        const value = group.values[at] as string;
        if (best === null || slips < fewest || value < best) best = value;
        fewest = slips;
      }
    }
    return best;
  }

  return { add, nearest };
}

function groupOf(kind: string, name: string, length: number): string {
  return `${kind}:${length}:${name.replace(/\D/g, '')}`;
}

function lettersOf(name: string): number {
  let letters = 0;
  for (let at = 0; at < name.length; at++) letters |= 1 << (name.charCodeAt(at) & 31);
  return letters;
}

function bits(number: number): number {
  let left = number - ((number >>> 1) & 0x55555555);
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return (((left + (left >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}
