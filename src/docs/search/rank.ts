import type { PageKind } from '../page.ts';
import { type Found, type Lookup, matchText, type TextMatch } from './match.ts';
import { stemsOf } from './phrase.ts';
import { CORRECTED } from './query.ts';

/** A section that may answer, with what is judged of it. */
export type Candidate = {
  id: number;
  page: string;
  site: string;
  position: number;
  titleWords: string;
  headingWords: string;
  bodyWords: string;
  kind: PageKind;
  /** When its page changed, where that is known of the text it has now. */
  changedAt: Date | null;
};

/** What stands around a section and counts as if it stood in it. */
export type Surroundings = {
  /** Words of its site's name and of what sort of page it is, as the index holds them. */
  words: string;
  /** 1 for the docs of what was asked about, less the further away; 0 for all else. */
  nearness: number;
};

export type Ranked = {
  candidate: Candidate;
  score: number;
  /** The share of the question's words that it has, the rarer the more they count: 0..1. */
  coverage: number;
};

const TITLE = 1.2;
/** The title is that of the whole page, which its beginning stands for before any other section. */
const TITLE_BELOW = 0.6;
const HEADING = 1;
const BODY = 0.8;
const ANYWHERE = 1;
/** What only the surroundings say is worth less than what is written there. */
const AROUND = 0.6;
/** A word that names the site says which docs are meant, and little of which page: all its pages have it, whether or not in their titles. */
const NAMING = 1.8;
const NAMED = 0.2;
const NEIGHBOURS = 0.5;
const WHOLE_TITLE = 0.5;
const NEAREST = 1.5;
/** A heading with nothing below it is a way to its parts, and no answer. */
const EMPTY = 0.6;
/** What has every word of a question answers it rather than what has some of them everywhere. */
const COVERED = 1.5;
/** A record tells what was thought once: a guide comes before it, and of the record what was decided. */
const RECORD = 0.8;
const DECISION = 0.95;
const OLDEST = 0.9;
const DAY_MS = 86_400_000;
/** Docs age slowly: until then nothing is taken off, and after some years no more. */
const FRESH_DAYS = 180;
const OLD_DAYS = 1_460;

/** Candidates from the best to the least, the same for the same data whatever order they come in. */
export function rank(
  candidates: readonly Candidate[],
  {
    lookup,
    around,
    now,
  }: { lookup: Lookup; around: (candidate: Candidate) => Surroundings; now: Date },
): Ranked[] {
  const judged = candidates.map((candidate) =>
    judge(candidate, { lookup, around: around(candidate), now }),
  );
  const ranked = judged
    .filter(({ coverage }) => coverage > 0)
    .sort(
      (a, b) =>
        b.score - a.score ||
        compare(a.candidate.page, b.candidate.page) ||
        a.candidate.position - b.candidate.position,
    );
  return withoutEchoes(ranked);
}

type Judged = Ranked & { isOwn: boolean };

function judge(
  candidate: Candidate,
  { lookup, around, now }: { lookup: Lookup; around: Surroundings; now: Date },
): Judged {
  const title = matchText(candidate.titleWords, lookup);
  const heading = matchText(candidate.headingWords, lookup);
  const body = matchText(candidate.bodyWords, lookup);
  const site = matchText(around.words, lookup);
  const at = (match: TextMatch, term: number): Found => match.found[term] ?? { worth: 0, times: 0 };
  const titled = candidate.position === 0 ? TITLE : TITLE_BELOW;
  const asksForMore = site.found.some(({ worth }) => worth === 0);
  const namesOnly = (term: number) => asksForMore && at(site, term).worth > 0;
  let sum = 0;
  let covered = 0;
  let all = 0;
  let isOwn = false;
  for (const [term, { weight }] of lookup.terms.entries()) {
    const [t, h, b] = [at(title, term), at(heading, term), at(body, term)];
    const written = Math.max(t.worth, h.worth, b.worth);
    const best = Math.max(written, at(site, term).worth * AROUND);
    all += weight;
    if (best > 0) covered += written > 0 && written <= CORRECTED ? weight * CORRECTED : weight;
    if (h.worth > 0 || b.worth > 0) isOwn = true;
    const often = b.worth * (b.times / (b.times + 1.2));
    const inside = titled * t.worth + HEADING * h.worth + BODY * often;
    const names = namesOnly(term);
    sum += weight * (names ? NAMING + NAMED * inside : ANYWHERE * best + inside);
  }
  if (all === 0 || covered === 0) return { candidate, score: 0, coverage: 0, isOwn };
  const coverage = covered / all;
  const pairs = Math.max(1, lookup.terms.length - 1);
  const neighbours = Math.max(title.neighbours, heading.neighbours, body.neighbours) / pairs;
  const score =
    (sum / all +
      NEIGHBOURS * neighbours +
      WHOLE_TITLE * shareOf(candidate.titleWords, title, namesOnly)) *
    coverage ** COVERED *
    asRecord(candidate) *
    (1 + NEAREST * around.nearness) *
    (candidate.bodyWords === '' ? EMPTY : 1) *
    freshness(candidate.changedAt, now);
  return { candidate, score, coverage, isOwn };
}

function asRecord({ kind, headingWords }: Candidate): number {
  if (kind !== 'adr') return 1;
  return /(?:^| )decision(?: |$)/.test(headingWords) ? DECISION : RECORD;
}

/** How much of a title was asked for, beside the name of the site. */
function shareOf(
  indexed: string,
  { found }: TextMatch,
  namesOnly: (term: number) => boolean,
): number {
  const terms = found.filter(({ worth }, term) => worth > 0 && !namesOnly(term)).length;
  return terms === 0 ? 0 : Math.min(1, terms / stemsOf(indexed).length);
}

function freshness(changedAt: Date | null, now: Date): number {
  if (changedAt === null) return 1;
  const days = (now.getTime() - changedAt.getTime()) / DAY_MS;
  const age = Math.min(1, Math.max(0, (days - FRESH_DAYS) / (OLD_DAYS - FRESH_DAYS)));
  return 1 - (1 - OLDEST) * age;
}

/** Every section of a page has its title: where only that was found, the page's best section stands for it. */
function withoutEchoes(ranked: readonly Judged[]): Ranked[] {
  const pages = new Set<string>();
  return ranked.flatMap(({ isOwn, ...one }) => {
    const isFirst = !pages.has(one.candidate.page);
    pages.add(one.candidate.page);
    return isFirst || isOwn ? [one] : [];
  });
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
