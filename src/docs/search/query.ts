import { stemmer } from 'stemmer';
import { type Word, wordsIn } from './analyse.ts';
import { isStopWord } from './stop-words.ts';
import { synonymsOf } from './synonyms.ts';
import type { Vocabulary } from './vocabulary.ts';

/** Something that may stand in a text for what was asked, and what it is worth beside the word itself. */
export type Wanted = { stem: string; word: string; worth: number; isPrefix: boolean };

/** One word of a question, with all that counts as it. `weight` is how rare it is. */
export type Term = { said: string; any: readonly Wanted[]; weight: number };

export type Query = {
  terms: readonly Term[];
  /** What stood in quotes, as stems that have to follow one another. */
  phrases: readonly (readonly string[])[];
  /** Words that are nowhere, and those that were looked for instead. */
  corrected: readonly { said: string; used: string }[];
};

const WORTH = { word: 1, joined: 0.9, synonym: 0.8, prefix: 0.8 };
/** What a word is worth that was not typed: nobody can be sure that it was meant. */
export const CORRECTED = 0.7;
/** A question is a sentence; what is longer is a pasted text, and its beginning is enough. */
const LONGEST = 400;
const MOST_TERMS = 16;

/** What a question asks the index for. */
export function readQuery(text: string, vocabulary: Vocabulary): Query {
  const said = text.slice(0, LONGEST).normalize('NFC');
  const phrases = [...said.matchAll(/["“”„«»]([^"“”„«»]+)["“”„«»]/g)].map((match) =>
    wordsIn(match[1] ?? '').map(({ stem }) => stem),
  );
  const all = withoutCompounds(wordsIn(said));
  const quoted = new Set(phrases.flat());
  const telling = all.filter(
    ({ word, stem }, place) =>
      quoted.has(stem) || !(isStopWord(word) || isOfAge(word, all[place - 1]?.word)),
  );
  const words = unique(telling.length > 0 ? telling : all).slice(0, MOST_TERMS);
  const last = /[\p{L}\p{N}]$/u.test(said) ? all.at(-1) : undefined;
  const corrected: { said: string; used: string }[] = [];
  const terms = words.map((word) => {
    const any = wantedFor(word, { isLast: word === last, all, vocabulary });
    if (any.some((one) => countOf(one, vocabulary) > 0)) return termOf(word, any, vocabulary);
    const used = vocabulary.nearest(word.word);
    if (used === null) return termOf(word, any, vocabulary);
    corrected.push({ said: word.word, used });
    return termOf(word, [...any, wanted(used, CORRECTED)], vocabulary);
  });
  return { terms, phrases: phrases.filter((phrase) => phrase.length > 1), corrected };
}

function wantedFor(
  asked: Asked,
  { isLast, all, vocabulary }: { isLast: boolean; all: readonly Asked[]; vocabulary: Vocabulary },
): Wanted[] {
  const { word, compound } = asked;
  const place = all.indexOf(asked);
  const [before, next] = [all[place - 1], all[place + 1]];
  const joined = [
    ...(next ? [word + next.word] : []),
    ...(before ? [before.word + word] : []),
    ...(compound ? [compound] : []),
  ].filter((one) => vocabulary.count(one) > 0);
  return [
    wanted(word, WORTH.word),
    ...synonymsOf(word).map((one) => wanted(one, WORTH.synonym)),
    ...joined.map((one) => wanted(one, WORTH.joined)),
    ...(isLast && word.length > 1
      ? [{ stem: word, word, worth: WORTH.prefix, isPrefix: true }]
      : []),
  ];
}

function wanted(word: string, worth: number): Wanted {
  return { word, stem: stemmer(word), worth, isPrefix: false };
}

function termOf({ word }: Word, any: readonly Wanted[], vocabulary: Vocabulary): Term {
  const most = Math.max(...any.map((one) => countOf(one, vocabulary)));
  return { said: word, any, weight: rarity(most, vocabulary.sections) };
}

function countOf({ stem, isPrefix }: Wanted, vocabulary: Vocabulary): number {
  return isPrefix ? vocabulary.countBeginning(stem) : vocabulary.count(stem);
}

/** How much a word tells that stands in so many of all sections: much where it is rare. */
export function rarity(count: number, sections: number): number {
  return Math.log(1 + (sections - count + 0.5) / (count + 0.5));
}

/** "up to date", "out of date": asked of a page, and not what it says. */
function isOfAge(word: string, before: string | undefined): boolean {
  return word === 'date' && (before === 'to' || before === 'of');
}

type Asked = Word & { compound: string | null };

/** `idempotencyKey` is asked for as its two words; the one they make counts as either. */
function withoutCompounds(words: readonly Word[]): Asked[] {
  const isWhole = (one: Word) =>
    words.some((part) => part !== one && part.start === one.start && part.end < one.end);
  const wholes = words.filter(isWhole);
  return words
    .filter((one) => !isWhole(one))
    .map((one) => ({
      ...one,
      compound: wholes.find(({ start, end }) => start <= one.start && one.end <= end)?.word ?? null,
    }));
}

function unique(words: readonly Asked[]): Asked[] {
  const seen = new Set<string>();
  return words.filter(({ stem }) => !seen.has(stem) && seen.add(stem));
}
