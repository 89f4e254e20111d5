import { stemmer } from 'stemmer';
import { editDistance } from '../../catalog/distance.ts';
import { createTrigrams } from '../../catalog/trigrams.ts';

/** The words that docs are written with. */
export type Vocabulary = {
  /** How many sections there are. */
  sections: number;
  /** In how many of them a word stands. */
  count: (word: string) => number;
  /** In how many at most a word stands that begins so. */
  countBeginning: (beginning: string) => number;
  /** What a word that is nowhere may have been meant to be; null where nothing is near enough. */
  nearest: (word: string) => string | null;
};

export type CountedWord = { word: string; sections: number };

const SHORTEST_MISTYPED = 4;
const CANDIDATES = 60;

export function createVocabulary(counted: readonly CountedWord[], sections: number): Vocabulary {
  const counts = new Map(counted.map((one) => [one.word, one.sections]));
  const sorted = [...counts.keys()].sort();
  // Most searches hold no mistyped word: what finds those is made when the first one comes.
  let mistyped: { near: (word: string) => string[]; isStem: (word: string) => boolean } | null =
    null;

  function count(word: string): number {
    return counts.get(word) ?? 0;
  }

  function countBeginning(beginning: string): number {
    let all = 0;
    for (let at = firstFrom(sorted, beginning); at < sorted.length; at += 1) {
      const word = sorted[at] ?? '';
      if (!word.startsWith(beginning)) break;
      all += count(word);
    }
    return Math.min(all, sections);
  }

  function nearest(word: string): string | null {
    const limit = slipsIn(word);
    if (limit === 0) return null;
    mistyped ??= createMistyped(sorted);
    const { near, isStem } = mistyped;
    const found = near(word)
      .map((one) => ({ one, slips: editDistance(word, one, limit) }))
      .filter(({ slips }) => slips <= limit)
      // Fingers slip in a word, and hardly ever at its beginning. "cooki" is the stem of "cookie", and no word.
      .filter(({ one }) => one[0] === word[0] || one[0] === word[1])
      .filter(({ one }) => !(one.endsWith('i') && isStem(one)))
      .sort(
        (a, b) =>
          a.slips - b.slips ||
          // A letter is left out rather than one too many typed.
          Number(a.one.length < word.length) - Number(b.one.length < word.length) ||
          Number(isStem(a.one)) - Number(isStem(b.one)) ||
          count(b.one) - count(a.one) ||
          (a.one < b.one ? -1 : 1),
      );
    return found[0]?.one ?? null;
  }

  return { sections, count, countBeginning, nearest };
}

/** How many slips of the finger a word may hold: none in short ones and numbers, which are other words. */
function slipsIn(word: string): number {
  if (word.length < SHORTEST_MISTYPED || /\d/.test(word)) return 0;
  return word.length >= 8 ? 2 : 1;
}

function createMistyped(sorted: readonly string[]) {
  const words = sorted.filter((word) => word.length >= SHORTEST_MISTYPED - 1 && !/\d/.test(word));
  const trigrams = createTrigrams();
  for (const [id, word] of words.entries()) trigrams.add(id, word);
  // The index holds stems beside words; "rotate" is what was meant, and not "rotat".
  const stems = new Set(
    words.flatMap((word) => {
      const stem = stemmer(word);
      return stem === word || word === `${stem}s` ? [] : [stem];
    }),
  );
  return {
    near: (word: string) =>
      trigrams
        .near(word, CANDIDATES, (id) => Math.abs((words[id] ?? '').length - word.length) <= 2)
        .map((id) => words[id] ?? ''),
    isStem: (word: string) => stems.has(word),
  };
}

/** Where the first of sorted words stands that is not before `from`. */
function firstFrom(sorted: readonly string[], from: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
