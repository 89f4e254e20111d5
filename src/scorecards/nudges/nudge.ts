/** What people can mute, and why they are written to. */
export const NUDGE_KINDS = ['failing', 'due', 'announcement', 'exemption'] as const;
/**
 * `failing`: a check that passed fails. `due`: a rung before the day something is due. `announcement`: a rule will count from a day on that
 * this would fail. `exemption`: one ends soon.
 */
export type NudgeKind = (typeof NUDGE_KINDS)[number];

/** One failing check of one entity, from the day it began to fail to the day it is settled. It keeps its message for that long. */
export type Finding = {
  /** `findingId`. */
  id: string;
  ref: string;
  scorecard: string;
  check: string;
  /** Since when it fails. */
  since: Date;
  /** Who caused it, as far as that is known: nobody is told of what they did themselves. */
  causedBy: string | null;
  state: FindingState;
  settledAt: Date | null;
  /** Messages so far about it, and the last of them. A held one is none. */
  sent: number;
  lastSentAt: Date | null;
  /**
   * The rung it was told on last (`announced`, `transition`, `30`, `14`, `7`, `1`, `0`, `late:2`), or `first`: it failed from the first look
   * on, which is no transition. Null while nothing was said of a transition.
   */
  rung: string | null;
  /** When it was told to the lead in place of the owner: where messages changed nothing, or nobody can be told. */
  escalatedAt: Date | null;
};
/** `fixed`: it passes. `exempt`: it is excused. `gone`: the entity, the check or the rule is not there any more. */
export type FindingState = 'open' | 'fixed' | 'exempt' | 'gone';

/** Why one is told of a finding in a message. `due`: the day something ends or counts (`2026-06-30`), where there is one. */
export type NudgeLine = { finding: string; kind: NudgeKind; rung: string; due: string | null };

/** One message to one recipient, kept for the life of its findings. */
export type Nudge = {
  id: string;
  /** Ref of a team, or of a person where no team owns it. */
  recipient: string;
  /** `#risk`, Slack's id of a channel, or the ref of a person. */
  place: string;
  /** Recipient and period: one message each. */
  key: string;
  lines: readonly NudgeLine[];
  /** `planned` waits for Slack; `sent` is kept up to date; `closed` has nothing open left; `failed` could not be delivered, ever. */
  state: 'planned' | 'sent' | 'closed' | 'failed';
  plannedAt: Date;
  sentAt: Date | null;
  closedAt: Date | null;
  /** Where it stands in Slack. */
  channel: string | null;
  ts: string | null;
  /** Hash of what it shows. */
  shown: string | null;
  /** Why it could not be delivered. */
  problem: string | null;
};

/** What became of telling somebody about a finding. */
export const DECISIONS = ['planned', 'sent', 'held', 'suppressed', 'failed', 'closed'] as const;
/** `held` is tried again by itself; `suppressed` is not, until something changes. */
export type Decision = (typeof DECISIONS)[number];

export const REASONS = [
  'outside-working-hours',
  'holiday',
  'away',
  'open-incident',
  'on-call',
  'freeze',
  'collector-unhealthy',
  'exemption-pending',
  'transfer-pending',
  'gap',
  'period-used',
  'snoozed',
  'muted',
  'cap-reached',
  'own-action',
  'no-transition',
  'not-effective',
  'no-owner',
  'no-place',
  'undeliverable',
] as const;
export type Reason = (typeof REASONS)[number];

/** A line of the delivery log. The same decision about the same finding in a row is one line with a count. */
export type LogLine = {
  id: string;
  finding: string;
  ref: string;
  scorecard: string;
  check: string;
  recipient: string | null;
  kind: NudgeKind;
  rung: string;
  decision: Decision;
  /** Null for what was sent, planned or closed. */
  reason: Reason | null;
  /** The same in a sentence, for people. */
  detail: string;
  nudge: string | null;
  firstAt: Date;
  lastAt: Date;
  times: number;
  /** When it is tried again, where that is known. */
  until: Date | null;
};

/** What a snooze hides: everything of a recipient, of an entity, of a check, or one check of one entity. Null is any. */
export type SnoozeScope = { ref: string | null; scorecard: string | null; check: string | null };
export type Snooze = SnoozeScope & {
  id: string;
  recipient: string;
  by: string;
  reason: string | null;
  since: Date;
  until: Date;
  endedAt: Date | null;
  endedBy: string | null;
};

/** What a team or a person said about being written to. */
export type Preferences = {
  /** Ref of a Group or User. */
  who: string;
  muted: readonly NudgeKind[];
  /** Another channel than the catalog names. */
  place: string | null;
  /** IANA name; null: where the catalog says they are at home. */
  zone: string | null;
  /** Hours of the day, `9` to `17`; null: those of everybody. */
  opensAt: number | null;
  closesAt: number | null;
  /** Two letters: whose holidays they keep; null: by their zone. */
  country: string | null;
  /** Days on which they are away: `2026-07-01`, both included. */
  away: readonly { since: string; until: string }[];
  /** A team that wants its own weekly digest. */
  wantsDigest: boolean;
  changedAt: Date;
  changedBy: string;
};
