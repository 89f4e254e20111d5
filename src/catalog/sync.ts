import type { Db } from '#dialect';
import { type Changes, isEmpty } from './changes.ts';
import type { ForeignKinds } from './foreign-kinds.ts';
import { type FoundSource, readSnapshot } from './found.ts';
import { catalogRevision, gatherStored } from './gather.ts';
import { planSync } from './plan.ts';
import type { SourceSnapshot } from './snapshot.ts';
import { statementsFor } from './write.ts';

/** What a run made different. `revision` is that of the catalog afterwards. */
export type SyncSummary = {
  revision: number;
  created: number;
  changed: number;
  /** Entities whose document turned bad and that keep what they last said. */
  kept: number;
  removed: number;
  /** Documents of these sources that cannot be used. */
  badDocuments: number;
};

/**
 * Makes the catalog say what these sources say now; sources in `removed` are gone. All of it or nothing, however often and by however
 * many replicas at once. Where nothing is different nothing is written.
 */
export async function applySnapshots(
  db: Db,
  {
    snapshots,
    removed = [],
    now,
    kinds,
  }: {
    snapshots: readonly SourceSnapshot[];
    removed?: readonly string[];
    now: () => Date;
    /** Kinds that are kept although they are not Backstage's. */
    kinds?: ForeignKinds;
  },
): Promise<SyncSummary> {
  const found = snapshots.map((snapshot) => readSnapshot(snapshot, kinds));
  for (let attempt = 1; ; attempt++) {
    const at = now();
    const stored = await gatherStored(db, found, removed);
    const changes = planSync(stored, { found, removed, now: at });
    if (isEmpty(changes)) return summarize(changes, found, stored.revision);
    const revision = stored.revision + 1;
    try {
      await db.atomically((tx) => statementsFor(db, tx, { changes, revision, now: at }));
      return summarize(changes, found, revision);
    } catch (error) {
      // Another run took this revision: what it wrote has to be part of the plan. Everything else is a real failure.
      const isOutrun = (await catalogRevision(db)) >= revision;
      if (!isOutrun || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

/** Replicas apply one source at a time under leases; meeting this often is not chance any more. */
const MOST_ATTEMPTS = 10;

function summarize(changes: Changes, found: readonly FoundSource[], revision: number): SyncSummary {
  const documents = found.flatMap((source) => source.documents);
  return {
    revision,
    created: changes.created.length,
    changed: changes.changed.length,
    kept: changes.kept.length,
    removed: changes.removed.length,
    badDocuments: documents.filter(({ entity }) => entity === null).length,
  };
}
