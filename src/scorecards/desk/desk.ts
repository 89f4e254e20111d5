import type { CheckKey } from '../fixes/fixes.ts';
import type { Preferences, Snooze, SnoozeScope } from '../nudges/nudge.ts';

/** Who acts: an entity of the catalog, or a program with a token. */
export type By = {
  /** Ref of a User; of a program the name of its token. */
  ref: string;
  name: string;
  /** A program that may write: whoever gave it its token said so, and no team is asked. */
  isTrusted?: boolean;
  /** Whoever calls leaves the line in the audit, as deeds do. */
  isAudited?: boolean;
};

/** What came of it, in a sentence for whoever acted. Nothing changed where it was refused. */
export type DeskOutcome =
  /** `id`: of the snooze, exemption or transfer it is about; of preferences the ref of whose they are. */
  | { kind: 'done'; text: string; id: string }
  /** `isForbidden`: this person may not; else nobody could. */
  | { kind: 'refused'; reason: string; nextStep: string; isForbidden?: boolean };

/** A finding that a snooze would keep quiet. */
export type Hidden = CheckKey & {
  finding: string;
  /** Of the check; its id where the check is not there any more. */
  title: string;
  since: Date;
};

/** Who decides about an exemption. */
export type Approvers = {
  /** Refs of teams and people; empty where nobody can. */
  refs: readonly string[];
  /** Why it is them: `owner of the check`. */
  because: 'check' | 'scorecard' | 'admins';
};

export type ExemptionRequest = CheckKey & {
  reason: string;
  /** The last moment of it. */
  until: Date;
};

export type PreferencesChange = { who: string } & Partial<
  Omit<Preferences, 'who' | 'changedAt' | 'changedBy'>
>;

/**
 * What people decide about findings, wherever they press or call. Rights are looked up each time, every deed and every refusal leaves a
 * line in the audit, and the same press twice ends the same. What stands now is read from the stores beside this file.
 */
export type StandardsDesk = {
  /** `id` is the snooze's own: the same press twice is one snooze. For members of the recipient. */
  snooze: (
    asked: SnoozeScope & { id?: string; recipient: string; until: Date; reason: string | null },
    by: By,
  ) => Promise<DeskOutcome>;
  endSnooze: (id: string, by: By) => Promise<DeskOutcome>;
  /** Open findings that such a snooze would keep quiet, oldest first. */
  hiddenBy: (scope: SnoozeScope & { recipient: string }) => Promise<Hidden[]>;
  /** Snoozes of a recipient that hold now. */
  snoozesOf: (recipient: string) => Promise<Snooze[]>;
  /** Who would decide, to be said before somebody asks. */
  approversOf: (check: Pick<CheckKey, 'scorecard' | 'check'>) => Promise<Approvers>;
  /** Waits for an approver; for members of the team that owns the entity. Also asks for more time for one that holds. */
  requestExemption: (asked: ExemptionRequest, by: By) => Promise<DeskOutcome>;
  /** For approvers and platform admins, and never for who asked. A denial needs a reason. */
  decideExemption: (
    decision: { id: string; isApproved: boolean; reason: string | null },
    by: By,
  ) => Promise<DeskOutcome>;
  /** Takes back a request that waits (who asked, the owner), or ends one that holds (the same, and approvers). */
  revokeExemption: (asked: { id: string; reason: string | null }, by: By) => Promise<DeskOutcome>;
  /** "Not ours". `to` null: the platform admins find somebody. For members of the team that owns it. */
  startTransfer: (
    asked: { ref: string; to: string | null; reason: string },
    by: By,
  ) => Promise<DeskOutcome>;
  /** Names another receiver, who is asked anew. For platform admins and who asked. */
  assignTransfer: (asked: { id: string; to: string }, by: By) => Promise<DeskOutcome>;
  /** For members of the receiver. Accepting proposes the new owner in the descriptor. */
  decideTransfer: (
    decision: { id: string; isAccepted: boolean; reason: string | null },
    by: By,
  ) => Promise<DeskOutcome>;
  withdrawTransfer: (id: string, by: By) => Promise<DeskOutcome>;
  /** What is left out stays. For oneself, and for members of the team. */
  setPreferences: (change: PreferencesChange, by: By) => Promise<DeskOutcome>;
  /** As they were said; what nobody said is null, empty or false. */
  preferencesOf: (who: string) => Promise<Preferences>;
  /** Ends what has run out, and proposes what was accepted: a crash may have come between. Ends the same however often it runs. */
  settle: () => Promise<void>;
};
