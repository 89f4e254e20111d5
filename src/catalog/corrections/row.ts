/** Who asked for a correction, as far as the catalog knows. */
export type Asker = {
  /** Ref of the User entity. */
  ref: string | null;
  name: string;
  /** GitHub login. */
  login: string | null;
};

/** `failed`: it cannot be done so; `unneeded`: the file said so already. */
export type CorrectionState = 'asked' | 'opened' | 'merged' | 'closed' | 'failed' | 'unneeded';

/** What somebody who owns it says to a correction: right, or to be kept as it is. */
export type Verdict = { says: 'right' | 'keep'; ref: string; name: string };
