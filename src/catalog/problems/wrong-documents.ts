import { and, eq, isNull, ne } from 'drizzle-orm';
import type { Db } from '#dialect';
import { documents, entities } from '../../db/schema.ts';
import type { UnplacedProblem } from '../problems.ts';
import type { Scope } from './scope.ts';

/** What documents get wrong, each thing for itself, with what the catalog shows meanwhile; of good ones, what looks wrong. */
export async function wrongDocuments(db: Db, { ref }: Scope): Promise<UnplacedProblem[]> {
  const rows = await db
    .select({
      ref: documents.ref,
      owner: documents.owner,
      location: documents.location,
      found: documents.problems,
      readAt: documents.readAt,
      shownFrom: entities.location,
    })
    .from(documents)
    .leftJoin(entities, and(eq(entities.ref, documents.ref), isNull(entities.removedAt)))
    .where(and(ne(documents.problems, []), ref === null ? undefined : eq(documents.ref, ref)));
  return rows.flatMap((row) =>
    row.found.map(({ severity = 'error' as const, ...problem }) => ({
      kind: severity === 'warning' ? ('warning' as const) : ('invalid' as const),
      severity,
      ref: row.ref,
      owner: row.owner,
      nextStep:
        severity === 'warning'
          ? 'It is used as it is; look whether it is meant so.'
          : nextStep(row),
      location: row.location,
      since: row.readAt.toISOString(),
      look: null,
      ...problem,
    })),
  );
}

function nextStep({
  ref,
  location,
  shownFrom,
}: {
  ref: string | null;
  location: string;
  shownFrom: string | null;
}): string {
  if (ref === null) return 'Correct it; until then the catalog takes nothing from this document.';
  if (shownFrom === location)
    return `Correct it; until then the catalog shows what ${ref} said before.`;
  if (shownFrom !== null) return 'Correct it, or delete this document: another one is used.';
  return `Correct it; until then ${ref} is not in the catalog.`;
}
