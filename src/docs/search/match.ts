import type { Query, Term } from './query.ts';

/** Where a text has a term: how well (0..1, the worth of the best that stands for it) and how often. */
export type Found = { worth: number; times: number };

/** What of a question stands in one text of the index. */
export type TextMatch = {
  /** A place for each term. */
  found: readonly Found[];
  /** How many neighbours of the question are neighbours here too. */
  neighbours: number;
};

type Looking = { term: number; worth: number };

/** Terms by what is looked for, made once for all texts of a search. */
export type Lookup = {
  terms: readonly Term[];
  /** Finds every word that may stand for a term. */
  pattern: RegExp;
  /** Which terms a word stands for. */
  standsFor: (word: string) => readonly Looking[];
};

/** A word that was typed in another form than it stands here is worth a little less. */
const OTHER_FORM = 0.95;
/** The index holds stems behind their words: room for both, and for one word between. */
const NEAR = 24;

export function lookupOf({ terms }: Query): Lookup {
  const exact = new Map<string, Looking[]>();
  const beginnings: { beginning: string; looking: Looking }[] = [];
  const add = (text: string, looking: Looking) =>
    exact.set(text, [...(exact.get(text) ?? []), looking]);
  for (const [term, { any }] of terms.entries())
    for (const { word, stem, worth, isPrefix } of any) {
      if (isPrefix) beginnings.push({ beginning: stem, looking: { term, worth } });
      else {
        add(word, { term, worth });
        if (stem !== word) add(stem, { term, worth: worth * OTHER_FORM });
      }
    }
  // Words are letters and digits alone, so that none is read as a pattern.
  const written = [...exact.keys(), ...beginnings.map(({ beginning }) => `${beginning}[^ ]*`)];
  return {
    terms,
    pattern: new RegExp(`(?:^| )(${written.join('|')})(?= |$)`, 'g'),
    standsFor: (word) => [
      ...(exact.get(word) ?? []),
      ...beginnings.flatMap(({ beginning, looking }) =>
        word.startsWith(beginning) ? [looking] : [],
      ),
    ],
  };
}

/** Finds the terms in a text as the index holds it. */
export function matchText(indexed: string, { terms, pattern, standsFor }: Lookup): TextMatch {
  const found = terms.map(() => ({ worth: 0, times: 0 }));
  if (indexed === '') return { found, neighbours: 0 };
  const endsAt = terms.map(() => Number.NEGATIVE_INFINITY);
  const pairs = new Set<number>();
  for (const match of indexed.matchAll(pattern)) {
    const word = match[1] ?? '';
    const end = match.index + match[0].length;
    const start = end - word.length;
    for (const { term, worth } of standsFor(word)) {
      const one = found[term];
      if (!one) continue;
      // A word and its stem behind it are one.
      if (start - (endsAt[term] ?? 0) > 1) one.times += 1;
      one.worth = Math.max(one.worth, worth);
      endsAt[term] = end;
      if (term > 0 && start - (endsAt[term - 1] ?? 0) <= NEAR) pairs.add(term);
    }
  }
  return { found, neighbours: pairs.size };
}
