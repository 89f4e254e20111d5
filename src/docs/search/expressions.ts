import type { FullText } from '../../db/full-text.ts';
import type { Query, Term } from './query.ts';
import type { Vocabulary } from './vocabulary.ts';

/** About as many sections a search may look through that does not ask for every word. */
const MOST_LOOKED_AT = 3_000;

/** Sections that hold every word. */
export function everyWord({ terms }: Query): FullText {
  return { all: terms.map(anyOf) };
}

/** About how many those are, were the words spread evenly. */
export function countOfEveryWord({ terms }: Query, vocabulary: Vocabulary): number {
  const all = Math.max(1, vocabulary.sections);
  return terms.reduce((left, term) => left * Math.min(1, countOf(term, vocabulary) / all), all);
}

/** Sections that hold one of the words. */
export function anyWord({ terms }: Query): FullText {
  return { any: terms.map(anyOf) };
}

/**
 * Sections that hold the most telling of the words: those words alone that are rare, and others two together. Null where nothing is left
 * to ask for.
 */
export function someWords({ terms }: Query, vocabulary: Vocabulary): FullText | null {
  const rarest = terms
    .map((term) => ({ asked: anyOf(term), count: countOf(term, vocabulary) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count);
  let looked = 0;
  const isAffordable = (count: number, place: number) => {
    const isIn = place === 0 || looked + count <= MOST_LOOKED_AT;
    if (isIn) looked += count;
    return isIn;
  };
  const alone = rarest.filter(({ count }, place) => isAffordable(count, place));
  const others = rarest.slice(alone.length);
  const pairs = others
    .flatMap((one, place) => others.slice(place + 1).map((other) => [one, other] as const))
    .map(([one, other]) => ({
      asked: { all: [one.asked, other.asked] },
      count: (one.count * other.count) / Math.max(1, vocabulary.sections),
    }))
    .sort((a, b) => a.count - b.count)
    .filter(({ count }) => isAffordable(count, 1));
  const any = [...alone, ...pairs].map(({ asked }) => asked);
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
