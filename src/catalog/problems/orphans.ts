import { and, eq, inArray, isNotNull, isNull, or } from 'drizzle-orm';
import type { Db } from '#dialect';
import { catalogRevisions, entities, repositories } from '../../db/schema.ts';
import { chunks } from '../chunks.ts';
import {
  areManyMissing,
  LEAVING_COLUMNS,
  type Leaving,
  leavingOf,
  leavingSentence,
} from '../leaving.ts';
import type { UnplacedProblem } from '../problems.ts';
import { moment, type Scope } from './scope.ts';

/** Entities that stay although no source can change them now: as last good content, or from a repository that is gone or archived. */
export async function orphans(db: Db, scope: Scope): Promise<UnplacedProblem[]> {
  return [...(await outdated(db, scope)), ...(await withoutRepository(db, scope))];
}

const NOWHERE = { line: null, column: null, path: '', look: null, owner: null } as const;

/** Their document turned bad: they show what it last said. */
async function outdated(db: Db, { ref }: Scope): Promise<UnplacedProblem[]> {
  const rows = await db
    .select({
      ref: entities.ref,
      location: entities.location,
      changedAt: entities.changedAt,
      // Since its document turned bad nothing else has touched it.
      since: catalogRevisions.at,
    })
    .from(entities)
    .leftJoin(catalogRevisions, eq(catalogRevisions.revision, entities.revision))
    .where(
      and(
        eq(entities.isCurrent, false),
        isNull(entities.removedAt),
        ref === null ? undefined : eq(entities.ref, ref),
      ),
    );
  return rows.map((row) => ({
    ...NOWHERE,
    kind: 'orphan' as const,
    severity: 'warning' as const,
    ref: row.ref,
    location: row.location,
    since: row.since?.toISOString() ?? null,
    message: `${row.ref} is shown as it was on ${moment(row.changedAt)}, because its document cannot be used${row.since ? ` since ${moment(row.since)}` : ''}.`,
    nextStep: 'Correct the document; to remove the entity, take the document out of the file.',
  }));
}

async function withoutRepository(db: Db, { ref }: Scope): Promise<UnplacedProblem[]> {
  const rows = await db
    .select({ id: repositories.id, ...LEAVING_COLUMNS })
    .from(repositories)
    .where(or(isNotNull(repositories.missingSince), eq(repositories.isArchived, true)));
  const isHeld = rows.some(({ missingSince }) => missingSince) && (await areManyMissing(db));
  const bySource = new Map<string, Leaving>();
  for (const { id, ...row } of rows) {
    const leaving = leavingOf(row, isHeld);
    if (leaving && leaving.kind !== 'unreadable') bySource.set(`github:${id}`, leaving);
  }
  const found: UnplacedProblem[] = [];
  for (const chunk of chunks([...bySource.keys()])) {
    const stated = await db
      .select({ ref: entities.ref, source: entities.source, location: entities.location })
      .from(entities)
      .where(
        and(
          inArray(entities.source, chunk),
          isNull(entities.removedAt),
          ref === null ? undefined : eq(entities.ref, ref),
        ),
      );
    for (const row of stated) found.push(orphan(row, bySource.get(row.source) as Leaving));
  }
  return found;
}

function orphan(
  { ref, location }: { ref: string; location: string },
  leaving: Leaving,
): UnplacedProblem {
  return {
    ...NOWHERE,
    kind: 'orphan',
    severity: 'warning',
    ref,
    location,
    since: leaving.kind === 'missing' ? leaving.since.toISOString() : null,
    message: `${ref} has no living source. ${leavingSentence(leaving)}`,
    nextStep: nextStep(leaving),
  };
}

function nextStep(leaving: Leaving): string {
  if (leaving.kind === 'archived')
    return 'Unarchive the repository to change its descriptor; to remove the entity, delete the repository.';
  if (leaving.kind === 'missing' && leaving.goesAfter === null)
    return 'If they are really gone, run: callboard sync --accept-removals';
  return 'If it is meant to go, nothing; else bring the repository back, or move the descriptor to another one.';
}
