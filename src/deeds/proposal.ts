import type { View } from '../questions/answer.ts';
import type { Deed } from '../questions/deed.ts';

export type ProposalState = 'open' | 'doing' | 'done' | 'failed' | 'dismissed' | 'expired';

/** What a person reads before pressing. */
export type ProposalCard = Omit<Extract<View, { kind: 'confirm' }>, 'kind' | 'deed'>;

/** A deed that waits for somebody to press its button, and what became of it. */
export type Proposal = {
  id: string;
  deed: Deed;
  card: ProposalCard;
  askedBy: string | null;
  askedBySlack: string | null;
  channel: string | null;
  threadTs: string | null;
  state: ProposalState;
  pressedBy: string | null;
  pressedBySlack: string | null;
  pressedAt: Date | null;
  outcome: string | null;
  attempts: number;
  createdAt: Date;
  expiresAt: Date;
};
