import { and, eq, inArray, isNotNull, notExists, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { entities, relations } from '../../db/schema.ts';
import { chunks } from '../chunks.ts';
import type { UnplacedProblem } from '../problems.ts';
import { moment, type Scope } from './scope.ts';

/** Relations that lead to nothing; an owner that does not exist is a kind of its own. */
export async function danglingRelations(db: Db, { ref }: Scope): Promise<UnplacedProblem[]> {
  const ofRef = ref === null ? undefined : eq(relations.source, ref);
  // Each target is looked for once, however many name it.
  const targets = db
    .selectDistinct({ target: relations.target })
    .from(relations)
    .where(ofRef)
    .as('targets');
  const existing = db
    .select({ one: sql`1` })
    .from(sql`${entities} as existing`)
    .where(sql`existing.ref = ${targets.target} and existing.removed_at is null`);
  const rows = await db
    .select({
      ref: relations.source,
      type: relations.type,
      target: relations.target,
      location: entities.location,
      changedAt: entities.changedAt,
    })
    .from(targets)
    .innerJoin(relations, eq(relations.target, targets.target))
    .innerJoin(entities, eq(entities.ref, relations.source))
    .where(and(notExists(existing), ofRef));
  if (rows.length === 0) return [];
  const missing = [...new Set(rows.map((row) => row.target))];
  const gone = await removals(db, missing);
  return rows.map((row) => describe(row, gone.get(row.target) ?? null));
}

type Row = { ref: string; type: string; target: string; location: string; changedAt: Date };
type Removal = { at: Date; because: string };

function describe(
  { ref, type, target, location, changedAt }: Row,
  gone: Removal | null,
): UnplacedProblem {
  const isOwner = type === 'ownedBy';
  const since = new Date(Math.max(changedAt.getTime(), gone?.at.getTime() ?? 0)).toISOString();
  const what = gone
    ? `which was removed on ${moment(gone.at)}, because ${gone.because}`
    : 'which does not exist';
  return {
    kind: isOwner ? 'no-owner' : 'dangling',
    severity: isOwner ? 'error' : 'warning',
    ref,
    owner: isOwner ? target : null,
    message: isOwner
      ? `The owner of ${ref} is ${target}, ${what}.`
      : `${ref} names ${target} (${type}), ${what}.`,
    nextStep: isOwner
      ? 'Name a team that exists, or add this one to the catalog.'
      : 'Add what it names to the catalog, or take it out here.',
    location,
    line: null,
    column: null,
    path: '',
    since,
    look: { for: 'relation', type, targetRef: target },
  };
}

/** When and why targets that once were there went. */
async function removals(db: Db, refs: readonly string[]): Promise<Map<string, Removal>> {
  const gone = new Map<string, Removal>();
  for (const chunk of chunks(refs)) {
    const rows = await db
      .select({ ref: entities.ref, at: entities.removedAt, because: entities.removedBecause })
      .from(entities)
      .where(and(inArray(entities.ref, chunk), isNotNull(entities.removedAt)));
    for (const { ref, at, because } of rows)
      if (at) gone.set(ref, { at, because: because ?? 'nobody noted why' });
  }
  return gone;
}
