import type { FactValue } from './fact.ts';

/**
 * What a repository that does not exist yet, or was made just now, will have on the scorecards: plain data for the review page, the dry run,
 * the result card, pages and the command line.
 */
export type ProjectedScorecard = {
  /** Of the scorecard. */
  name: string;
  title: string;
  /** The entity it is about. */
  ref: string;
  /** Lowest first. */
  levels: readonly { name: string; title: string; isReached: boolean }[];
  /** The title of the level it reaches; null below the first. */
  level: string | null;
  isTop: boolean;
  /** What stands before the next level; empty at the top. */
  next: { level: string; missing: readonly ProjectedCheck[] } | null;
  passed: number;
  /** Checks that apply and count. */
  of: number;
  checks: readonly ProjectedCheck[];
};

export type ProjectedCheck = {
  id: string;
  title: string;
  /** Title of its level; null for one that only adds to the score. */
  level: string | null;
  outcome: 'pass' | 'fail' | 'unknown' | 'exempt' | 'not-applicable';
  why: string;
  howToFix: string;
  /** Why it is unknown or exempt. */
  reason: string | null;
  evidence: readonly { title: string; value: FactValue | null; source: string }[];
};

/** What is known of a repository in the making. A dry run and a run of the scaffolder fit. */
export type Made = {
  files: ReadonlyMap<string, { bytes: Uint8Array; link?: string }>;
  steps: readonly { id: string; action: string; state: string }[];
  /** By the id of a step: what it was or would be given. */
  inputs: Readonly<Record<string, unknown>>;
};

/**
 * One for each scorecard and each entity of the descriptor that it is about; none where nothing is scored, such as a template without a
 * catalog-info.yaml. Never throws for what the files hold.
 */
export type ProjectScorecards = (made: Made) => Promise<ProjectedScorecard[]>;

/** What review page, dry run, result card and pages ask: the scorecards of what is being made. */
export type ScorecardsOfRuns = {
  ofDryRun: ProjectScorecards;
  /** None where there is no such run, or its files are not kept any more. */
  ofRun: (id: string) => Promise<ProjectedScorecard[]>;
};
