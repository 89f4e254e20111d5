import type { Db } from '#dialect';
import { codeOf } from '../../catalog/links.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { entitiesByRefs } from '../../catalog/store.ts';
import { repositoriesNamed } from '../../operations/work-reads.ts';
import { type WorkRow, workRows } from '../../operations/work-store.ts';
import { upstreamOf } from '../dependencies.ts';

/** What answers about changes and deployments are read from. */
export type WorkRoom = { db: Db; view: CatalogView; now: Date };

export type KnownRepository = { id: string; slug: string; url: string; isArchived: boolean };

/** Where the work on an entity happens, and how far that was read. */
export type Workplace = {
  ref: string;
  /** Null where the catalog does not say where its code is. */
  slug: string | null;
  /** The folder of a repository that is shared with others; empty where the repository is its own. */
  folder: string;
  /** Null where the repository is not read here. */
  repository: KnownRepository | null;
  row: WorkRow | null;
};

/** Where the work on each of these happens, by ref; what is not in the catalog is left out. */
export async function workplacesOf(
  { db }: WorkRoom,
  refs: readonly string[],
): Promise<Map<string, Workplace>> {
  const stored = await entitiesByRefs(db, [...new Set(refs)]);
  const code = [...stored].map(([ref, { entity, location }]) => ({
    ref,
    code: codeOf(entity, location),
  }));
  const repositories = await repositoriesNamed(
    db,
    code.flatMap((one) => one.code?.slug ?? []),
  );
  const rows = await workRows(
    db,
    [...repositories.values()].map(({ id }) => id),
  );
  return new Map(
    code.map(({ ref, code: at }) => {
      const repository = at ? (repositories.get(at.slug.toLowerCase()) ?? null) : null;
      const row = repository ? (rows.get(repository.id) ?? null) : null;
      const folder = at?.folder.replace(/^\/+|\/+$/g, '') ?? '';
      return [ref, { ref, slug: at?.slug ?? null, folder, repository, row }];
    }),
  );
}

/** Whether the work on it is looked at; where not, nothing that is missing there means anything. */
export function isRead({ row }: Workplace): boolean {
  return row?.readAt != null;
}

const MADE = new Set(['component', 'resource']);

/** What is worked on where somebody names it: itself, the parts of a system, what a team owns, what provides an API. */
export function workedOn({ view }: Pick<WorkRoom, 'view'>, ref: string): string[] {
  const kind = view.get(ref)?.kind;
  const made = (refs: readonly string[]) => [
    ...new Set(refs.filter((one) => MADE.has(view.get(one)?.kind ?? ''))),
  ];
  switch (kind) {
    case 'group':
      return made(ownedBelow(view, ref));
    case 'system':
      return made(view.out(ref, 'hasPart'));
    case 'domain':
      return made(view.out(ref, 'hasPart').flatMap((one) => [one, ...view.out(one, 'hasPart')]));
    case 'api': {
      const providers = made(view.out(ref, 'apiProvidedBy'));
      return providers.length > 0 ? providers : [ref];
    }
    default:
      return kind && kind !== 'user' ? [ref] : [];
  }
}

/** What a team owns, and the teams within it. */
function ownedBelow(view: CatalogView, ref: string): string[] {
  const teams = new Set([ref]);
  for (const team of teams) for (const child of view.out(team, 'parentOf')) teams.add(child);
  return [...teams].flatMap((team) => view.ownedBy(team).map((one) => one.ref));
}

/** What these need directly: an API stands for what provides it. */
export function upstreamsOf({ view }: Pick<WorkRoom, 'view'>, refs: readonly string[]): string[] {
  const own = new Set(refs);
  const needed = refs.flatMap((ref) =>
    upstreamOf(view, ref).flatMap((one) => workedOn({ view }, one.ref)),
  );
  return [...new Set(needed)].filter((ref) => !own.has(ref) && view.get(ref));
}

/** What is made in a repository, as the catalog says. */
export function madeIn({ view }: Pick<WorkRoom, 'view'>, slug: string): string[] {
  return view.at(`github.com/${slug}`).flatMap(({ ref, kind }) => (MADE.has(kind) ? [ref] : []));
}
