import type { TestDocs } from '../../src/docs/search/test-docs.ts';
import { nameOf } from './catalog.ts';

const SYLLABLES = 'ba co di fe gu ha in jo ka le mi no pu ra se ti un ve wo ex al or en st'.split(
  ' ',
);
const WORDS = 20_000;
const COMMONEST = 30;
const PAGES_OF_A_SITE = 5;
const SECTIONS_OF_A_PAGE = 4;
const WORDS_OF_A_SECTION = 120;

/** Numbers that look random and are the same in every run. */
export function createDice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** The n-th word of a language that nobody speaks. */
function wordOf(n: number): string {
  let rest = n + SYLLABLES.length;
  let word = '';
  while (rest > 0) {
    word += SYLLABLES[rest % SYLLABLES.length];
    rest = Math.floor(rest / SYLLABLES.length);
  }
  return word;
}

/** A word as texts use them: a few again and again, most hardly ever (Zipf); the commonest of all are no words to look for. */
export function someWord(dice: () => number): string {
  const share = dice();
  return wordOf(Math.floor(COMMONEST ** (1 - share) * WORDS ** share) - COMMONEST);
}

function words(count: number, dice: () => number): string {
  return Array.from({ length: count }, () => someWord(dice)).join(' ');
}

/** Docs of many entities with so many sections in all. */
export function madeDocs(sections: number): TestDocs[] {
  const dice = createDice(42);
  const sites = Math.ceil(sections / (PAGES_OF_A_SITE * SECTIONS_OF_A_PAGE));
  return Array.from({ length: sites }, (_, site) => ({
    ref: `component:default/${nameOf(site)}`,
    ...(site % 10 === 0 && { readers: [`group:default/team-${site % 7}`] }),
    pages: Array.from({ length: PAGES_OF_A_SITE }, (_, page) => ({
      path: `page-${page}`,
      title: page === 0 ? `${nameOf(site)} runbook` : words(3, dice),
      kind: page === 0 ? ('runbook' as const) : ('page' as const),
      sections: Array.from(
        { length: SECTIONS_OF_A_PAGE },
        () => [words(2, dice), words(WORDS_OF_A_SECTION, dice)] as const,
      ),
    })),
  }));
}
