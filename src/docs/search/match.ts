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
  exact: ReadonlyMap<string, readonly Looking[]>;
  beginnings: readonly { beginning: string; looking: Looking }[];
};

/** A word that was typed in another form than it stands here is worth a little less. */
const OTHER_FORM = 0.95;
/** The index holds stems behind their words, so that neighbours are up to three places apart. */
const NEAR = 3;

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
  return { terms, exact, beginnings };
}

/** Finds the terms in a text as the index holds it. */
export function matchText(indexed: string, { terms, exact, beginnings }: Lookup): TextMatch {
  const found = terms.map(() => ({ worth: 0, times: 0 }));
  const lastAt = terms.map(() => Number.NEGATIVE_INFINITY);
  const pairs = new Set<number>();
  if (indexed === '') return { found, neighbours: 0 };
  const see = ({ term, worth }: Looking, at: number) => {
    const one = found[term];
    if (!one) return;
    // A word and its stem behind it are one.
    if (at - (lastAt[term] ?? 0) > 1) one.times += 1;
    one.worth = Math.max(one.worth, worth);
    lastAt[term] = at;
    if (term > 0 && at - (lastAt[term - 1] ?? 0) <= NEAR) pairs.add(term);
  };
  for (const [at, token] of indexed.split(' ').entries()) {
    for (const looking of exact.get(token) ?? []) see(looking, at);
    for (const { beginning, looking } of beginnings)
      if (token.startsWith(beginning)) see(looking, at);
  }
  return { found, neighbours: pairs.size };
}
