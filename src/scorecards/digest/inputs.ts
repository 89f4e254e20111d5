import type { Exemption, Transfer } from '../desk/exemption.ts';
import type { Finding, LogLine, Nudge } from '../nudges/nudge.ts';
import type { Digest } from './digest.ts';
import type { Moved } from './movement.ts';

/** Everything a digest is made of, for one audience already. */
export type DigestInputs = {
  audience: string;
  since: Date;
  until: Date;
  /** Each scorecard with what moved it: `movementOf`. */
  moved: readonly Moved[];
  /** Open ones, and those of which somebody was told lately. */
  findings: readonly Finding[];
  /** Title of a check by its scorecard and id; null where it is not there any more. */
  checkTitle: (scorecard: string, check: string) => string | null;
  /** Lines of the delivery log, of the last six weeks. */
  log: readonly LogLine[];
  /** Messages of the period. */
  nudges: readonly Pick<Nudge, 'recipient' | 'state' | 'sentAt' | 'plannedAt' | 'problem'>[];
  /** Questions nobody answered in the period, the one asked most first. */
  unanswered: readonly { text: string; times: number }[];
  health: Digest['health'];
  initiatives: Digest['initiatives'];
  exemptions: readonly Exemption[];
  /** Handed over and not accepted yet. */
  transfers: readonly Transfer[];
  /** Sentences. */
  gaps: readonly string[];
};
