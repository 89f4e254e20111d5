import { and, eq, inArray, isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { documents, entities, relations } from '../../db/schema.ts';
import { chunks } from '../chunks.ts';

type Concerning = { ref: string | null; owner: string | null; location: string };

/**
 * Says whom problems concern: the owner their entity names, a team or person itself, and for a document that names nobody whoever
 * owns everything else of the same source, where that is one.
 */
export async function withOwners<P extends Concerning>(db: Db, list: readonly P[]): Promise<P[]> {
  const open = list.filter(({ owner, ref }) => owner === null && ref !== null && !isPeople(ref));
  const named = await ownersOf(db, [...new Set(open.flatMap(({ ref }) => ref ?? []))]);
  const known = list.map((problem) => {
    const { owner, ref } = problem;
    if (owner !== null || ref === null) return problem;
    return { ...problem, owner: isPeople(ref) ? ref : (named.get(ref) ?? null) };
  });
  const nobodys = known.filter(({ owner }) => owner === null).map(({ location }) => location);
  const around = await ownersAround(db, [...new Set(nobodys)]);
  return known.map((problem) =>
    problem.owner === null ? { ...problem, owner: around.get(problem.location) ?? null } : problem,
  );
}

function isPeople(ref: string): boolean {
  return /^(?:group|user):/.test(ref);
}

async function ownersOf(db: Db, refs: readonly string[]): Promise<Map<string, string>> {
  const owners = new Map<string, string>();
  for (const chunk of chunks(refs)) {
    const rows = await db
      .select({ ref: relations.source, owner: relations.target })
      .from(relations)
      .where(and(inArray(relations.source, chunk), eq(relations.type, 'ownedBy')));
    for (const { ref, owner } of rows) owners.set(ref, owner);
  }
  return owners;
}

/** By location: the one owner of all that its source states. */
async function ownersAround(db: Db, locations: readonly string[]): Promise<Map<string, string>> {
  const sources = new Map<string, string>();
  for (const chunk of chunks(locations)) {
    const rows = await db
      .selectDistinct({ location: documents.location, source: documents.source })
      .from(documents)
      .where(inArray(documents.location, chunk));
    for (const { location, source } of rows) sources.set(location, source);
  }
  const owners = new Map<string, Set<string>>();
  for (const chunk of chunks([...new Set(sources.values())].filter(isOneRepository))) {
    const rows = await db
      .selectDistinct({ source: entities.source, owner: relations.target })
      .from(entities)
      .innerJoin(relations, and(eq(relations.source, entities.ref), eq(relations.type, 'ownedBy')))
      .where(and(inArray(entities.source, chunk), isNull(entities.removedAt)));
    for (const { source, owner } of rows)
      owners.set(source, (owners.get(source) ?? new Set()).add(owner));
  }
  const found = new Map<string, string>();
  for (const [location, source] of sources) {
    const [owner, ...others] = owners.get(source) ?? [];
    if (owner && others.length === 0) found.set(location, owner);
  }
  return found;
}

/** A whole folder or organisation is nobody's own. */
function isOneRepository(source: string): boolean {
  return source.startsWith('github:');
}
