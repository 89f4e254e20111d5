import { and, eq, isNull, sql } from 'drizzle-orm';
import { type Db, isAmong, listValue, prepare } from '#dialect';
import { documents, entities } from '../../db/schema.ts';
import type { Entity, Relation } from '../entity.ts';
import { shownAnnotations } from '../location-annotations.ts';
import type { Problem } from '../problem.ts';

/** Reads entities as Backstage's API answers them: JSON text by ref. Refs of nothing have none. */
export type ReadTexts = (
  refs: readonly string[],
  relationsOf: (ref: string) => readonly Relation[],
) => Promise<Map<string, string>>;

/**
 * Nothing is kept: the database has its own cache, an entity is written out in microseconds, and texts that come and go in a cache of
 * ours would cost more memory than all indexes together.
 */
export function createReadTexts(db: Db): ReadTexts {
  const rowsAmong = prepare(
    db
      .select({
        ref: entities.ref,
        uid: entities.uid,
        etag: entities.etag,
        location: entities.location,
        isCurrent: entities.isCurrent,
        text: sql<string>`cast(${entities.entity} as text)`,
      })
      .from(entities)
      .where(and(isAmong(entities.ref, 'refs'), isNull(entities.removedAt))),
    'query_entities',
  );
  const badDocumentsAmong = prepare(
    db
      .select({ ref: documents.ref, problems: documents.problems })
      .from(documents)
      .where(and(isAmong(documents.ref, 'refs'), eq(documents.isValid, false))),
    'query_bad_documents',
  );

  async function problemsOf(refs: readonly string[]): Promise<Map<string, Problem[]>> {
    const found = new Map<string, Problem[]>();
    if (refs.length === 0) return found;
    for (const { ref, problems } of await badDocumentsAmong.execute({ refs: listValue(refs) }))
      if (ref !== null) found.set(ref, [...(found.get(ref) ?? []), ...problems]);
    return found;
  }

  return async (refs, relationsOf) => {
    const texts = new Map<string, string>();
    if (refs.length === 0) return texts;
    const rows = await rowsAmong.execute({ refs: listValue(refs) });
    const broken = rows.filter(({ isCurrent }) => !isCurrent).map(({ ref }) => ref);
    const problems = await problemsOf(broken);
    for (const { ref, uid, etag, location, isCurrent, text } of rows) {
      const entity = JSON.parse(text) as Entity;
      const annotations = shownAnnotations(entity, location);
      const shown = {
        ...entity,
        metadata: { ...entity.metadata, annotations, uid, etag },
        relations: relationsOf(ref),
        ...(!isCurrent && { status: statusOf(problems.get(ref) ?? []) }),
      };
      texts.set(ref, JSON.stringify(shown));
    }
    return texts;
  };
}

const BROKEN = 'Its newest document cannot be used; this is the last good content.';

/** Why an entity shows old content, as Backstage tells it. */
function statusOf(problems: readonly Problem[]): object {
  const messages = problems.length > 0 ? problems.map(({ message }) => message) : [BROKEN];
  return {
    items: messages.map((message) => ({
      type: 'backstage.io/catalog-processing',
      level: 'error',
      message: `InputError: ${message}`,
      error: { name: 'InputError', message },
    })),
  };
}
