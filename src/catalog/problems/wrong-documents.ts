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
      isShownCurrent: entities.isCurrent,
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

/** `isShownCurrent`: whether what the catalog shows of the entity is stated by a good document; null where it shows nothing. */
function nextStep({
  ref,
  isShownCurrent,
}: {
  ref: string | null;
  isShownCurrent: boolean | null;
}): string {
  if (ref === null) return 'Correct it; until then the catalog takes nothing from this document.';
  if (isShownCurrent === null) return `Correct it; until then ${ref} is not in the catalog.`;
  return isShownCurrent
    ? 'Correct it, or delete this document: another one states the same entity and is used.'
    : `Correct it; until then the catalog shows what ${ref} said before.`;
}
