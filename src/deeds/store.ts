import { and, eq, gt, inArray, lte, or } from 'drizzle-orm';
import type { Db } from '#dialect';
import { proposals } from '../db/schema.ts';
import type { Deed } from '../questions/deed.ts';
import type { Presser } from './doing.ts';
import type { Proposal, ProposalCard, ProposalState } from './proposal.ts';

/** A deed under way for so long was cut off: whoever presses next may try it again. */
const CUT_OFF_MS = 2 * 60_000;

export async function addProposal(db: Db, proposal: Proposal): Promise<void> {
  await db.insert(proposals).values(proposal);
}

export async function proposalById(db: Db, id: string): Promise<Proposal | null> {
  const rows = await db.select().from(proposals).where(eq(proposals.id, id));
  return rows[0] ?? null;
}

/** Takes the deed for one person. The database decides: of all presses, on all replicas, one is told true. */
export async function claimProposal(
  db: Db,
  { id, attempts }: Pick<Proposal, 'id' | 'attempts'>,
  by: Presser,
  now: Date,
): Promise<boolean> {
  const cutOff = new Date(now.getTime() - CUT_OFF_MS);
  const isFree = or(
    inArray(proposals.state, ['open', 'failed']),
    and(eq(proposals.state, 'doing'), lte(proposals.pressedAt, cutOff)),
  );
  const claimed = await db
    .update(proposals)
    .set({
      state: 'doing',
      pressedBy: by.ref,
      pressedBySlack: by.slackId,
      pressedAt: now,
      outcome: null,
      attempts: attempts + 1,
    })
    .where(
      and(
        eq(proposals.id, id),
        eq(proposals.attempts, attempts),
        gt(proposals.expiresAt, now),
        isFree,
      ),
    )
    .returning();
  return claimed.length > 0;
}

/** What became of a deed that was claimed with so many `attempts`. */
export async function endAttempt(
  db: Db,
  { id, attempts }: Pick<Proposal, 'id' | 'attempts'>,
  { state, outcome }: { state: ProposalState; outcome: string },
): Promise<void> {
  await db
    .update(proposals)
    .set({ state, outcome })
    .where(and(eq(proposals.id, id), eq(proposals.attempts, attempts)));
}

/** Ends a deed that nobody has begun; false when somebody has. */
export async function closeProposal(
  db: Db,
  id: string,
  state: 'dismissed' | 'expired',
  by: Presser | null,
  now: Date,
): Promise<boolean> {
  const closed = await db
    .update(proposals)
    .set({
      state,
      ...(by && { pressedBy: by.ref, pressedBySlack: by.slackId, pressedAt: now }),
    })
    .where(and(eq(proposals.id, id), inArray(proposals.state, ['open', 'failed'])))
    .returning();
  return closed.length > 0;
}

/** Other words for a deed that nobody has begun; false when somebody has. */
export async function rewordProposal(
  db: Db,
  id: string,
  { deed, card }: { deed: Deed; card: ProposalCard },
): Promise<boolean> {
  const changed = await db
    .update(proposals)
    .set({ deed, card })
    .where(and(eq(proposals.id, id), inArray(proposals.state, ['open', 'failed'])))
    .returning();
  return changed.length > 0;
}

/** Forgets what was proposed a quarter ago; what was done stays in the audit. */
export async function forgetProposals(db: Db, now: Date): Promise<void> {
  await db
    .delete(proposals)
    .where(lte(proposals.createdAt, new Date(now.getTime() - 90 * 24 * 60 * 60_000)));
}
