import type { EvidenceItem, Outcome } from '../evaluate.ts';

/** Weights of what passed and of what counts; `unknown` is in neither. The share of a score is `earned / possible`. */
export type Score = { level: string | null; earned: number; possible: number; unknown: number };

/** Where an entity stands on a scorecard, as it was evaluated last: one row each. Evidence is gathered anew when somebody looks. */
export type StoredResult = Score & {
  ref: string;
  scorecard: string;
  /** Whose it was then: the ref of its first owner. */
  owner: string | null;
  /** Of the scorecard: `scorecardVersion`. */
  version: string;
  /** By the id of a check. */
  outcomes: Readonly<Record<string, Outcome>>;
  /** Why a check is unknown or exempt. */
  reasons: Readonly<Record<string, string>>;
  /** Checks that are announced and do not count yet. */
  uncounted: readonly string[];
  /** The highest level it may have, should all that is unknown turn out well. */
  possibleLevel: string | null;
  /** Since when it stands so. */
  since: Date;
  evaluatedAt: Date;
};

/**
 * Why a score moved, each movement for one reason: the entity changed, a rule did (also by taking effect), an exemption was granted or ended,
 * data could not be read or can be read again, the entity came, went, or changed hands.
 */
export const CAUSES = [
  'service',
  'rule',
  'exemption',
  'data',
  'added',
  'removed',
  'moved',
] as const;
export type Cause = (typeof CAUSES)[number];

/** Evidence as it is kept: values as JSON, times as ISO 8601. */
export type StoredEvidence = Omit<EvidenceItem, 'value' | 'observedAt'> & {
  value: boolean | number | string | readonly string[] | null;
  observedAt: string | null;
};

/** `from` and `to` are null where the check was not there, or nothing was scored. */
export type ChangedCheck = {
  check: string;
  title: string;
  from: Outcome | null;
  to: Outcome | null;
  reason: string | null;
  evidence: readonly StoredEvidence[];
};

/**
 * One step of a score, for one cause. The steps of one entity and scorecard follow each other without a gap: `before` is the `after` of
 * the step before, so parts of a movement sum exactly.
 */
export type StoredChange = {
  /** Rising in the order in which they happened. */
  id: number;
  ref: string;
  scorecard: string;
  at: Date;
  cause: Cause;
  version: string;
  /** Whose it was before and after. */
  ownerBefore: string | null;
  owner: string | null;
  /** Null before it was scored, and after. */
  before: Score | null;
  after: Score | null;
  checks: readonly ChangedCheck[];
};

/** How a team stood on a scorecard at the end of a day; `owner` is `*` for everybody, and empty for what has none. */
export type ScoreDay = {
  /** `2026-06-15`, UTC. */
  day: string;
  scorecard: string;
  owner: string;
  /** Entities that are scored. */
  entities: number;
  /** Sum of their shares, of 1 each. */
  shares: number;
  /** How many have each level by its name; empty for those below the first. */
  levels: Readonly<Record<string, number>>;
  /** Of each check by its id: how many pass, fail, are unknown, exempt. */
  checks: Readonly<Record<string, { pass: number; fail: number; unknown: number; exempt: number }>>;
};
