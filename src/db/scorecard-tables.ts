import {
  flag,
  index,
  json,
  primaryKey,
  serial,
  table,
  text,
  timestamp,
  uniqueIndex,
  whole,
} from '#dialect';
import type { ExemptionState, Transfer } from '../scorecards/desk/exemption.ts';
import type { Digest } from '../scorecards/digest/digest.ts';
import type { Outcome } from '../scorecards/evaluate.ts';
import type { RepositoryHealth } from '../scorecards/facts/health.ts';
import type { FixState } from '../scorecards/fixes/fix-row.ts';
import type { InitiativeState } from '../scorecards/initiatives/initiative.ts';
import type {
  Decision,
  FindingState,
  Nudge,
  NudgeKind,
  NudgeLine,
  Reason,
} from '../scorecards/nudges/nudge.ts';
import type { Cause, ChangedCheck, Score, ScoreDay } from '../scorecards/results/stored.ts';

/** How a repository is set up and how it is doing, by node id, as far as GitHub tells. */
export const repositoryHealth = table('repository_health', {
  repository: text().primaryKey(),
  /** The last good values: what cannot be read again stays, with its age. */
  health: json().$type<RepositoryHealth>().notNull(),
  /** When each part was read last, by the name of its field: ISO 8601. */
  partsReadAt: json().$type<Record<string, string>>().notNull(),
  readAt: timestamp(),
  /** What GitHub refuses to show, by the name of its field, with the reason. */
  refused: json().$type<Record<string, string>>().notNull(),
  refusedAt: timestamp(),
  /** Why the last read failed as a whole. */
  error: text(),
  attempts: whole().notNull(),
  triedAt: timestamp(),
  /** When a value changed: what rests on it is evaluated again. */
  changedAt: timestamp(),
  hintedAt: timestamp(),
});

/** Facts that other tools posted; one that expired says nothing any more. */
export const postedFacts = table(
  'posted_facts',
  {
    ref: text().notNull(),
    name: text().notNull(),
    value: json().$type<boolean | number | string | readonly string[]>().notNull(),
    /** As it was said, else the name of the token. */
    source: text().notNull(),
    url: text(),
    observedAt: timestamp().notNull(),
    postedAt: timestamp().notNull(),
    postedBy: text().notNull(),
    expiresAt: timestamp(),
  },
  (t) => [primaryKey({ columns: [t.ref, t.name] }), index('posted_facts_posted').on(t.postedAt)],
);

/** Every text a scorecard ever had, so that a movement can be told apart: the rule changed, or the entity did. */
export const scorecardVersions = table(
  'scorecard_versions',
  {
    scorecard: text().notNull(),
    version: text().notNull(),
    text: text().notNull(),
    firstAt: timestamp().notNull(),
  },
  (t) => [primaryKey({ columns: [t.scorecard, t.version] })],
);

export const scoreResults = table(
  'score_results',
  {
    ref: text().notNull(),
    scorecard: text().notNull(),
    owner: text(),
    version: text().notNull(),
    outcomes: json().$type<Record<string, Outcome>>().notNull(),
    reasons: json().$type<Record<string, string>>().notNull(),
    uncounted: json().$type<string[]>().notNull(),
    level: text(),
    possibleLevel: text(),
    /** Weights in thousandths. */
    earned: whole().notNull(),
    possible: whole().notNull(),
    unknown: whole().notNull(),
    since: timestamp().notNull(),
    evaluatedAt: timestamp().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.ref, t.scorecard] }),
    index('score_results_scorecard').on(t.scorecard, t.owner),
  ],
);

export const scoreChanges = table(
  'score_changes',
  {
    id: serial(),
    ref: text().notNull(),
    scorecard: text().notNull(),
    at: timestamp().notNull(),
    cause: text().$type<Cause>().notNull(),
    version: text().notNull(),
    ownerBefore: text(),
    owner: text(),
    before: json().$type<Score>(),
    after: json().$type<Score>(),
    checks: json().$type<ChangedCheck[]>().notNull(),
  },
  (t) => [
    index('score_changes_ref').on(t.ref, t.scorecard, t.at),
    index('score_changes_at').on(t.at),
  ],
);

export const scoreDays = table(
  'score_days',
  {
    day: text().notNull(),
    scorecard: text().notNull(),
    owner: text().notNull(),
    entities: whole().notNull(),
    /** Sum of shares in millionths, so that both databases add alike. */
    shares: whole().notNull(),
    levels: json().$type<ScoreDay['levels']>().notNull(),
    checks: json().$type<ScoreDay['checks']>().notNull(),
  },
  (t) => [primaryKey({ columns: [t.day, t.scorecard, t.owner] })],
);

export const findings = table(
  'findings',
  {
    id: text().primaryKey(),
    ref: text().notNull(),
    scorecard: text().notNull(),
    check: text().notNull(),
    since: timestamp().notNull(),
    causedBy: text(),
    state: text().$type<FindingState>().notNull(),
    settledAt: timestamp(),
    sent: whole().notNull(),
    lastSentAt: timestamp(),
    rung: text(),
    escalatedAt: timestamp(),
  },
  (t) => [
    index('findings_ref').on(t.ref, t.scorecard, t.check),
    index('findings_state').on(t.state),
  ],
);

export const nudges = table(
  'nudges',
  {
    id: text().primaryKey(),
    recipient: text().notNull(),
    place: text().notNull(),
    key: text().notNull().unique(),
    lines: json().$type<NudgeLine[]>().notNull(),
    state: text().$type<Nudge['state']>().notNull(),
    plannedAt: timestamp().notNull(),
    sentAt: timestamp(),
    closedAt: timestamp(),
    channel: text(),
    ts: text(),
    shown: text(),
    problem: text(),
  },
  (t) => [
    index('nudges_state').on(t.state),
    index('nudges_recipient').on(t.recipient, t.plannedAt),
  ],
);

export const nudgeLog = table(
  'nudge_log',
  {
    id: text().primaryKey(),
    finding: text().notNull(),
    ref: text().notNull(),
    scorecard: text().notNull(),
    check: text().notNull(),
    recipient: text(),
    kind: text().$type<NudgeKind>().notNull(),
    rung: text().notNull(),
    decision: text().$type<Decision>().notNull(),
    reason: text().$type<Reason>(),
    detail: text().notNull(),
    nudge: text(),
    firstAt: timestamp().notNull(),
    lastAt: timestamp().notNull(),
    times: whole().notNull(),
    until: timestamp(),
  },
  (t) => [
    index('nudge_log_finding').on(t.finding, t.lastAt),
    index('nudge_log_at').on(t.lastAt),
    index('nudge_log_recipient').on(t.recipient, t.lastAt),
  ],
);

export const snoozes = table(
  'snoozes',
  {
    id: text().primaryKey(),
    recipient: text().notNull(),
    ref: text(),
    scorecard: text(),
    check: text(),
    by: text().notNull(),
    reason: text(),
    since: timestamp().notNull(),
    until: timestamp().notNull(),
    endedAt: timestamp(),
    endedBy: text(),
  },
  (t) => [index('snoozes_recipient').on(t.recipient, t.until)],
);

export const preferences = table('nudge_preferences', {
  who: text().primaryKey(),
  muted: json().$type<NudgeKind[]>().notNull(),
  place: text(),
  zone: text(),
  opensAt: whole(),
  closesAt: whole(),
  country: text(),
  away: json().$type<{ since: string; until: string }[]>().notNull(),
  wantsDigest: flag().notNull(),
  changedAt: timestamp().notNull(),
  changedBy: text().notNull(),
});

export const exemptions = table(
  'exemptions',
  {
    id: text().primaryKey(),
    ref: text().notNull(),
    scorecard: text().notNull(),
    check: text().notNull(),
    reason: text().notNull(),
    askedBy: text().notNull(),
    askedAt: timestamp().notNull(),
    until: timestamp().notNull(),
    approvers: json().$type<string[]>().notNull(),
    state: text().$type<ExemptionState>().notNull(),
    decidedBy: text(),
    decidedAt: timestamp(),
    decision: text(),
    remindedAt: timestamp(),
  },
  (t) => [
    index('exemptions_ref').on(t.ref, t.scorecard, t.check),
    index('exemptions_state').on(t.state, t.until),
  ],
);

export const transfers = table(
  'transfers',
  {
    id: text().primaryKey(),
    ref: text().notNull(),
    from: text(),
    to: text(),
    reason: text().notNull(),
    askedBy: text().notNull(),
    askedAt: timestamp().notNull(),
    state: text().$type<Transfer['state']>().notNull(),
    decidedBy: text(),
    decidedAt: timestamp(),
    decision: text(),
    correction: text(),
  },
  (t) => [index('transfers_ref').on(t.ref, t.state)],
);

export const fixes = table(
  'fixes',
  {
    id: text().primaryKey(),
    ref: text().notNull(),
    scorecard: text().notNull(),
    check: text().notNull(),
    state: text().$type<FixState>().notNull(),
    repository: text().notNull(),
    path: text().notNull(),
    branch: text().notNull(),
    number: whole(),
    url: text(),
    askedBy: text().notNull(),
    askedAt: timestamp().notNull(),
    openedAt: timestamp(),
    settledAt: timestamp(),
    settledBy: text(),
    problem: text(),
    nextStep: text(),
    attempts: whole().notNull(),
    dueAt: timestamp().notNull(),
  },
  (t) => [
    index('fixes_check').on(t.ref, t.scorecard, t.check),
    index('fixes_due').on(t.state, t.dueAt),
  ],
);

export const initiatives = table('initiatives', {
  name: text().primaryKey(),
  firstSeenAt: timestamp().notNull(),
  endedAt: timestamp(),
  endedAs: text().$type<NonNullable<InitiativeState['endedAs']>>(),
  endedBy: text(),
});

export const initiativeDays = table(
  'initiative_days',
  {
    name: text().notNull(),
    day: text().notNull(),
    owner: text().notNull(),
    done: whole().notNull(),
    exempt: whole().notNull(),
    unknown: whole().notNull(),
    total: whole().notNull(),
  },
  (t) => [primaryKey({ columns: [t.name, t.day, t.owner] })],
);

/** Where digests go and when; the first one waits as a preview until somebody lets it go. */
export const digestSchedules = table(
  'digest_schedules',
  {
    id: text().primaryKey(),
    /** `*` for the lead, else the ref of a team. */
    audience: text().notNull(),
    place: text().notNull(),
    /** As "0 9 * * 1". */
    cron: text().notNull(),
    zone: text().notNull(),
    by: text().notNull(),
    createdAt: timestamp().notNull(),
    approvedAt: timestamp(),
    approvedBy: text(),
    nextAt: timestamp().notNull(),
    lastAt: timestamp(),
    lastError: text(),
    endedAt: timestamp(),
    endedBy: text(),
  },
  (t) => [uniqueIndex('digest_schedules_place').on(t.audience, t.place)],
);

export const digests = table(
  'digests',
  {
    id: text().primaryKey(),
    schedule: text(),
    audience: text().notNull(),
    digest: json().$type<Digest>().notNull(),
    /** `preview` waits for somebody to let it go; `due` waits for Slack; `dropped` was not wanted. */
    state: text().$type<'preview' | 'due' | 'sent' | 'dropped' | 'failed'>().notNull(),
    place: text(),
    madeAt: timestamp().notNull(),
    sentAt: timestamp(),
    channel: text(),
    ts: text(),
    problem: text(),
  },
  (t) => [index('digests_audience').on(t.audience, t.madeAt), index('digests_state').on(t.state)],
);

/** The last run of each job. */
export const jobRuns = table('job_runs', {
  name: text().primaryKey(),
  startedAt: timestamp().notNull(),
  endedAt: timestamp(),
  /** Why it failed; null where it did not. */
  error: text(),
});
