import { and, asc, eq, isNotNull, isNull, ne } from 'drizzle-orm';
import type { Db } from '#dialect';
import { documents, entities, relations } from '../db/schema.ts';

/** Something in the catalog that a person should put right. */
export type CatalogProblem = {
  /** A `warning` is about an entity that is used as it is. */
  kind: 'invalid' | 'warning' | 'duplicate' | 'dangling';
  /** The entity it is about; null where the document does not tell. */
  ref: string | null;
  message: string;
  location: string;
  /** Null where no single line is to blame. */
  line: number | null;
  column: number | null;
  path: string;
};

/** Every problem: what descriptors get wrong, refs stated in two places (once for each place), and relations that lead to nothing. */
export async function problems(db: Db): Promise<CatalogProblem[]> {
  return [...(await invalid(db)), ...(await duplicates(db)), ...(await dangling(db))];
}

async function invalid(db: Db): Promise<CatalogProblem[]> {
  const rows = await db
    .select()
    .from(documents)
    .where(ne(documents.problems, []))
    .orderBy(asc(documents.location), asc(documents.position));
  return rows.flatMap(({ ref, location, problems: found }) =>
    found.map(({ severity, ...problem }) => ({
      kind: severity === 'warning' ? ('warning' as const) : ('invalid' as const),
      ref,
      location,
      ...problem,
    })),
  );
}

/** Told to both: whoever looks at one place sees the other. What is derived from a platform yields silently. */
async function duplicates(db: Db): Promise<CatalogProblem[]> {
  const losers = await db
    .select()
    .from(documents)
    .where(and(isNotNull(documents.conflictsWith), eq(documents.isDerived, false)))
    .orderBy(asc(documents.location), asc(documents.position));
  return losers.flatMap(({ ref, location, conflictsWith }) => {
    if (ref === null || conflictsWith === null) return [];
    const place = { kind: 'duplicate' as const, ref, line: null, column: null, path: '' };
    const isSameFile = location === conflictsWith;
    const inUse = {
      ...place,
      location: conflictsWith,
      message: isSameFile
        ? `${ref} is defined twice in this file; the first is used.`
        : `${ref} is also defined in ${location}; this one is used.`,
    };
    const unused = {
      ...place,
      location,
      message: `${ref} is already defined in ${conflictsWith}; this one is not used.`,
    };
    return isSameFile ? [inUse] : [inUse, unused];
  });
}

async function dangling(db: Db): Promise<CatalogProblem[]> {
  const target = db
    .select({ existing: entities.ref })
    .from(entities)
    .where(isNull(entities.removedAt))
    .as('target');
  const rows = await db
    .select({
      ref: relations.source,
      type: relations.type,
      target: relations.target,
      location: entities.location,
    })
    .from(relations)
    .innerJoin(entities, eq(entities.ref, relations.source))
    .leftJoin(target, eq(target.existing, relations.target))
    .where(isNull(target.existing))
    .orderBy(asc(relations.source), asc(relations.type), asc(relations.target));
  return rows.map(({ ref, type, target: missing, location }) => ({
    kind: 'dangling' as const,
    ref,
    location,
    line: null,
    column: null,
    path: '',
    message:
      type === 'ownedBy'
        ? `The owner of ${ref} is ${missing}, which does not exist.`
        : `${ref} names ${missing} (${type}), which does not exist.`,
  }));
}
