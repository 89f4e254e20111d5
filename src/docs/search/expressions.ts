import type { FullText } from '../../db/full-text.ts';
import type { Query, Term } from './query.ts';
import type { Vocabulary } from './vocabulary.ts';

/** About as many sections a search may look through that does not ask for every word. */
const MOST_LOOKED_AT = 4_000;

/** Sections that hold every word. */
export function everyWord({ terms }: Query): FullText {
  return { all: terms.map(anyOf) };
}

/** Sections that hold one of the words. */
export function anyWord({ terms }: Query): FullText {
  return { any: terms.map(anyOf) };
}

/**
 * Sections that hold the most telling of the words: the rare ones alone, those that stand everywhere only two together. Null where
 * nothing is left to ask for.
 */
export function someWords({ terms }: Query, vocabulary: Vocabulary): FullText | null {
  const rarest = terms
    .map((term) => ({ term, count: countOf(term, vocabulary) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count);
  const any: FullText[] = [];
  let looked = 0;
  for (const [place, { term, count }] of rarest.entries()) {
    looked += count;
    if (place === 0 || looked <= MOST_LOOKED_AT) any.push(anyOf(term));
    else
      for (const { term: other } of rarest.slice(1, place))
        any.push({ all: [anyOf(term), anyOf(other)] });
  }
  return any.length === 0 ? null : { any };
}

function anyOf({ any }: Term): FullText {
  return { any: any.map(({ stem, isPrefix }) => ({ word: stem, isPrefix })) };
}

function countOf({ any }: Term, { count, countBeginning }: Vocabulary): number {
  return any.reduce(
    (sum, { stem, isPrefix }) => sum + (isPrefix ? countBeginning(stem) : count(stem)),
    0,
  );
}
