import { and, eq, inArray, isNotNull, notExists, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { entities, relations } from '../../db/schema.ts';
import { chunks } from '../chunks.ts';
import type { UnplacedProblem } from '../problems.ts';
import { parseRef } from '../ref.ts';
import { type Meant, whatIsMeant } from './meant.ts';
import { moment, type Scope } from './scope.ts';

/** Relations that lead to nothing, with what is probably meant; an owner that does not exist is a kind of its own. */
export async function danglingRelations(db: Db, { ref }: Scope): Promise<UnplacedProblem[]> {
  const target = db
    .select({ one: sql`1` })
    .from(entitiesOf('target'))
    .where(sql`target.ref = ${relations.target} and target.removed_at is null`);
  const rows = await db
    .select({
      ref: relations.source,
      type: relations.type,
      target: relations.target,
      location: entities.location,
      changedAt: entities.changedAt,
    })
    .from(relations)
    .innerJoin(entities, eq(entities.ref, relations.source))
    .where(and(notExists(target), ref === null ? undefined : eq(relations.source, ref)));
  if (rows.length === 0) return [];
  const missing = [...new Set(rows.map((row) => row.target))];
  const gone = await removals(db, missing);
  const meant = await whatIsMeant(db, missing);
  return rows.map((row) =>
    describe(row, { gone: gone.get(row.target) ?? null, meant: meant.get(row.target) ?? null }),
  );
}

function entitiesOf(name: string) {
  return sql`${entities} as ${sql.raw(name)}`;
}

type Row = { ref: string; type: string; target: string; location: string; changedAt: Date };
type Removal = { at: Date; because: string };

function describe(
  { ref, type, target, location, changedAt }: Row,
  { gone, meant }: { gone: Removal | null; meant: Meant | null },
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
    nextStep: nextStep({ ref, target, isOwner }, meant),
    location,
    line: null,
    column: null,
    path: '',
    since,
    look: { for: 'relation', type, targetRef: target },
  };
}

function nextStep(
  { ref, target, isOwner }: { ref: string; target: string; isOwner: boolean },
  meant: Meant | null,
): string {
  if (!meant)
    return isOwner
      ? 'Name a team that exists, or add this one to the catalog.'
      : 'Add what it names to the catalog, or take it out here.';
  const own = parseRef(ref).namespace;
  const isTrap =
    meant.how === 'namespace' && own !== 'default' && parseRef(target).namespace === own;
  if (isTrap)
    return `A name without a namespace is looked for in the namespace of its entity, \`${own}\`. Write \`${meant.ref}\`.`;
  const sort = isOwner
    ? `The nearest ${meant.ref.startsWith('user:') ? 'person' : 'team'}`
    : 'The nearest entity';
  return `${sort} is \`${meant.ref}\`${HOW[meant.how]}: if that is meant, write it so.`;
}

const HOW: Record<Meant['how'], string> = {
  namespace: ', in another namespace',
  kind: ', of another kind',
  platform: ', as GitHub and its annotations call it',
  alias: ', by one of its other names',
  name: '',
};

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
