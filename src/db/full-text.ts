/** What the full text index is asked for: a word as the analyser writes it, the beginning of one, all or any of several. */
export type FullText =
  | { word: string; isPrefix: boolean }
  | { all: readonly FullText[] }
  | { any: readonly FullText[] }
  /** In the title of the page or in a heading, and not in the text alone. */
  | { above: FullText };

/** How much more a word counts in the title of a page and in a heading than in the text. */
export const FULL_TEXT_WEIGHTS = { title: 8, heading: 4, body: 1 } as const;

/** The words of one database for it. `word` is given without anything that the language of queries knows. */
export type FullTextWriting = {
  word: (word: string, where: { isPrefix: boolean; isAbove: boolean }) => string;
  and: string;
  or: string;
};

/** The text of a query. Words are letters and digits alone, so that nobody writes queries of their own. */
export function writeFullText(query: FullText, writing: FullTextWriting, isAbove = false): string {
  if ('above' in query) return writeFullText(query.above, writing, true);
  if ('word' in query) {
    const { word, isPrefix } = query;
    return writing.word(word.replace(/[^\p{L}\p{N}]/gu, ''), { isPrefix, isAbove });
  }
  const isAll = 'all' in query;
  const parts = isAll ? query.all : query.any;
  const written = parts.map((part) => writeFullText(part, writing, isAbove));
  return written.length === 1
    ? `${written[0]}`
    : `(${written.join(isAll ? writing.and : writing.or)})`;
}
