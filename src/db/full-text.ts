/** What the full text index is asked for: a word as the analyser writes it, the beginning of one, all or any of several. */
export type FullText =
  | { word: string; isPrefix: boolean }
  | { all: readonly FullText[] }
  | { any: readonly FullText[] };

/** How much more a word counts in the title of a page and in a heading than in the text. */
export const FULL_TEXT_WEIGHTS = { title: 8, heading: 4, body: 1 } as const;

/** The words of one database for it. `word` is given without anything that the language of queries knows. */
export type FullTextWriting = {
  word: (word: string, isPrefix: boolean) => string;
  and: string;
  or: string;
};

/** The text of a query. Words are letters and digits alone, so that nobody writes queries of their own. */
export function writeFullText(query: FullText, writing: FullTextWriting): string {
  if ('word' in query)
    return writing.word(query.word.replace(/[^\p{L}\p{N}]/gu, ''), query.isPrefix);
  const isAll = 'all' in query;
  const parts = isAll ? query.all : query.any;
  const written = parts.map((part) => writeFullText(part, writing));
  return written.length === 1
    ? `${written[0]}`
    : `(${written.join(isAll ? writing.and : writing.or)})`;
}
