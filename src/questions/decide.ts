import type { Hit } from '../catalog/name-index.ts';
import { coreWords, nameKey, nameWords } from '../catalog/names.ts';
import type { CatalogEntry } from '../catalog/summary.ts';

/** Which entity a text means, as far as that can be said without guessing. */
export type Verdict =
  | { kind: 'one'; entry: CatalogEntry; isGuess: boolean; twins: readonly string[] }
  | { kind: 'several'; options: readonly string[] }
  | { kind: 'none'; near: readonly string[] };

const OPTIONS = 5;
/** Below this a name does not even look alike. */
const WORTH_OFFERING = 0.24;
/** Kinds in the order people mean them when several things share a name. */
const ORDER = ['component', 'resource', 'api', 'system', 'domain', 'template', 'group', 'user'];
/** First words that many names share, so that they alone mean none of them. */
const VAGUE = new Set(
  'legacy old new batch data test core common shared global internal external public private demo prod staging dev base main app api service web team platform'.split(
    ' ',
  ),
);

/**
 * Judges the hits for what was said. One is meant when it is called so, when it is the only one whose name leaves out no more than its
 * sort, when it is the one clear typo, or when it is the only one that begins so. `isNarrowed`: a noun beside it has said the kind.
 */
export function decide(
  hits: readonly Hit[],
  said: string,
  { isNarrowed = false }: { isNarrowed?: boolean } = {},
): Verdict {
  const by = (...matches: string[]) => hits.filter(({ match }) => matches.includes(match));
  const exact = by('exact');
  if (exact.length > 0) return decideExact(exact);
  const handles = by('handle');
  if (handles.length > 0) return handles.length === 1 ? sure(handles) : several(handles);
  const core = by('core');
  // "invoice" may be invoice-api, and as well invoice-mailer.
  const rivals = by('start').filter(({ entry }) =>
    isWithoutSort(said, core[0]) ? entry.kind === core[0]?.entry.kind : !isPeople(entry),
  );
  if (core.length > 0)
    return core.length + rivals.length === 1 ? guess(core) : several([...core, ...rivals]);
  const typos = by('typo');
  if (typos.length > 0) return decideTypo(typos, said);
  const starts = by('start');
  const parts = by('start', 'part');
  const words = nameWords(said);
  if (starts.length === 1 && (words.length > 1 || isNarrowed || isTelling(words[0], parts)))
    return guess(starts);
  // Words from within a name leave out what tells it from others: "ledger v2" need not be ledger.entries.v2.
  const isTold = isNarrowed || parts[0]?.entry.kind === 'user' || isUnbroken(words, parts[0]);
  if (parts.length === 1 && isTold) return guess(parts);
  if (parts.length > 0) return several(parts);
  const near = hits.filter(({ score }) => score >= WORTH_OFFERING);
  return { kind: 'none', near: near.slice(0, 3).map(({ entry }) => entry.ref) };
}

/** It leaves out only what sort of thing it is; a plural or a singular of a name is less sure. */
function isWithoutSort(said: string, hit: Hit | undefined): boolean {
  const key = nameKey(said);
  const { name = '', title = '', aliases = [] } = hit?.entry ?? {};
  return [name, title ?? '', ...aliases].some(
    (one) =>
      nameWords(one).toSorted().join('') === nameWords(said).toSorted().join('') ||
      coreWords(nameWords(one)).join('') === key,
  );
}

function isPeople({ kind }: CatalogEntry): boolean {
  return kind === 'group' || kind === 'user';
}

function decideExact(hits: readonly Hit[]): Verdict {
  const best = Math.max(...hits.map(({ score }) => score));
  // An entity's own name outweighs another's title or alias; titles and aliases weigh the same.
  const top = hits.filter(({ score }) => (best > 0.99 ? score === best : true));
  const kinds = new Set(top.map(({ entry }) => entry.kind));
  if (kinds.size < top.length) return several(top);
  const [first, ...others] = top.sort((a, b) => rank(a.entry) - rank(b.entry));
  return {
    kind: 'one',
    entry: (first as Hit).entry,
    isGuess: false,
    twins: others.map(({ entry }) => entry.ref),
  };
}

function decideTypo(hits: readonly Hit[], said: string): Verdict {
  const [first, second] = hits;
  const isClear = first && (!second || first.score - second.score > 0.015);
  const isShort = said.length <= 4;
  const isFar = (first?.score ?? 0) < 0.8;
  return isClear && !isShort && !isFar ? guess(hits) : several(hits);
}

/** One word that begins exactly one name, and stands in no other. */
function isTelling(word: string | undefined, parts: readonly Hit[]): boolean {
  return parts.length === 1 && word !== undefined && word.length >= 4 && !VAGUE.has(word);
}

/** Two words or more that stand side by side in the name: "payments worker" of com.acme.payments.worker. */
function isUnbroken(words: readonly string[], hit: Hit | undefined): boolean {
  if (!hit || words.length < 2) return false;
  return ` ${nameWords(hit.entry.name).join(' ')} `.includes(` ${words.join(' ')} `);
}

function sure(hits: readonly Hit[]): Verdict {
  return { kind: 'one', entry: (hits[0] as Hit).entry, isGuess: false, twins: [] };
}

function guess(hits: readonly Hit[]): Verdict {
  return { kind: 'one', entry: (hits[0] as Hit).entry, isGuess: true, twins: [] };
}

function several(hits: readonly Hit[]): Verdict {
  return { kind: 'several', options: hits.slice(0, OPTIONS).map(({ entry }) => entry.ref) };
}

function rank({ kind }: CatalogEntry): number {
  const place = ORDER.indexOf(kind);
  return place < 0 ? ORDER.length : place;
}
