import type { Db } from '#dialect';
import { type Changes, isEmpty } from './changes.ts';
import { catalogRevision } from './gather.ts';
import { statementsFor } from './write.ts';

/** What to make different, from the catalog as it was at `revision`. */
export type Planned = { changes: Changes; revision: number };

/**
 * Makes a plan and writes it as the next revision of the catalog; where another run was quicker, plans again from what it wrote.
 * Returns what was written, with the revision of the catalog afterwards; nothing is written where nothing is different.
 */
export async function commit(
  db: Db,
  now: () => Date,
  plan: (at: Date) => Promise<Planned>,
): Promise<Planned> {
  for (let attempt = 1; ; attempt++) {
    const at = now();
    const planned = await plan(at);
    if (isEmpty(planned.changes)) return planned;
    const { changes } = planned;
    const revision = planned.revision + 1;
    try {
      await db.atomically((tx) => statementsFor(db, tx, { changes, revision, now: at }));
      return { changes, revision };
    } catch (error) {
      // Another run took this revision: what it wrote has to be part of the plan. Everything else is a real failure.
      const isOutrun = (await catalogRevision(db)) >= revision;
      if (!isOutrun || attempt === MOST_ATTEMPTS) throw error;
    }
  }
}

/** Replicas apply one source at a time under leases; meeting this often is not chance any more. */
const MOST_ATTEMPTS = 10;
