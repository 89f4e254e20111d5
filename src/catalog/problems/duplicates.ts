import { and, asc, eq, isNotNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { documents, entities } from '../../db/schema.ts';
import type { UnplacedProblem } from '../problems.ts';
import { type Scope, shownPlace } from './scope.ts';

/** Refs stated in two places, told to both: whoever looks at one place sees the other. What is derived from a platform yields silently. */
export async function duplicateRefs(db: Db, { ref }: Scope): Promise<UnplacedProblem[]> {
  const losers = await db
    .select({
      ref: documents.ref,
      owner: documents.owner,
      location: documents.location,
      position: documents.position,
      used: documents.conflictsWith,
      readAt: documents.readAt,
      knownSince: entities.createdAt,
    })
    .from(documents)
    .leftJoin(entities, eq(entities.ref, documents.ref))
    .where(
      and(
        isNotNull(documents.conflictsWith),
        eq(documents.isDerived, false),
        ref === null ? undefined : eq(documents.ref, ref),
      ),
    )
    .orderBy(asc(documents.location), asc(documents.position));
  return losers.flatMap((loser) => bothPlaces(loser));
}

type Loser = {
  ref: string | null;
  owner: string | null;
  location: string;
  position: number;
  used: string | null;
  readAt: Date;
  knownSince: Date | null;
};

function bothPlaces(loser: Loser): UnplacedProblem[] {
  const { ref, owner, location, position, used, readAt, knownSince } = loser;
  if (ref === null || used === null) return [];
  const isSameFile = location === used;
  const since = new Date(Math.max(readAt.getTime(), knownSince?.getTime() ?? 0)).toISOString();
  const place = { kind: 'duplicate' as const, ref, line: null, column: null, since };
  const path = 'metadata.name';
  const inUse: UnplacedProblem = {
    ...place,
    path,
    severity: 'warning',
    owner: null,
    location: used,
    message: `${ref} is also defined in ${location}; this one is used.`,
    nextStep: `If the other one at ${shownPlace(location)} is meant, delete this document; else have the other one renamed or deleted.`,
    look: { for: 'name', position: null },
  };
  const unused: UnplacedProblem = {
    ...place,
    path,
    severity: 'error',
    owner,
    location,
    message: isSameFile
      ? `${ref} is defined twice in this file; the first is used, and this one is not.`
      : `${ref} is already defined in ${used}; this one is not used.`,
    nextStep: 'Give it another `metadata.name`, or delete one of the two.',
    look: { for: 'name', position },
  };
  if (!isSameFile) return [inUse, unused];
  return [
    {
      ...inUse,
      message: `${ref} is defined twice in this file; the first is used.`,
      nextStep: 'Give one of them another `metadata.name`, or delete it.',
    },
    unused,
  ];
}
