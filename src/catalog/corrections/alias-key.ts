import { isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { entities } from '../../db/schema.ts';
import { localName } from '../names.ts';
import { ALIAS_NAMES } from '../summary.ts';

/** The annotation that holds aliases in most descriptors here, so that a first one is written as its neighbours are. */
export async function aliasKeyIn(db: Db): Promise<string | undefined> {
  const counts = new Map<string, number>();
  const rows = await db
    .select({ entity: entities.entity })
    .from(entities)
    .where(isNull(entities.removedAt))
    .limit(20_000);
  for (const { entity } of rows) {
    for (const key of Object.keys(entity.metadata.annotations ?? {}))
      if (ALIAS_NAMES.test(localName(key))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0];
}
