import type { Db } from '#dialect';
import type { FullText } from '../../db/full-text.ts';
import { candidatesFor, type Scope } from './candidates.ts';
import { anyWord, countOfEveryWord, everyWord, someWords } from './expressions.ts';
import { phrasePattern } from './phrase.ts';
import type { Query } from './query.ts';
import type { Candidate } from './rank.ts';
import { within } from './scope.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How many sections that have every word are compared with one another. */
const COMPARED = 100;
/** How many of those that have some, in the docs that the question is about, and in all where few have every word. */
const COMPARED_CLOSE = 80;
const COMPARED_LOOSELY = 60;
const ENOUGH = 20;
/** Of words that stand in so many sections, those with them in a title or heading are looked at first, and mostly are enough. */
const MANY = 1_000;
const ENOUGH_ABOVE = 40;
/** A name that many sites have tells nothing. */
const MOST_CLOSE = 8;

/**
 * The sections that are compared for a question: those with every word; of what the question is about (`close`) those with any; and
 * where that is little, those with the most telling words. What was quoted has to stand there as it is.
 */
export async function gather(
  db: Db,
  query: Query,
  { vocabulary, scope, close }: { vocabulary: Vocabulary; scope: Scope; close: readonly string[] },
): Promise<Candidate[]> {
  const found = new Map<number, Candidate>();
  const look = async (
    wanted: FullText,
    within: Scope,
    size: { limit: number; expected: number },
  ) => {
    for (const one of await candidatesFor(db, wanted, { scope: within, ...size }))
      found.set(one.id, one);
  };
  const every = everyWord(query);
  const expected = countOfEveryWord(query, vocabulary);
  const size = { limit: COMPARED, expected };
  if (expected > MANY) await look({ above: every }, scope, size);
  if (found.size < ENOUGH_ABOVE) await look(every, scope, size);
  if (query.phrases.length > 0) {
    const phrases = query.phrases.map(phrasePattern);
    return [...found.values()].filter((one) => hasAll(one, phrases));
  }
  const near = within(scope, close.slice(0, MOST_CLOSE));
  if (near) await look(anyWord(query), near, { limit: COMPARED_CLOSE, expected: 0 });
  const some = found.size < ENOUGH ? someWords(query, vocabulary) : null;
  if (some && query.terms.length > 1)
    await look(some, scope, { limit: COMPARED_LOOSELY, expected: Number.POSITIVE_INFINITY });
  return [...found.values()];
}

function hasAll(
  { titleWords, headingWords, bodyWords }: Candidate,
  phrases: readonly RegExp[],
): boolean {
  const texts = [titleWords, headingWords, bodyWords];
  return phrases.every((phrase) => texts.some((text) => phrase.test(text)));
}
