import type { Db } from '#dialect';
import type { Changes } from './changes.ts';
import { commit } from './commit.ts';
import type { ForeignKinds } from './foreign-kinds.ts';
import { type FoundSource, readSnapshot } from './found.ts';
import { gatherStored } from './gather.ts';
import { planSync } from './plan.ts';
import type { SourceSnapshot } from './snapshot.ts';

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
  const { changes, revision } = await commit(db, now, async (at) => {
    const stored = await gatherStored(db, found, removed);
    return { changes: planSync(stored, { found, removed, now: at }), revision: stored.revision };
  });
  return summarize(changes, found, revision);
}

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
