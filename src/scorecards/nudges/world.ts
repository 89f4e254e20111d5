import type { Outcome } from '../evaluate.ts';
import type { Days, Opening } from './calendar.ts';
import type { Finding, Nudge, NudgeKind, Reason, Snooze } from './nudge.ts';

/** A finding that somebody may have to be told of, with how its check stands now. */
export type Target = {
  finding: Finding;
  /** Ref of who is told: the owner of the entity. Null where nobody owns it. */
  recipient: string | null;
  outcome: Outcome;
  /** The day (`2026-09-01`) from which the check counts; null where it does already. */
  countsFrom: string | null;
  /** What a running initiative asks for, by its nearest day. */
  due: { day: string; title: string } | null;
  /** The exemption that holds, where there is one. */
  exemption: { id: string; until: Date; decidedAt: Date | null; remindedAt: Date | null } | null;
};

/** Somebody who is told things, as they are at this moment. */
export type Recipient = {
  ref: string;
  name: string;
  /** `#risk`, or the ref of a person; null where nobody knows where to write. */
  place: string | null;
  /** Who reads it there: the members of a team, or the person. */
  people: readonly string[];
  /** A person who has the pager now, and until when; null for a team. */
  onCall: { until: Date | null } | null;
  muted: readonly NudgeKind[];
  opening: Opening;
  days: Days;
};

/** Something that keeps an entity quiet, in a sentence, and until when, where that is known. */
export type Hold = { detail: string; until: Date | null };

/** Everything a plan is made from. The same world is the same plan. */
export type NudgeWorld = {
  now: Date;
  targets: readonly Target[];
  recipients: ReadonlyMap<string, Recipient>;
  /** Messages that are planned or stand, those of the last days, and those that failed. */
  nudges: readonly Nudge[];
  snoozes: readonly Snooze[];
  /** What holds an entity, by its ref. */
  incidents: ReadonlyMap<string, Hold>;
  locks: ReadonlyMap<string, Hold>;
  unhealthy: ReadonlyMap<string, Hold>;
  transfers: ReadonlyMap<string, Hold>;
  /** Exemptions that wait for an approver, by `checkKey`. */
  requests: ReadonlyMap<string, Hold>;
};

/** One check of one entity. */
export function checkKey({
  ref,
  scorecard,
  check,
}: {
  ref: string;
  scorecard: string;
  check: string;
}): string {
  return `${ref} ${scorecard} ${check}`;
}

/** Why somebody is not told, for the delivery log. */
export type Quiet = {
  decision: 'held' | 'suppressed';
  reason: Reason;
  detail: string;
  until: Date | null;
};
