import { stemmer } from 'stemmer';

/** A word of a text: as it is compared (`word`), by its stem, and where it stands. */
export type Word = { word: string; stem: string; start: number; end: number };

// Letters and digits of any script; a dot, hyphen or underline ends a word, so that `ledger.entries.v2` is found by each of its parts.
const WORD = /[\p{L}\p{N}]+/gu;
/** `idempotencyKey` and `HTTPServer` are two words each, and one as well. */
const CAMEL = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
/** Longer ones are no words: keys, hashes, base64. */
const LONGEST = 40;

/** Two words that are one as well: `on-call` is found by `oncall`. */
const HYPHENATED = /(?<![\p{L}\p{N}-])(\p{L}+)-(\p{L}+)(?![\p{L}\p{N}-])/gu;

/** Words of a text in their order, a compound behind its parts. One analyser for both databases, so that both find the same. */
export function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  const joined = new Map(
    Array.from(text.matchAll(HYPHENATED), ({ index, 0: whole, 1: one, 2: other }) => [
      index + whole.length,
      { index, whole: `${one}${other}` },
    ]),
  );
  for (const match of text.matchAll(WORD)) {
    const start = match.index;
    const end = start + match[0].length;
    const parts = match[0].split(CAMEL);
    if (parts.length > 1) {
      let at = start;
      for (const part of parts) {
        add(words, part, { start: at, end: at + part.length });
        at += part.length;
      }
    }
    add(words, match[0], { start, end });
    const compound = joined.get(end);
    if (compound) add(words, compound.whole, { start: compound.index, end });
  }
  return words;
}

function add(words: Word[], written: string, place: { start: number; end: number }): void {
  const word = written.length > LONGEST ? '' : fold(written);
  if (word === '') return;
  words.push({ word, stem: stemmer(word), ...place });
}

/** Lower case without accents: `São` is found by `sao`. What the forms of characters bring with them is left out: `⑴` is `(1)`. */
function fold(word: string): string {
  return word
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** PostgreSQL takes 1 MB of words; what stands further down a page of this length is a table of data. */
const LONGEST_TEXT = 150_000;

/** A text as the full text index holds it: each word, and its stem where that is another. */
export function indexed(text: string): string {
  return wordsIn(text.slice(0, LONGEST_TEXT))
    .map(({ word, stem }) => (stem === word ? word : `${word} ${stem}`))
    .join(' ');
}

/** The single words of an address, without those that another text has too in whatever form. */
export function indexedWithout(text: string, other: string): string {
  const known = new Set(wordsIn(other).map(({ stem }) => stem));
  const left = wordsIn(text.replaceAll('-', ' ')).filter(({ stem }) => !known.has(stem));
  return indexed(left.map(({ word }) => word).join(' '));
}
