import type { Values } from '../../scaffolder/form/form.ts';
import type { Said } from '../../scaffolder/form/prefill.ts';
import type { RunReport } from '../../scaffolder/runs/run.ts';
import type { RunFilter, TemplateSummary } from '../../scaffolder/scaffolder.ts';

/** What questions read of the scaffolder. */
export type Scaffolding = {
  templates: () => Promise<readonly TemplateSummary[]>;
  runs: (filter: RunFilter) => Promise<readonly RunReport[]>;
  /** What was said, where the form of the template asks for it. */
  prefill: (template: string, said: Said) => Promise<Values>;
};

/** Where nothing is scaffolded. */
export const NO_SCAFFOLDING: Scaffolding = {
  templates: async () => [],
  runs: async () => [],
  prefill: async () => ({}),
};
