import { and, eq, getTableColumns, inArray, type SQL, sql } from 'drizzle-orm';
import { type Db, insertRows, type Plan } from '#dialect';
import {
  aliases,
  catalogRevisions,
  documents,
  entities,
  entityVersions,
  relations,
} from '../db/schema.ts';
import type { Changes, Written } from './changes.ts';
import { chunks } from './chunks.ts';

/** Rows of this many columns take about a millisecond a statement; larger ones gain nothing. */
const ROWS = 100;

type Writing = { changes: Changes; revision: number; now: Date };

/**
 * The statements that make the catalog what a plan says, as the next revision; in this order, within one transaction. They are made
 * one by one as they run: all at once, those of 10,000 entities take half a gigabyte.
 */
export function* statementsFor(
  db: Db,
  tx: Plan,
  { changes, revision, now }: Writing,
): Generator<unknown> {
  const { created, changed, touched, kept, removed } = changes;
  yield tx.insert(catalogRevisions).values({ revision, at: now });
  const restated = [...created, ...changed];
  const replaced = [
    ...restated.filter(({ isNew }) => !isNew).map(({ row }) => row.ref),
    ...removed.map(({ ref }) => ref),
  ];
  for (const refs of chunks(replaced)) {
    yield archive(db, tx, refs);
    yield tx.delete(relations).where(inArray(relations.source, refs));
    yield tx.delete(aliases).where(and(inArray(aliases.ref, refs), eq(aliases.origin, ANNOTATION)));
  }
  for (const part of chunks([...restated, ...touched], ROWS))
    yield insertEntities(tx, part, revision);
  yield* insertSaid(tx, restated, now);
  for (const refs of chunks(kept))
    yield tx
      .update(entities)
      .set({ isCurrent: false, revision })
      .where(inArray(entities.ref, refs));
  yield* removals(tx, changes, { revision, at: now });
  yield* rewriteDocuments(tx, changes);
}

const ANNOTATION = 'annotation';

/** Keeps what these entities were, before they change; a tombstone is kept as the time without content. */
function archive(db: Db, tx: Plan, refs: string[]): unknown {
  const content = sql`case when ${entities.removedAt} is null then ${entities.entity} end`;
  const before = db
    .select({
      ref: entities.ref,
      revision: entities.revision,
      at: entities.changedAt,
      entity: content.as('entity'),
      location: entities.location,
      commit: entities.commit,
      removedBecause: entities.removedBecause,
    })
    .from(entities)
    .where(inArray(entities.ref, refs));
  return tx.insert(entityVersions).select(before);
}

function insertEntities(tx: Plan, part: readonly Written[], revision: number): unknown {
  const rows = part.map(({ row }) => ({ ...row, revision, removedAt: null, removedBecause: null }));
  return insertRows(tx, entities, rows).onConflictDoUpdate({
    target: entities.ref,
    set: allFrom(entities, ['ref', 'uid', 'createdAt']),
  });
}

function* insertSaid(tx: Plan, restated: readonly Written[], now: Date): Generator<unknown> {
  for (const part of chunks(restated, ROWS)) {
    const related = part.flatMap(({ row, relations: stated }) =>
      stated.map(({ type, targetRef }) => ({ source: row.ref, type, target: targetRef })),
    );
    for (const rows of chunks(related)) yield insertRows(tx, relations, rows);
    const named = part.flatMap(({ row, aliases: given }) =>
      given.map((alias) => ({ alias, ref: row.ref, origin: ANNOTATION, createdAt: now })),
    );
    for (const rows of chunks(named)) yield insertRows(tx, aliases, rows).onConflictDoNothing();
  }
}

function* removals(
  tx: Plan,
  { removed }: Changes,
  { revision, at }: { revision: number; at: Date },
): Generator<unknown> {
  for (const [because, gone] of Map.groupBy(removed, (removal) => removal.because))
    for (const refs of chunks(gone.map(({ ref }) => ref)))
      yield tx
        .update(entities)
        .set({ removedAt: at, removedBecause: because, changedAt: at, revision })
        .where(inArray(entities.ref, refs));
}

function* rewriteDocuments(tx: Plan, { documents: rows, forgotten }: Changes): Generator<unknown> {
  for (const [position, places] of Map.groupBy(forgotten, (place) => place.position))
    for (const locations of chunks(places.map(({ location }) => location)))
      yield tx
        .delete(documents)
        .where(and(eq(documents.position, position), inArray(documents.location, locations)));
  for (const part of chunks(rows, ROWS))
    yield insertRows(tx, documents, part).onConflictDoUpdate({
      target: [documents.location, documents.position],
      set: allFrom(documents, ['location', 'position']),
    });
}

/** Every column of a table but these, taken from the row that could not be inserted. */
function allFrom(table: typeof entities | typeof documents, but: readonly string[]) {
  const columns = Object.entries(getTableColumns(table)).filter(([key]) => !but.includes(key));
  const set: Record<string, SQL> = {};
  for (const [key] of columns) set[key] = sql.raw(`excluded."${snakeCase(key)}"`);
  return set;
}

/** As drizzle names columns with `casing: 'snake_case'`. */
function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
