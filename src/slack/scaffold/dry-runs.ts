import { draftById } from '../../scaffolder/draft-store.ts';
import type { DryRun } from '../../scaffolder/scaffolder.ts';
import type { ProjectedScorecard } from '../../scorecards/projected.ts';
import { pruned } from './form-state.ts';
import type { ScaffoldWorld } from './parts.ts';

const KEPT = 20;

export type DriedDraft = {
  run: DryRun;
  template: string;
  scorecards: readonly ProjectedScorecard[];
};

/**
 * Dry runs of drafts. The last ones are kept, so that looking at one file after the other does not run it each time; one that is gone,
 * also because another replica is asked, is run again and comes out the same.
 */
export function createDryRuns({
  db,
  scaffolder,
  scorecards,
}: Pick<ScaffoldWorld, 'db' | 'scaffolder' | 'scorecards'>) {
  const kept = new Map<string, DriedDraft>();

  /** Runs it anew. Null where the form is not known any more. */
  async function run(id: string): Promise<DriedDraft | null> {
    const draft = await draftById(db, id);
    const loaded = draft && (await scaffolder.template(draft.template));
    if (!draft || !loaded) return null;
    const { template, by } = draft;
    const formOf = (values: typeof draft.values) => scaffolder.form({ template, values, by });
    const values = await pruned(formOf, draft.values);
    const dryRun = await scaffolder.dryRun({ template, values, secrets: {}, by });
    const dried = {
      run: dryRun,
      template: loaded.template.title,
      scorecards: (await scorecards?.ofDryRun(dryRun)) ?? [],
    };
    kept.delete(id);
    kept.set(id, dried);
    for (const old of [...kept.keys()].slice(0, -KEPT)) kept.delete(old);
    return dried;
  }

  return { run, last: async (id: string) => kept.get(id) ?? (await run(id)) };
}
