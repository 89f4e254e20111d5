import { editDistance } from './distance.ts';

/** The word of `words` that `written` most likely means: at most two slips of the finger away (one in a short word), or null. */
export function nearestWord(written: string, words: Iterable<string>): string | null {
  const typed = written.toLowerCase().slice(0, 64);
  let best: string | null = null;
  let fewest = typed.length <= 4 ? 1 : 2;
  for (const word of words) {
    if (word === written) continue;
    const slips = editDistance(typed, word.toLowerCase(), fewest);
    if (slips <= fewest && (best === null || slips < fewest)) {
      best = word;
      fewest = slips;
    }
  }
  return best;
}
