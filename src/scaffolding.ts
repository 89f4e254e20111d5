import type { Core } from './core.ts';
import type { Scaffolding } from './questions/scaffolding/scaffolding.ts';
import { ACTIONS } from './scaffolder/actions/table.ts';
import { prefill } from './scaffolder/form/prefill.ts';
import { createForms } from './scaffolder/forms.ts';
import { createLibrary, summaryOf } from './scaffolder/library.ts';
import { reportsOf } from './scaffolder/runs/report.ts';
import { runsBy } from './scaffolder/runs/store.ts';
import { UNUSED, usesOf } from './scaffolder/runs/uses.ts';

/** What questions read of templates and runs where nothing runs them: on the command line, and in exams of questions. */
export function readScaffolding(
  { db, index, queries }: Pick<Core, 'db' | 'index' | 'queries'>,
  shipped: string | null,
): Scaffolding {
  const library = createLibrary({ db, index, actions: ACTIONS, shipped });
  const forms = createForms({ db, index, queries });
  return {
    async templates() {
      const [all, uses] = [await library.all(), await usesOf(db)];
      return all.map(summaryOf).map((one) => ({ ...one, ...(uses.get(one.ref) ?? UNUSED) }));
    },
    runs: async (filter) => reportsOf(db, await runsBy(db, filter)),
    async prefill(ref, said) {
      const found = await library.get(ref);
      return found ? prefill(await forms.form(found.template, {}, null), said) : {};
    },
  };
}
