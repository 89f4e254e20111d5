import { chunks } from '../../catalog/chunks.ts';
import { activeExemptions } from '../desk/exemption-store.ts';
import { everything } from '../run/due.ts';
import type { RunParts } from '../run/run.ts';
import { archivedRefs } from '../run/touched.ts';
import type { Scorecard } from '../scorecard.ts';
import { createTrial, type Simulation } from './simulate.ts';

export type Simulate = (proposed: Scorecard) => Promise<Simulation>;

const SLICE = 200;

/** Tries a scorecard on everything in the catalog, by the facts as they are, and writes nothing. */
export function createSimulate({ db, index, rules, gather, now: clock }: RunParts): Simulate {
  return async (proposed) => {
    const now = clock();
    const view = await index.current();
    const { scorecards, table } = await rules();
    const excused = await activeExemptions(db, now);
    const current = scorecards.find(({ name }) => name === proposed.name) ?? null;
    const trial = createTrial({ proposed, current, now, table });
    const archived = await archivedRefs(db);
    const scored = (await everything(db, view)).filter((ref) => !archived.has(ref));
    for (const refs of chunks(scored, SLICE)) {
      for (const [ref, subject] of await gather(db, { refs, view, now, table })) {
        const owner = view.out(ref, 'ownedBy')[0] ?? null;
        trial.try({ ref, owner, subject, exemptions: excused.of(ref, proposed.name) });
      }
      await new Promise(setImmediate);
    }
    return trial.end();
  };
}
