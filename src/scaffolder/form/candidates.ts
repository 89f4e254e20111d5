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
  return async ({ input, typed, by, limit }) => {
    const view = await index.current();
    const refs = await queries.refs({ where: predicateOf(input.filter), order: null, text: null });
    const mine = input.among === 'all' ? null : teamsOf(view, by);
    const found: { entry: CatalogEntry; rank: number }[] = [];
    const sought = typed.trim().toLowerCase();
    for (const ref of refs) {
      const entry = view.get(ref);
      if (!entry || (mine && !isAmong(view, entry, { mine, among: input.among }))) continue;
      const rank = rankOf(entry, sought);
      if (rank < NO_MATCH) found.push({ entry, rank });
    }
    found.sort((a, b) => a.rank - b.rank || (a.entry.ref < b.entry.ref ? -1 : 1));
    return found.slice(0, limit).map(({ entry }) => candidateOf(view, entry));
  };
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

const NO_MATCH = 4;

function rankOf({ name, title, ref }: CatalogEntry, sought: string): number {
  if (!sought) return 0;
  const words = [name.toLowerCase(), title?.toLowerCase() ?? ''];
  if (words.some((text) => text.startsWith(sought))) return 0;
  if (words.some((text) => text.split(/[^\p{L}\p{N}]+/u).some((word) => word.startsWith(sought))))
    return 1;
  if (words.some((text) => text.includes(sought))) return 2;
  return ref.includes(sought) ? 3 : NO_MATCH;
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
