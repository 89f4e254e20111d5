import { stemmer } from 'stemmer';
import { type Word, wordsIn } from '../../docs/search/analyse.ts';
import type { DocHit } from '../../docs/search/search.ts';
import { synonymsOf } from '../../docs/search/synonyms.ts';

/** What hits are worth as an answer. */
export type Verdict =
  /** It says what was asked. */
  | { kind: 'says'; hit: DocHit; others: readonly DocHit[] }
  /** Several places say it equally well, of different things. */
  | { kind: 'several'; hits: readonly DocHit[] }
  /** Nothing says it; these stand nearest. */
  | { kind: 'near'; hits: readonly DocHit[] };

export type Measure = {
  /** Words that an answer has. */
  needed: readonly Word[];
  /** All words that were said. */
  all: readonly Word[];
  /** Words that were taken for others. */
  corrected?: readonly { said: string; used: string }[];
  /** Whether the docs are of what was named, or it is named in them; always true where nothing was named. */
  isAbout: (hit: DocHit) => boolean;
  /** Nothing says that docs were asked for at all: every word has to be there. */
  isStrict?: boolean;
  /** It asks what one word means, which `isAbout` has looked at. */
  isDefinition?: boolean;
  /** What is to be done, as a stem: "rotate" in how to rotate a key. Nothing else will do. */
  deed?: string | null;
};

const ENOUGH = 0.6;
const NEARLY = 0.3;
/** Of so many words one may be missing. */
const MANY = 4;
const CLOSE = 0.9;
const SHOWN = 4;

/** Whether one of some hits answers. What lacks a word that matters does not: better no answer than a wrong one. */
export function judgeHits(hits: readonly DocHit[], measure: Measure): Verdict {
  const { needed, isAbout, isStrict = false, deed = null } = measure;
  const spare = needed.length >= MANY && !isStrict ? 1 : 0;
  const isFull = (hit: DocHit) => {
    const missing = lacking(hit, measure);
    return missing.length <= spare && missing.every(({ stem }) => stem !== deed);
  };
  const full = hits.filter((hit) => hit.coverage >= ENOUGH && isAbout(hit) && isFull(hit));
  const lacks = (hit: DocHit) => lacking(hit, { ...measure, needed: measure.all }).length;
  const direct = full.filter(({ section }) => !isSignpost(section.markdown));
  // Of those that say it, one that has the small words as well says it best.
  const fewest = Math.min(...direct.map(lacks));
  const saying = direct.filter((hit) => lacks(hit) === fewest);
  const near = hits.filter(({ coverage }) => coverage >= NEARLY).slice(0, SHOWN);
  const [first] = saying;
  if (!first) return { kind: 'near', hits: near };
  const told = headed(first, measure);
  const rivals = saying.filter(
    (hit) =>
      hit.site.ref !== first.site.ref &&
      headed(hit, measure) >= told &&
      hit.coverage >= first.coverage - 0.01 &&
      // One word alone tells little apart.
      hit.score >= first.score * (needed.length > 1 ? CLOSE : CLOSE / 2),
  );
  if (rivals.length > 0) return { kind: 'several', hits: [first, ...rivals].slice(0, SHOWN) };
  const others = hits.filter((hit) => hit !== first && hit.coverage >= NEARLY);
  return { kind: 'says', hit: first, others: others.slice(0, SHOWN - 1) };
}

/** Words that matter and that neither the section nor what it stands below has. */
function lacking(
  { site, page, section }: DocHit,
  { needed, corrected = [] }: Pick<Measure, 'needed' | 'corrected'>,
): Word[] {
  const said = [site.ref, site.title, page.path, page.title, ...section.path, section.text].join(
    '\n',
  );
  const has = new Set(wordsIn(said).flatMap(({ word, stem }) => [word, stem]));
  return needed.filter(({ word, stem }) => {
    const used = corrected.find((one) => one.said.toLowerCase() === word)?.used;
    const forms = [
      stem,
      word,
      ...synonymsOf(word).map((one) => stemmer(one)),
      ...(used ? [stemmer(used)] : []),
    ];
    // A number is one and no other: 10k is not 10.
    return !forms.some((form) => has.has(form));
  });
}

/** How many of the words stand in its headings. */
export function headed({ page, section }: DocHit, { needed }: Pick<Measure, 'needed'>): number {
  const has = new Set(wordsIn([page.title, ...section.path].join(' ')).map(({ stem }) => stem));
  return needed.filter(({ word, stem }) =>
    [stem, ...synonymsOf(word).map((one) => stemmer(one))].some((form) => has.has(form)),
  ).length;
}

/** Whether a section says what a word means: `MCC | merchant category code`, `**MCC**: …`, "an MCC is …", or has it as its heading. */
export function defines({ page, section }: DocHit, { word }: Word): boolean {
  const has = (text: string) => wordsIn(text).some((one) => one.word === word);
  const heading = section.path.at(-1) ?? page.title;
  if (has(heading) && wordsIn(heading).length <= 3) return true;
  const term = `[^\\p{L}\\p{N}\\n]*(?:an?\\s+|the\\s+)?${word}[^\\p{L}\\p{N}\\n]*`;
  return new RegExp(`^${term}(?:[|:—–-]|\\s(?:is|are|means|stands)\\s|\\n:)`, 'imu').test(
    section.markdown,
  );
}

/** A list of links leads to answers and is none. */
function isSignpost(markdown: string): boolean {
  const lines = markdown.split('\n').filter((line) => line.trim() !== '');
  const links = lines.filter((line) => /^\s*(?:[-*+]|\d+\.)\s*\[[^\]]*\]\([^)]*\)/.test(line));
  return links.length >= 2 && links.length * 2 >= lines.length;
}
