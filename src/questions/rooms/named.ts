import { addressOf } from '../../catalog/addresses.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { decide } from '../decide.ts';
import { unSlack } from '../normalize.ts';

/** What a text names: `sure` by an exact name, id or link of its own; `options` somebody has to choose from. */
export type Named = { sure: readonly string[]; options: readonly string[] };

export const nothingNamed: Named = { sure: [], options: [] };

/** What an incident is about; teams and people are whom to tell. */
export const THINGS = ['component', 'resource', 'api', 'system'] as const;

/** Who pastes a list of everything names nothing. */
const MOST_IN_A_MESSAGE = 5;
const MOST_OPTIONS = 4;
const LONGEST_TEXT = 4_000;

/** Things with exactly this name, alias or id; more than one where it cannot be told which. */
export function thingCalled(
  view: CatalogView,
  said: string,
  kinds: readonly string[] = THINGS,
): string[] {
  const hits = view
    .find(said, { kinds, depth: 'exact', limit: 5 })
    .filter(({ match }) => match === 'exact' || match === 'handle');
  const verdict = decide(hits, said);
  if (verdict.kind === 'one') return [verdict.entry.ref];
  return verdict.kind === 'several' ? [...verdict.options] : [];
}

/** Things whose names begin with a word: components first, because they break. */
export function soundsLike(view: CatalogView, word: string): string[] {
  if (word.length < 3) return [];
  const hits = view
    .find(word, { kinds: THINGS, depth: 'words', limit: 12 })
    .filter(({ match }) => match === 'core' || match === 'start' || match === 'typo');
  const components = hits.filter(({ entry }) => entry.kind === 'component');
  return (components.length > 0 ? components : hits).map(({ entry }) => entry.ref);
}

/**
 * What a message names, by exact names, aliases, alerts and links alone. A plain word ("ledger", "refunds") may be a name or just
 * the word, so it is an option and no more; set as code it is meant.
 */
export function namedByMessage(view: CatalogView, message: string): Named {
  const text = message.slice(0, LONGEST_TEXT);
  const sure = new Set<string>();
  const options = new Set<string>();
  for (const { said, isMeant } of wordsOf(text)) {
    const found = calledIn(view, said);
    if (found.length === 1 && isMeant) sure.add(found[0] as string);
    else for (const ref of found) options.add(ref);
  }
  if (sure.size > MOST_IN_A_MESSAGE) return nothingNamed;
  const left = sure.size > 0 || options.size > MOST_OPTIONS ? [] : [...options];
  return { sure: [...sure], options: left };
}

function calledIn(view: CatalogView, said: string): string[] {
  const address = addressOf(said);
  if (!address) return thingCalled(view, said);
  const found = view.at(address).filter(({ kind }) => isThing(kind));
  const verdict = decide(
    found.map((entry) => ({ entry, match: 'exact', score: 1 })),
    said,
  );
  if (verdict.kind === 'one') return [verdict.entry.ref];
  return verdict.kind === 'several' ? [...verdict.options] : [];
}

function isThing(kind: string): boolean {
  return (THINGS as readonly string[]).includes(kind);
}

type Word = { said: string; isMeant: boolean };

/** Links, what is set as code, and single words. Nobody writes `checkout-web` or `FraudScorerErrorRate` and means something else. */
function wordsOf(message: string): Word[] {
  const words: Word[] = [];
  // Other channels and people are no things, whatever they are called.
  const text = message.replace(/<[@#!][^>]*>/g, ' ');
  const prose = unSlack(text).replace(/(?<!`)`([^`\n]{2,80})`(?!`)/g, (_, code: string) => {
    words.push({ said: code.trim(), isMeant: true });
    return ' ';
  });
  for (const raw of prose.split(/[\s,;()[\]{}"'`*~|<>]+/)) {
    const said = raw.replace(/^[.:!?_#@/]+|[.:!?_/]+$/g, '').replace(/['’]s$/, '');
    // A name within a path or a host is not what the text is about, unless the address itself is known.
    if (said.length > 1 && said.length <= 300) words.push({ said, isMeant: isMarked(said) });
  }
  return words;
}

function isMarked(said: string): boolean {
  return /^https?:/.test(said) || /[\d._-]|\p{Ll}\p{Lu}/u.test(said);
}
