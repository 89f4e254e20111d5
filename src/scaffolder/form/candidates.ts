import type { Predicate } from '../../catalog/query/predicate.ts';
import type { CatalogQueries } from '../../catalog/query/queries.ts';
import type { CatalogIndex, CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import type { EntityInput } from './form.ts';

/** One entity that may be picked. */
export type Candidate = { ref: string; label: string; detail: string };

export type Candidates = (asked: {
  input: Pick<EntityInput, 'filter' | 'among'>;
  /** What was typed so far; nothing for the first of all. */
  typed: string;
  /** Ref of who picks. */
  by: string | null;
  limit: number;
}) => Promise<Candidate[]>;

/** What a picker offers: those whose name begins with what was typed first, then those with a word that does, then those that hold it. */
export function createCandidates({
  queries,
  index,
}: {
  queries: CatalogQueries;
  index: CatalogIndex;
}): Candidates {
  // Every letter that is typed asks again: what a filter lets through is kept until the catalog changes.
  const kept = new Map<string, Offer[]>();
  let revision = -1;

  async function offersOf(view: CatalogView, filter: EntityInput['filter']): Promise<Offer[]> {
    if (revision !== view.revision || kept.size > MOST_FILTERS) kept.clear();
    revision = view.revision;
    const key = JSON.stringify(filter);
    const known = kept.get(key);
    if (known) return known;
    const refs = await queries.refs({ where: predicateOf(filter), order: null, text: null });
    const offers = refs.flatMap((ref) => offerOf(view.get(ref)) ?? []);
    if (revision === view.revision) kept.set(key, offers);
    return offers;
  }

  return async ({ input, typed, by, limit }) => {
    const view = await index.current();
    const mine = input.among === 'all' ? null : teamsOf(view, by);
    const sought = typed.trim().toLowerCase();
    const found: CatalogEntry[][] = RANKS.map(() => []);
    for (const offer of await offersOf(view, input.filter)) {
      if (mine && !isAmong(view, offer.entry, { mine, among: input.among })) continue;
      found[rankOf(offer, sought)]?.push(offer.entry);
    }
    // Those of one rank are in the order of their refs already.
    return found
      .flat()
      .slice(0, limit)
      .map((entry) => candidateOf(view, entry));
  };
}

/** An entity with its names as they are compared. */
type Offer = { entry: CatalogEntry; texts: readonly string[]; words: readonly string[] };

const MOST_FILTERS = 20;

function offerOf(entry: CatalogEntry | null): Offer | null {
  if (!entry) return null;
  const texts = [entry.name.toLowerCase(), ...(entry.title ? [entry.title.toLowerCase()] : [])];
  return { entry, texts, words: texts.flatMap((text) => text.split(/[^\p{L}\p{N}]+/u)) };
}

export function candidateOf(view: CatalogView, entry: CatalogEntry): Candidate {
  const [owner] = view.out(entry.ref, 'ownedBy');
  const of = owner && view.get(owner);
  const sort = entry.type ?? entry.kind;
  return {
    ref: entry.ref,
    label: entry.title ?? entry.name,
    detail: of ? `${sort}, ${of.title ?? of.name}` : sort,
  };
}

/** Any of the filters, all keys of one. */
export function predicateOf(filter: EntityInput['filter']): Predicate | null {
  if (filter.length === 0) return null;
  const sets = filter.map((one): Predicate => {
    const of = Object.entries(one).map(([key, wanted]): Predicate => {
      const lower = key.toLowerCase();
      if (wanted === 'exists') return { kind: 'exists', key: lower };
      return { kind: 'in', key: lower, values: wanted.map((value) => value.toLowerCase()) };
    });
    return { kind: 'all', of };
  });
  return { kind: 'any', of: sets };
}

/** Begins with it, has a word that does, holds it, holds it in its ref. */
const RANKS = [0, 1, 2, 3];
const NO_MATCH = 4;

function rankOf({ entry, texts, words }: Offer, sought: string): number {
  if (!sought || texts.some((text) => text.startsWith(sought))) return 0;
  if (words.some((word) => word.startsWith(sought))) return 1;
  if (texts.some((text) => text.includes(sought))) return 2;
  return entry.ref.includes(sought) ? 3 : NO_MATCH;
}

/** The teams somebody is in, and those above them, as Backstage counts ownership. */
function teamsOf(view: CatalogView, by: string | null): Set<string> {
  const found = new Set<string>();
  const rest = by ? view.out(by, 'memberOf') : [];
  for (let team = rest.pop(); team !== undefined; team = rest.pop()) {
    if (found.has(team)) continue;
    found.add(team);
    rest.push(...view.out(team, 'childOf'));
  }
  if (by) found.add(by);
  return found;
}

function isAmong(
  view: CatalogView,
  { ref, kind }: CatalogEntry,
  { mine, among }: { mine: Set<string>; among: EntityInput['among'] },
): boolean {
  if (among === 'my-groups') return kind === 'group' && mine.has(ref);
  return mine.has(ref) || view.out(ref, 'ownedBy').some((owner) => mine.has(owner));
}
