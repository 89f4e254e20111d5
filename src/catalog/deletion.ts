import { and, eq, isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { entities } from '../db/schema.ts';
import type { StoredEntity } from './changes.ts';
import { commit } from './commit.ts';
import { catalogRevision } from './gather.ts';

const BY_HAND = 'deleted through the API by ';

/** True for an entity that somebody deleted, not its source: it comes back when a place says something new of it. */
export function isDeletedByHand({
  removedAt,
  removedBecause,
}: Pick<StoredEntity, 'removedAt' | 'removedBecause'>): boolean {
  return removedAt !== null && Boolean(removedBecause?.startsWith(BY_HAND));
}

/**
 * Takes an entity out of the catalog, with who did it as the reason; its past stays. Returns its ref, or null where no entity has
 * that uid.
 */
export async function deleteEntity(
  db: Db,
  uid: string,
  { by, now }: { by: string; now: () => Date },
): Promise<string | null> {
  const { changes } = await commit(db, now, async () => {
    const revision = await catalogRevision(db);
    const rows = await db
      .select({ ref: entities.ref })
      .from(entities)
      .where(and(eq(entities.uid, uid), isNull(entities.removedAt)));
    const removed = rows.map(({ ref }) => ({ ref, because: BY_HAND + by }));
    return { changes: { ...NOTHING, removed }, revision };
  });
  return changes.removed[0]?.ref ?? null;
}

const NOTHING = { created: [], changed: [], touched: [], kept: [], documents: [], forgotten: [] };
