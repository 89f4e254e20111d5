import { stemmer } from 'stemmer';

/** Whether words follow one another in a text as the index holds it; both are compared by their stems. */
export function hasPhrase(indexed: string, phrase: readonly string[]): boolean {
  if (!phrase.every((stem) => indexed.includes(stem))) return false;
  const stems = stemsOf(indexed);
  return stems.some((_, at) => phrase.every((stem, place) => stems[at + place] === stem));
}

/** The words of a text as the index holds it, by their stems. It holds a word and behind it its stem where that is another: of both only the stem. */
export function stemsOf(indexed: string): string[] {
  const tokens = indexed.split(' ');
  return tokens.flatMap((token, at) => {
    const stem = stemmer(token);
    const isFollowed = stem !== token && tokens[at + 1] === stem;
    return isFollowed ? [] : [token];
  });
}
