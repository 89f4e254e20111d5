import { stemmer } from 'stemmer';

/**
 * Finds words that follow one another in a text as the index holds it, by their stems. Behind a word stands its stem where that is another:
 * before the next stem there may be its word, which begins as it does.
 */
export function phrasePattern(stems: readonly string[]): RegExp {
  const next = stems.slice(1).map((stem) => `(?: ${stem.slice(0, 2)}[^ ]*)? ${stem}`);
  return new RegExp(`(?:^| )${stems[0] ?? ''}${next.join('')}(?= |$)`);
}

/** The words of a text as the index holds it, by their stems. */
export function stemsOf(indexed: string): string[] {
  const tokens = indexed.split(' ');
  return tokens.flatMap((token, at) => {
    const stem = stemmer(token);
    const isFollowed = stem !== token && tokens[at + 1] === stem;
    return isFollowed ? [] : [token];
  });
}
