import type { PageKind } from '../page.ts';
import { mayRead, type Viewer } from '../viewer.ts';
import type { Scope } from './candidates.ts';
import type { Candidate, Surroundings } from './rank.ts';
import type { SearchedSite, SearchedSites } from './sites.ts';

/** Refs of the teams that a person is in, with those above them. */
export type TeamsOf = (person: string) => ReadonlySet<string> | Promise<ReadonlySet<string>>;

/** What somebody may read of what they want; null for `wanted` is everything. */
export async function scopeOf(
  { all }: SearchedSites,
  {
    viewer,
    teamsOf,
    wanted,
    kinds,
  }: {
    viewer: Viewer;
    teamsOf: TeamsOf;
    wanted: ReadonlySet<string> | null;
    kinds: readonly PageKind[] | null;
  },
): Promise<Scope> {
  const person = viewer.kind === 'person' ? viewer.ref : null;
  const teams = person === null ? new Set<string>() : await teamsOf(person);
  const isIn = ({ id, readers }: SearchedSite) =>
    (wanted === null || wanted.has(id)) && mayRead(viewer, readers, () => teams);
  const only: string[] = [];
  const except: string[] = [];
  for (const site of all) (isIn(site) ? only : except).push(site.id);
  if (except.length === 0) return { sites: null, kinds };
  return { sites: only.length <= except.length ? { only } : { except }, kinds };
}

/** The part of a scope that lies in some sites; null where nothing does. */
export function within(scope: Scope, sites: readonly string[]): Scope | null {
  const { sites: whole } = scope;
  const only = sites.filter((id) => {
    if (whole === null) return true;
    return 'only' in whole ? whole.only.includes(id) : !whole.except.includes(id);
  });
  return only.length === 0 ? null : { ...scope, sites: { only } };
}

/** How much nearer each site is than all others: those of what was asked about in their order, then those a question names. */
export function nearnessOf({
  near,
  named,
}: {
  near: readonly Iterable<string>[];
  named: readonly { id: string }[];
}): Map<string, number> {
  const nearness = new Map<string, number>();
  for (const [place, ids] of near.entries())
    for (const id of ids) nearness.set(id, Math.max(nearness.get(id) ?? 0, 1 / (1 + place / 4)));
  for (const { id } of named) nearness.set(id, Math.max(nearness.get(id) ?? 0, NAMED));
  return nearness;
}

const NAMED = 0.4;
/** As stems: whatever is asked for is some page of docs. */
const KIND_WORDS = {
  page: '',
  readme: 'readm',
  runbook: 'runbook',
  adr: 'adr decis record architectur',
  api: 'api oper endpoint',
} as const satisfies Record<PageKind, string>;

/** What a section has around it: the name of its site, and what sort of page it is. */
export function surroundings(
  { site, kind }: Candidate,
  { sites, nearness }: { sites: SearchedSites; nearness: ReadonlyMap<string, number> },
): Surroundings {
  const words = ['doc', KIND_WORDS[kind], sites.byId.get(site)?.words ?? '']
    .filter(Boolean)
    .join(' ');
  return { words, nearness: nearness.get(site) ?? 0 };
}
