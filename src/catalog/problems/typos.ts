import { editDistance } from '../distance.ts';

/** A name, its length and a bit for each letter in it. */
type Known = { name: string; letters: number; value: string };

/**
 * Finds names that differ by slips of the finger, among tens of thousands and for thousands of words: only names of the same digits
 * (`v1` is no typo of `v2`), of about the same length and of about the same letters are compared at all.
 */
export function createTypos() {
  const groups = new Map<string, Map<number, Known[]>>();

  function add(kind: string, name: string, value: string): void {
    const key = groupOf(kind, name);
    const lengths = groups.get(key) ?? new Map<number, Known[]>();
    groups.set(key, lengths);
    const known = lengths.get(name.length);
    const one = { name, letters: lettersOf(name), value };
    if (known) known.push(one);
    else lengths.set(name.length, [one]);
  }

  /** The value of the nearest name: at most two slips away, one in a short word; of equals the first in order. */
  function nearest(kind: string, written: string): string | null {
    const lengths = groups.get(groupOf(kind, written));
    if (!lengths) return null;
    const letters = lettersOf(written);
    const most = written.length <= 4 ? 1 : 2;
    let best: Known | null = null;
    let fewest = most;
    for (let length = written.length - most; length <= written.length + most; length++) {
      for (const known of lengths.get(length) ?? []) {
        // A replaced letter changes two bits, an added or lost one a single bit.
        if (bits(letters ^ known.letters) > 2 * fewest) continue;
        const slips = editDistance(written, known.name, fewest);
        if (slips > fewest) continue;
        const isBetter = best === null || slips < fewest || known.value < best.value;
        if (isBetter) best = known;
        fewest = slips;
      }
    }
    return best?.value ?? null;
  }

  return { add, nearest };
}

function groupOf(kind: string, name: string): string {
  return `${kind}:${name.replace(/\D/g, '')}`;
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
