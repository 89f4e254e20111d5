import { and, asc, eq, isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { documents, entities } from '../db/schema.ts';
import { uidOf } from './normalize.ts';
import { parseRef } from './ref.ts';

/** An entity that was never good, as Backstage's module for unprocessed entities answers it. */
export type Unprocessed = {
  entity_id: string;
  entity_ref: string;
  /** As much of it as is known without its content. */
  unprocessed_entity: object;
  errors: { name: string; message: string }[];
  location_key: string;
  last_discovery_at: string;
};

/** Entities that the catalog does not show because no document of theirs was ever valid; of `owner` alone where that is given. */
export async function unprocessedEntities(db: Db, owner: string | null): Promise<Unprocessed[]> {
  const shown = db
    .select({ existing: entities.ref })
    .from(entities)
    .where(isNull(entities.removedAt))
    .as('shown');
  const rows = await db
    .select()
    .from(documents)
    .leftJoin(shown, eq(shown.existing, documents.ref))
    .where(
      and(
        eq(documents.isValid, false),
        isNull(shown.existing),
        owner === null ? undefined : eq(documents.owner, owner),
      ),
    )
    .orderBy(asc(documents.location), asc(documents.position));
  return rows.flatMap(({ documents: { ref, location, problems, readAt } }) => {
    if (ref === null) return [];
    const { kind, namespace, name } = parseRef(ref);
    const annotations = { 'backstage.io/managed-by-location': location };
    return {
      entity_id: uidOf(ref),
      entity_ref: ref,
      unprocessed_entity: { kind, metadata: { name, namespace, annotations } },
      errors: problems.map(({ message, line, column }) => ({
        name: 'InputError',
        message: `${message} (line ${line}, column ${column})`,
      })),
      location_key: location,
      last_discovery_at: readAt.toISOString(),
    };
  });
}
