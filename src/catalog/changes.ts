import type { Entity, Relation } from './entity.ts';
import type { Problem } from './problem.ts';

/** An entity as the database has it; a tombstone has `removedAt`. */
export type StoredEntity = {
  ref: string;
  etag: string;
  source: string;
  location: string;
  commit: string | null;
  isCurrent: boolean;
  createdAt: Date;
  changedAt: Date;
  removedAt: Date | null;
  /** Only for entities that sources outside this run state. */
  entity: Entity | null;
};

/** A row of `documents`. */
export type DocumentRow = {
  location: string;
  position: number;
  source: string;
  ref: string | null;
  owner: string | null;
  isValid: boolean;
  conflictsWith: string | null;
  entity: Entity | null;
  isDerived: boolean;
  joins: string | null;
  problems: Problem[];
  commit: string | null;
  readAt: Date;
};

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
  row: {
    ref: string;
    uid: string;
    kind: string;
    namespace: string;
    name: string;
    entity: Entity;
    etag: string;
    source: string;
    location: string;
    commit: string | null;
    isCurrent: boolean;
    createdAt: Date;
    changedAt: Date;
  };
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
