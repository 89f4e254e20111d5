import { editDistance } from '../catalog/distance.ts';
import type { CatalogView } from '../catalog/search.ts';
import type { Intention } from './intention.ts';

/** Rights the spelling of words that patterns know ("onws", "dependancies"), never of names. Null where nothing is to be righted. */
export type Speller = (text: string, view: CatalogView) => string | null;

const SHORTEST = 4;

export function createSpeller(intentions: readonly Intention[]): Speller {
  const vocabulary = new Set(
    intentions
      .flatMap(({ patterns }) => patterns)
      .flatMap(
        (pattern) =>
          pattern
            .replace(/\{\w+\}/g, ' ')
            .toLowerCase()
            .match(/[a-z]{3,}/g) ?? [],
      ),
  );
  return (text, view) => {
    let isChanged = false;
    const words = text.split(/(\s+)/).map((word) => {
      const lower = word.toLowerCase();
      if (!/^[a-z]+$/.test(lower) || lower.length < SHORTEST || vocabulary.has(lower)) return word;
      if (view.find(lower, { limit: 1, depth: 'words' }).length > 0) return word;
      const right = nearestWord(lower, vocabulary);
      if (right) isChanged = true;
      return right ?? word;
    });
    return isChanged ? words.join('') : null;
  };
}

function nearestWord(word: string, vocabulary: ReadonlySet<string>): string | null {
  const limit = word.length >= 8 ? 2 : 1;
  let best: { word: string; distance: number } | null = null;
  for (const known of vocabulary) {
    // People mistype the inside of words; looking at one letter's words only keeps long questions quick.
    if (known.length < SHORTEST || known[0] !== word[0]) continue;
    const distance = editDistance(word, known, limit);
    if (distance < (best?.distance ?? limit + 1)) best = { word: known, distance };
  }
  return best?.word ?? null;
}
