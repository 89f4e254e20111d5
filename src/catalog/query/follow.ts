import { setImmediate } from 'node:timers/promises';
import { and, asc, gt, isNull, max } from 'drizzle-orm';
import { type Db, isAmong, listValue, prepare } from '#dialect';
import { entities, relations } from '../../db/schema.ts';
import type { Edge } from '../graph.ts';
import { createEntityIndex, type Indexed } from './entity-index.ts';
import { createSequences } from './order.ts';
import type { Source } from './select.ts';

/** The index as the catalog is at a revision. */
export type Followed = Source & { revision: number };

// Small enough that a page is garbage before the collector takes it for something that lasts: that is 40 MB less at 10,000 entities.
const PAGE = 200;
// More changes than this are read faster by starting anew, and starting anew also sweeps out the numbers of what is gone.
const MOST_CHANGES = 2000;
const MOST_DEAD = 0.5;

const COLUMNS = {
  ref: entities.ref,
  uid: entities.uid,
  location: entities.location,
  entity: entities.entity,
  removedAt: entities.removedAt,
};

/**
 * Follows the database by revision, as `createCatalogIndex` does: nothing is read before the first call, then only what changed.
 */
export function followEntities(db: Db): () => Promise<Followed> {
  const newestRevision = prepare(
    db.select({ revision: max(entities.revision) }).from(entities),
    'query_revision',
  );
  const edgesOf = prepare(
    db
      .select({ source: relations.source, type: relations.type, target: relations.target })
      .from(relations)
      .where(isAmong(relations.source, 'refs')),
    'query_edges',
  );
  let state = fresh();
  let reading: Promise<void> | null = null;

  async function catchUp(): Promise<void> {
    const [row] = await newestRevision.execute();
    const newest = row?.revision ?? 0;
    if (newest === state.revision) return;
    const changes = newest > state.revision ? await changesSince(state.revision) : null;
    const { index } = state;
    const dead = index.numbers() - index.size();
    if (changes && state.revision > 0 && dead <= MOST_CHANGES + index.size() * MOST_DEAD) {
      // At once, without waiting in between: whoever has the index in hand never sees half of a change.
      index.apply(changes);
      state.revision = newest;
    } else {
      state = { ...(await readAll()), revision: newest };
    }
  }

  /** Null where there are too many. */
  async function changesSince(
    revision: number,
  ): Promise<{ changed: Indexed[]; gone: string[]; edges: Edge[] } | null> {
    if (revision === 0) return null;
    const rows = await db
      .select(COLUMNS)
      .from(entities)
      .where(gt(entities.revision, revision))
      .limit(MOST_CHANGES + 1);
    if (rows.length > MOST_CHANGES) return null;
    const edges = await edgesFrom(rows);
    const gone = rows.filter(({ removedAt }) => removedAt !== null).map(({ ref }) => ref);
    return { changed: rows.filter(({ removedAt }) => removedAt === null), gone, edges };
  }

  async function readAll(): Promise<Source> {
    const { index, sequences } = fresh();
    for (let last = ''; ; ) {
      const rows = await db
        .select(COLUMNS)
        .from(entities)
        .where(and(gt(entities.ref, last), isNull(entities.removedAt)))
        .orderBy(asc(entities.ref))
        .limit(PAGE);
      index.apply({ changed: rows, gone: [], edges: await edgesFrom(rows) });
      last = rows.at(-1)?.ref ?? '';
      if (rows.length < PAGE) return { index, sequences };
      // Others get their turn: SQLite answers without waiting, and 100,000 entities take seconds.
      await setImmediate();
    }
  }

  const edgesFrom = (rows: readonly { ref: string }[]): Promise<Edge[]> | Edge[] =>
    edgesOf.execute({ refs: listValue(rows.map(({ ref }) => ref)) });

  return async () => {
    reading ??= catchUp().finally(() => {
      reading = null;
    });
    await reading;
    return state;
  };
}

function fresh(): Followed {
  const index = createEntityIndex();
  return { index, sequences: createSequences(index), revision: 0 };
}
