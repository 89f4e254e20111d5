import { and, asc, count, eq, gt, inArray, isNotNull, isNull } from 'drizzle-orm';
import type { Db } from '#dialect';
import { entities, relations } from '../db/schema.ts';
import { chunks } from './chunks.ts';
import type { Entity, Relation } from './entity.ts';
import { inverseOf } from './relations.ts';

/** An entity as the catalog knows it, with where it comes from. */
export type CatalogEntity = {
  ref: string;
  uid: string;
  etag: string;
  entity: Entity;
  /** In both directions, each once, sorted by type and target. */
  relations: Relation[];
  /** `github:<repository node id>`, `github-org:<login>`, `folder:<path>`. */
  source: string;
  location: string;
  commit: string | null;
  changedAt: Date;
  /** False while its newest document is bad and this is what it last said. */
  isCurrent: boolean;
};

/** The entity of a canonical ref, or null where there is none (any more). */
export async function entityByRef(db: Db, ref: string): Promise<CatalogEntity | null> {
  return (await entitiesByRefs(db, [ref])).get(ref) ?? null;
}

/** Those of the refs that exist, by ref. */
export async function entitiesByRefs(
  db: Db,
  refs: readonly string[],
): Promise<Map<string, CatalogEntity>> {
  const found = new Map<string, CatalogEntity>();
  for (const chunk of chunks(refs)) {
    const rows = await db
      .select(SHOWN)
      .from(entities)
      .where(and(inArray(entities.ref, chunk), isNull(entities.removedAt)));
    const related = await relationsOfAll(
      db,
      rows.map((row) => row.ref),
    );
    for (const row of rows)
      found.set(row.ref, { ...row, relations: inOrder(related.get(row.ref) ?? []) });
  }
  return found;
}

const SHOWN = {
  ref: entities.ref,
  uid: entities.uid,
  etag: entities.etag,
  entity: entities.entity,
  source: entities.source,
  location: entities.location,
  commit: entities.commit,
  changedAt: entities.changedAt,
  isCurrent: entities.isCurrent,
};

/** What `ref` relates to and what others say of it, whether or not the other end exists. */
export async function relationsFrom(db: Db, ref: string): Promise<Relation[]> {
  return inOrder((await relationsOfAll(db, [ref])).get(ref) ?? []);
}

async function relationsOfAll(db: Db, refs: readonly string[]): Promise<Map<string, Relation[]>> {
  const related = new Map<string, Relation[]>();
  const add = (ref: string, relation: Relation) => {
    const known = related.get(ref);
    if (known) known.push(relation);
    else related.set(ref, [relation]);
  };
  for (const chunk of chunks(refs)) {
    const stated = await db.select().from(relations).where(inArray(relations.source, chunk));
    for (const { source, type, target } of stated) add(source, { type, targetRef: target });
    const received = await db.select().from(relations).where(inArray(relations.target, chunk));
    for (const { source, type, target } of received)
      add(target, { type: inverseOf(type), targetRef: source });
  }
  return related;
}

function inOrder(list: readonly Relation[]): Relation[] {
  const once = new Map(
    list.map((relation) => [`${relation.type} ${relation.targetRef}`, relation]),
  );
  return [...once].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, relation]) => relation);
}

/** One change of an entity; `entity` is null where it is gone. */
export type EntityChange = {
  ref: string;
  revision: number;
  entity: Entity | null;
  location: string;
  createdAt: Date;
};

/** Entities that changed after `revision`, removed ones too, page by page in the order of their refs. */
export async function* changedSince(
  db: Db,
  revision: number,
  pageSize = 1000,
): AsyncGenerator<EntityChange[]> {
  for (let last = ''; ; ) {
    const rows = await db
      .select({
        ref: entities.ref,
        revision: entities.revision,
        entity: entities.entity,
        location: entities.location,
        createdAt: entities.createdAt,
        removedAt: entities.removedAt,
      })
      .from(entities)
      .where(and(gt(entities.revision, revision), gt(entities.ref, last)))
      .orderBy(asc(entities.ref))
      .limit(pageSize);
    if (rows.length > 0)
      yield rows.map(({ removedAt, ...row }) => ({
        ...row,
        entity: removedAt ? null : row.entity,
      }));
    if (rows.length < pageSize) return;
    last = rows.at(-1)?.ref ?? '';
  }
}

/** Why an entity is not there any more, and since when; null for what exists or never did. */
export async function removalOf(
  db: Db,
  ref: string,
): Promise<{ at: Date; because: string; location: string } | null> {
  const [row] = await db
    .select({
      at: entities.removedAt,
      because: entities.removedBecause,
      location: entities.location,
    })
    .from(entities)
    .where(and(eq(entities.ref, ref), isNotNull(entities.removedAt)));
  return row?.at ? { at: row.at, because: row.because ?? '', location: row.location } : null;
}

/** Whether the catalog has an entity of this ref, or once had. */
export async function isKnown(db: Db, ref: string): Promise<boolean> {
  const rows = await db.select({ ref: entities.ref }).from(entities).where(eq(entities.ref, ref));
  return rows.length > 0;
}

/** How many entities there are, by kind (lower-case). */
export async function countByKind(db: Db): Promise<Map<string, number>> {
  const rows = await db
    .select({ kind: entities.kind, entities: count() })
    .from(entities)
    .where(isNull(entities.removedAt))
    .groupBy(entities.kind)
    .orderBy(asc(entities.kind));
  return new Map(rows.map((row) => [row.kind, row.entities]));
}
