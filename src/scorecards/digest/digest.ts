import type { Cause } from '../results/stored.ts';

/** A share of 1, where something could be measured; null where nothing could. */
export type Share = number | null;

/** How a scorecard moved over the period. Points are hundredths of the share; `parts` sum to `movement` exactly, as they are shown. */
export type Movement = {
  scorecard: string;
  title: string;
  entities: number;
  before: Share;
  after: Share;
  /** `after - before` in points, of both as they are shown, in tenths. */
  movement: number | null;
  parts: readonly { cause: Cause; points: number; refs: readonly string[]; what: string }[];
  levels: readonly { name: string; title: string; before: number; after: number }[];
  /** Shares at the ends of the last weeks, oldest first, for a chart. */
  weeks: readonly { day: string; share: Share }[];
};

export type Ranked = { ref: string; before: number; after: number; entities: number };
export type Stuck = { ref: string; scorecard: string; check: string; title: string; since: string };

/** What a platform lead or a team reads on a Monday: plain data, drawn by Slack, pages and the command line. */
export type Digest = {
  /** `*` for the lead, else the ref of a team. */
  audience: string;
  /** ISO 8601; the period ends where the next one begins. */
  since: string;
  until: string;
  movements: readonly Movement[];
  /** Teams by how far they came by what they changed themselves, of those with at least `smallest` entities, each measured by what it has. */
  improved: readonly Ranked[];
  smallest: number;
  /** Fails the longest, or was told the most without a change. */
  stuck: readonly Stuck[];
  /** Findings whose last message was sent without a change: told here once, then never again. */
  silent: readonly Stuck[];
  nudges: {
    sent: number;
    findings: number;
    /** Of the findings told first in the four weeks that ended 14 days before `until`: those that passed within 14 days of it. */
    fixedWithin14Days: Share;
    held: number;
    failed: readonly { recipient: string; reason: string }[];
  };
  /** Different questions and names that were asked in the period and not answered; `times` counts all that were asked so far. */
  questions: { unanswered: number; examples: readonly { text: string; times: number }[] };
  health: {
    completeDescriptors: { done: number; of: number };
    fromTemplates: { done: number; of: number };
    withDocs: { done: number; of: number };
  };
  initiatives: readonly {
    name: string;
    title: string;
    due: string;
    done: number;
    total: number;
    exempt: number;
  }[];
  exemptions: readonly { id: string; ref: string; check: string; until: string; state: string }[];
  /** Things nobody answers for while they are handed over. */
  orphans: readonly string[];
  /** What could not be read, so that nobody takes silence for health. */
  gaps: readonly string[];
};

/** A digest of nothing. */
export function emptyDigest(audience: string, since: Date, until: Date): Digest {
  const none = { done: 0, of: 0 };
  return {
    audience,
    since: since.toISOString(),
    until: until.toISOString(),
    movements: [],
    improved: [],
    smallest: 0,
    stuck: [],
    silent: [],
    nudges: { sent: 0, findings: 0, fixedWithin14Days: null, held: 0, failed: [] },
    questions: { unanswered: 0, examples: [] },
    health: { completeDescriptors: none, fromTemplates: none, withDocs: none },
    initiatives: [],
    exemptions: [],
    orphans: [],
    gaps: [],
  };
}
