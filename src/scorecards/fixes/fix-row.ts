/** As those of a correction: `unneeded` says that the file is so already. */
export type FixState = 'asked' | 'opened' | 'merged' | 'closed' | 'failed' | 'unneeded';

/** A pull request that makes a check pass, from the press of a button to the merge. */
export type FixRow = {
  /** Hash of entity, check and turn; the branch is named after it, so that one fix is one pull request. */
  id: string;
  ref: string;
  scorecard: string;
  check: string;
  state: FixState;
  /** `owner/name`, and the file in it. */
  repository: string;
  path: string;
  branch: string;
  number: number | null;
  url: string | null;
  askedBy: string;
  askedAt: Date;
  openedAt: Date | null;
  settledAt: Date | null;
  /** Who merged or closed it, by login. */
  settledBy: string | null;
  /** Why it could not be done or why it waits, and what to do then. */
  problem: string | null;
  nextStep: string | null;
  attempts: number;
  dueAt: Date;
};
