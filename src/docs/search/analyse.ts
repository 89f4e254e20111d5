import { stemmer } from 'stemmer';

/** A word of a text: as it is compared (`word`), by its stem, and where it stands. */
export type Word = { word: string; stem: string; start: number; end: number };

// Letters and digits of any script; a dot, hyphen or underline ends a word, so that `ledger.entries.v2` is found by each of its parts.
const WORD = /[\p{L}\p{N}]+/gu;
/** `idempotencyKey` and `HTTPServer` are two words each, and one as well. */
const CAMEL = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u;
/** Longer ones are no words: keys, hashes, base64. */
const LONGEST = 40;

/** Words of a text in their order. One analyser for both databases, so that both find the same. */
export function wordsIn(text: string): Word[] {
  const words: Word[] = [];
  for (const match of text.matchAll(WORD)) {
    const start = match.index;
    const parts = match[0].split(CAMEL);
    if (parts.length > 1) {
      let at = start;
      for (const part of parts) {
        add(words, part, at);
        at += part.length;
      }
    }
    add(words, match[0], start);
  }
  return words;
}

function add(words: Word[], written: string, start: number): void {
  if (written.length > LONGEST) return;
  const word = fold(written);
  words.push({ word, stem: stemmer(word), start, end: start + written.length });
}

/** Lower case without accents: `São` is found by `sao`. */
function fold(word: string): string {
  return word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '');
}

/** PostgreSQL takes 1 MB of words; what stands further down a page of this length is a table of data. */
const LONGEST_TEXT = 150_000;

/** A text as the full text index holds it: each word, and its stem where that is another. */
export function indexed(text: string): string {
  return wordsIn(text.slice(0, LONGEST_TEXT))
    .map(({ word, stem }) => (stem === word ? word : `${word} ${stem}`))
    .join(' ');
}
