import { and, inArray, isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { canonicalRef } from '../catalog/ref.ts';
import type { CatalogView } from '../catalog/search.ts';
import { teamsAbove } from '../catalog/teams.ts';
import { entities } from '../db/schema.ts';
import { marksIn } from './marks.ts';
import { allStandings, type Standing } from './standing.ts';
import { allRotas, allServices, type StoredRota, type StoredService } from './store.ts';

/** The rotas and services of every source, as last read. */
export type OnCallBook = {
  rotas: readonly StoredRota[];
  services: readonly StoredService[];
  standings: ReadonlyMap<string, Standing>;
};

export async function readBook(db: Db): Promise<OnCallBook> {
  const [rotas, services, standings] = await Promise.all([
    allRotas(db),
    allServices(db),
    allStandings(db),
  ]);
  return { rotas, services, standings };
}

/** Which rotas wake somebody for an entity. */
export type Cover = {
  ref: string;
  /** Whose rotas they are: its own, its owner's, those of who runs it, or those of a team above. */
  of: string;
  via: 'own' | 'owner' | 'operator' | 'above' | 'team';
  rotas: readonly StoredRota[];
  /** What it raises alerts as, with the vendor. */
  services: readonly StoredService[];
  /** Ids its descriptor gives that no source lists. */
  unlisted: readonly string[];
};

/** A team of more things is looked at by so many of them. */
const MOST_OWNED = 60;

/** The rotas for an entity: its own, else its owner's. Null where neither has one. */
export async function coverOf(
  db: Db,
  view: CatalogView,
  book: OnCallBook,
  ref: string,
): Promise<Cover | null> {
  const entry = view.get(ref);
  if (!entry) return null;
  const own = await ownCover(db, view, book, ref);
  if (own.rotas.length > 0) return { ...own, ref, of: ref, via: 'own' };
  for (const [of, via] of others(view, ref, entry.kind)) {
    const found = await ownCover(db, view, book, of);
    // The services of others are not what this one raises alerts as.
    if (found.rotas.length > 0)
      return { ...found, ref, of, via, services: own.services, unlisted: own.unlisted };
  }
  return null;
}

/** Whose rotas stand in, nearest first. */
function others(view: CatalogView, ref: string, kind: string): [string, Cover['via']][] {
  if (kind === 'user') return view.out(ref, 'memberOf').map((team) => [team, 'team']);
  if (kind === 'group') return teamsAbove(view, ref).map((team) => [team, 'above']);
  return view.out(ref, 'ownedBy').flatMap((owner): [string, Cover['via']][] => {
    const isPerson = view.get(owner)?.kind === 'user';
    const above = isPerson ? view.out(owner, 'memberOf') : teamsAbove(view, owner);
    return [[owner, 'owner'], ...above.map((team): [string, Cover['via']] => [team, 'above'])];
  });
}

type Own = Pick<Cover, 'rotas' | 'services' | 'unlisted'>;

async function ownCover(db: Db, view: CatalogView, book: OnCallBook, ref: string): Promise<Own> {
  const stated = book.rotas.filter(({ covers }) => covers.some((one) => sameRef(one, ref)));
  const marked = await marksOf(db, book, [ref]);
  const direct = merge(stated, marked);
  if (direct.rotas.length > 0 || view.get(ref)?.kind !== 'group') return direct;
  // A vendor knows services, not teams: the team's rotas are those of what it owns, the most critical first.
  const owned = view
    .ownedBy(ref)
    .filter(({ has }) => has.includes('oncall'))
    .sort((a, b) => (a.tier ?? 'z').localeCompare(b.tier ?? 'z', 'en', { numeric: true }));
  const through = await marksOf(
    db,
    book,
    owned.slice(0, MOST_OWNED).map((one) => one.ref),
  );
  return { ...merge([], through), unlisted: [] };
}

function merge(stated: readonly StoredRota[], marked: Own): Own {
  const rotas = [...stated, ...marked.rotas];
  const first = (rota: StoredRota) =>
    rotas.findIndex(({ source, id }) => source === rota.source && id === rota.id);
  return { ...marked, rotas: rotas.filter((rota, at) => first(rota) === at) };
}

/** What the annotations of some entities link to. */
async function marksOf(db: Db, book: OnCallBook, refs: readonly string[]): Promise<Own> {
  const found: { rotas: StoredRota[]; services: StoredService[]; unlisted: string[] } = {
    rotas: [],
    services: [],
    unlisted: [],
  };
  if (refs.length === 0) return found;
  const rows = await db
    .select({ ref: entities.ref, entity: entities.entity })
    .from(entities)
    .where(and(inArray(entities.ref, [...refs]), isNull(entities.removedAt)));
  for (const { entity } of rows.sort((a, b) => refs.indexOf(a.ref) - refs.indexOf(b.ref))) {
    const marks = marksIn(entity);
    found.rotas.push(...book.rotas.filter(({ id }) => marks.rotas.includes(id)));
    for (const id of marks.services) {
      const services = book.services.filter((service) => service.id === id);
      if (services.length === 0) found.unlisted.push(id);
      found.services.push(...services);
    }
    for (const key of marks.keys)
      found.services.push(...book.services.filter((service) => service.keys.includes(key)));
  }
  for (const { source, rota } of found.services)
    found.rotas.push(...book.rotas.filter((one) => one.source === source && one.id === rota));
  return found;
}

function sameRef(said: string, ref: string): boolean {
  try {
    return canonicalRef(said, { kind: 'group' }) === ref;
  } catch {
    return false;
  }
}
