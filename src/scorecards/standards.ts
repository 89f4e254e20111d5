import { type Digest, emptyDigest } from './digest/digest.ts';
import type { Result } from './evaluate.ts';
import { FACTS } from './facts/table.ts';
import type { Initiative } from './initiatives/initiative.ts';
import type { LoadedLibrary } from './library.ts';
import type { RunSummary } from './run/run.ts';
import type { Scorecard } from './scorecard.ts';
import type { Simulate } from './simulate/run-trial.ts';
import { createTrial } from './simulate/simulate.ts';

/**
 * What questions, pages and Slack ask of the rules themselves; what was measured by them is in the database (`results/read.ts`,
 * `nudges/`, `desk/`).
 */
export type Standards = {
  /** Those that ship and those of the organisation, as they are now. */
  scorecards: () => Promise<readonly Scorecard[]>;
  initiatives: () => Promise<readonly Initiative[]>;
  /** Both, with the facts that rules may ask for and what is wrong with the files. */
  loaded: () => Promise<LoadedLibrary>;
  /** Looks at the files of the organisation at once. */
  refresh: () => Promise<void>;
  /** An entity judged now, with evidence and its exemptions; none where no scorecard is about it. */
  judge: (ref: string) => Promise<Result[]>;
  /** What moved and why, for the lead (`*`) or a team; without `since`, in the week before `until`. */
  digest: (audience: string, until: Date, since?: Date) => Promise<Digest>;
  /** Evaluates what changed since the last time, and keeps it: results, steps of scores, days. */
  run: () => Promise<RunSummary>;
  /** What publishing this scorecard would do, to whom; `simulate/propose.ts` makes one of a "what if". */
  simulate: Simulate;
};

/** Where nothing is scored. */
export const NO_STANDARDS: Standards = {
  scorecards: async () => [],
  initiatives: async () => [],
  loaded: async () => ({ scorecards: [], initiatives: [], table: FACTS, problems: [] }),
  refresh: async () => {},
  judge: async () => [],
  digest: async (audience, until, since = until) => emptyDigest(audience, since, until),
  run: async () => ({ isWhole: false, evaluated: 0, changed: 0, steps: 0 }),
  simulate: async (proposed) =>
    createTrial({ proposed, current: null, now: new Date(0), table: FACTS }).end(),
};
