import { count, inArray, max } from 'drizzle-orm';
import type { Db } from '#dialect';
import { catalogRevisions, documents, entities } from '../db/schema.ts';
import type { DocumentRow, Stored, StoredEntity } from './changes.ts';
import { chunks } from './chunks.ts';
import type { FoundSource } from './found.ts';

/** The revision of the last change of the catalog; 0 before the first. */
export async function catalogRevision(db: Db): Promise<number> {
  const [row] = await db
    .select({ revision: max(catalogRevisions.revision) })
    .from(catalogRevisions);
  return row?.revision ?? 0;
}

/** Reads what a plan for these sources has to know: theirs, and whatever shares a ref or a joined team or person with it. */
export async function gatherStored(
  db: Db,
  found: readonly FoundSource[],
  removed: readonly string[],
): Promise<Stored> {
  // Read before all else: should another run change the catalog meanwhile, this plan must be found out of date.
  const revision = await catalogRevision(db);
  const sources = new Set([...found.map(({ source }) => source), ...removed]);
  const own = await ownOf(db, [...sources]);
  if (revision === 0) return { revision, ...own };
  const others = await rivalsOf(db, { found, own, sources });
  return {
    revision,
    documents: [...own.documents, ...others.documents],
    entities: new Map([...own.entities, ...others.entities]),
  };
}

type Part = { documents: DocumentRow[]; entities: Map<string, StoredEntity> };

const LIGHT = {
  ref: entities.ref,
  etag: entities.etag,
  source: entities.source,
  location: entities.location,
  commit: entities.commit,
  isCurrent: entities.isCurrent,
  createdAt: entities.createdAt,
  changedAt: entities.changedAt,
  removedAt: entities.removedAt,
  removedBecause: entities.removedBecause,
};

async function ownOf(db: Db, sources: readonly string[]): Promise<Part> {
  const part: Part = { documents: [], entities: new Map() };
  for (const chunk of chunks(sources)) {
    part.documents.push(
      ...(await db.select().from(documents).where(inArray(documents.source, chunk))),
    );
    const rows = await db.select(LIGHT).from(entities).where(inArray(entities.source, chunk));
    for (const row of rows) part.entities.set(row.ref, { ...row, entity: null });
  }
  return part;
}

/**
 * Documents of other sources that state the same refs or describe the same teams and people, and what those in turn contend with,
 * until nothing new turns up.
 */
async function rivalsOf(
  db: Db,
  {
    found,
    own,
    sources,
  }: { found: readonly FoundSource[]; own: Part; sources: ReadonlySet<string> },
): Promise<Part> {
  const entitiesByRef = new Map<string, StoredEntity>();
  // One document may share a ref and a team or person at once; it is one rival.
  const byPlace = new Map<string, DocumentRow>();
  const known = { refs: new Set<string>(), joins: new Set<string>() };
  let fresh = newKeys([...own.documents, ...found.flatMap((source) => source.documents)], known);
  for (const ref of own.entities.keys()) {
    if (!known.refs.has(ref)) fresh.refs.push(ref);
    known.refs.add(ref);
  }
  const isAlone = await isAll(db, own);
  while (fresh.refs.length + fresh.joins.length > 0) {
    for (const row of await entitiesNamed(db, fresh.refs, own.entities))
      entitiesByRef.set(row.ref, row);
    if (isAlone) break;
    const rivals = await documentsSharing(db, fresh);
    const others = rivals.filter(({ source }) => !sources.has(source));
    for (const rival of others) byPlace.set(`${rival.position} ${rival.location}`, rival);
    fresh = newKeys(others, known);
  }
  return { documents: [...byPlace.values()], entities: entitiesByRef };
}

type Keys = { refs: string[]; joins: string[] };

function newKeys(
  rows: readonly { ref: string | null; joins: string | null }[],
  known: { refs: Set<string>; joins: Set<string> },
): Keys {
  const fresh: Keys = { refs: [], joins: [] };
  for (const { ref, joins } of rows) {
    if (ref && !known.refs.has(ref)) fresh.refs.push(ref);
    if (joins && !known.joins.has(joins)) fresh.joins.push(joins);
    if (ref) known.refs.add(ref);
    if (joins) known.joins.add(joins);
  }
  return fresh;
}

/** Whether no other source than these has ever said anything. */
async function isAll(db: Db, own: Part): Promise<boolean> {
  const [all] = await db.select({ rows: count() }).from(documents);
  return all?.rows === own.documents.length;
}

/** Entities that other sources state, or that once were; theirs is all content that a plan may have to keep. */
async function entitiesNamed(
  db: Db,
  refs: readonly string[],
  own: ReadonlyMap<string, StoredEntity>,
): Promise<StoredEntity[]> {
  const found: StoredEntity[] = [];
  for (const chunk of chunks(refs.filter((ref) => !own.has(ref)))) {
    const rows = await db
      .select({ ...LIGHT, entity: entities.entity })
      .from(entities)
      .where(inArray(entities.ref, chunk));
    found.push(...rows);
  }
  return found;
}

async function documentsSharing(db: Db, { refs, joins }: Keys): Promise<DocumentRow[]> {
  const found: DocumentRow[] = [];
  for (const chunk of chunks(refs))
    found.push(...(await db.select().from(documents).where(inArray(documents.ref, chunk))));
  for (const chunk of chunks(joins))
    found.push(...(await db.select().from(documents).where(inArray(documents.joins, chunk))));
  return found;
}
