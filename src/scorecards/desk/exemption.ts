/** `ended`: its day came. `revoked`: somebody ended it before. */
export type ExemptionState = 'pending' | 'approved' | 'denied' | 'withdrawn' | 'revoked' | 'ended';

/** An entity is excused from a check until a day. Shown as exempt, never as passed. */
export type Exemption = {
  /** `EX-31`. */
  id: string;
  ref: string;
  scorecard: string;
  check: string;
  reason: string;
  askedBy: string;
  askedAt: Date;
  /** The last moment of it. */
  until: Date;
  /** Refs of who may decide: the owner of the check, of the scorecard, or the platform admins. */
  approvers: readonly string[];
  state: ExemptionState;
  decidedBy: string | null;
  decidedAt: Date | null;
  /** What they said to it. */
  decision: string | null;
  remindedAt: Date | null;
};

/** "Not ours": until the receiver accepts, nobody is told of what it fails. */
export type Transfer = {
  id: string;
  ref: string;
  from: string | null;
  /** Ref of the team that is to take it; null where nobody was named: the platform lead finds one. */
  to: string | null;
  reason: string;
  askedBy: string;
  askedAt: Date;
  state: 'asked' | 'accepted' | 'declined' | 'withdrawn';
  decidedBy: string | null;
  decidedAt: Date | null;
  decision: string | null;
  /** Id of the correction that changes the owner in the descriptor. */
  correction: string | null;
};
