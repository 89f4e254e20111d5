import type { documents, entities } from '../db/schema.ts';
import type { Entity, Relation } from './entity.ts';

type EntityRow = typeof entities.$inferSelect;

/** An entity as the database has it; a tombstone has `removedAt`. */
export type StoredEntity = Pick<
  EntityRow,
  | 'ref'
  | 'etag'
  | 'source'
  | 'location'
  | 'commit'
  | 'isCurrent'
  | 'createdAt'
  | 'changedAt'
  | 'removedAt'
  | 'removedBecause'
> & {
  /** Only for entities that sources outside this run state. */
  entity: Entity | null;
};

export type DocumentRow = typeof documents.$inferSelect;

/** What the database says about the sources of a run, and about everything that shares a ref or a joined team or person with them. */
export type Stored = {
  revision: number;
  entities: ReadonlyMap<string, StoredEntity>;
  documents: readonly DocumentRow[];
};

/** A row of `entities` to be written whole, and what follows from its content. */
export type Written = {
  /** The database knows nothing of this ref, not even a tombstone. */
  isNew: boolean;
  row: Omit<EntityRow, 'revision' | 'removedAt' | 'removedBecause'>;
  relations: readonly Relation[];
  aliases: readonly string[];
};

export type Removal = { ref: string; because: string };
export type DocumentPlace = { location: string; position: number };

/** Everything that is different now. Without any difference, every list is empty. */
export type Changes = {
  created: Written[];
  /** Other content than before. */
  changed: Written[];
  /** The same content from another place, or good again. */
  touched: Written[];
  /** Entities whose document turned bad: they keep what they last said. */
  kept: string[];
  removed: Removal[];
  documents: DocumentRow[];
  forgotten: DocumentPlace[];
};

/** Nothing to write. */
export function isEmpty(changes: Changes): boolean {
  return Object.values(changes).every((list) => list.length === 0);
}
