import { and, eq } from 'drizzle-orm';
import { labelIn } from '../../catalog/corrections/label.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { audit } from '../../db/schema.ts';
import { exemptions } from '../../db/scorecard-tables.ts';
import { approversOf } from './approvers.ts';
import type { By, DeskOutcome, StandardsDesk } from './desk.ts';
import type { Exemption, ExemptionState } from './exemption.ts';
import { exemptionById, exemptionsOver } from './exemption-store.ts';
import {
  ASK_THEM,
  auditLine,
  cannot,
  checkOf,
  type DeskParts,
  dayOf,
  nameIn,
  ownersOf,
  refusalOf,
  refuse,
} from './parts.ts';

type Exempting = Pick<StandardsDesk, 'decideExemption' | 'revokeExemption'> & {
  /** Ends those whose day has come. */
  end: () => Promise<void>;
};

/** What becomes of exemptions: somebody agrees or does not, somebody ends them, their day comes. */
export function createExempting(parts: DeskParts): Exempting {
  const { db, index, now, admins } = parts;

  /** Changes the state from what it was, with its line in the audit: both or neither, and of two at once the first. */
  async function move(
    row: Exemption,
    change: { state: ExemptionState; decision: string | null; what: string; step: string },
    by: By,
  ): Promise<Exemption> {
    const { state, decision, what, step } = change;
    const set = { state, decision, decidedBy: by.ref, decidedAt: now() };
    const detail = [`${row.id}, ${row.check} of ${row.scorecard}.`, decision]
      .filter(Boolean)
      .join(' ');
    const id = `exemption:${row.id}:${step}`;
    const line = auditLine(parts, { id, what, target: row.ref, by, detail });
    await db.atomically((tx) => [
      tx
        .update(exemptions)
        .set(set)
        .where(and(eq(exemptions.id, row.id), eq(exemptions.state, row.state))),
      ...(by.isAudited ? [] : [tx.insert(audit).values(line).onConflictDoNothing()]),
    ]);
    return (await exemptionById(db, row.id)) ?? row;
  }

  async function decideExemption(
    decision: { id: string; isApproved: boolean; reason: string | null },
    by: By,
  ): Promise<DeskOutcome> {
    const row = await exemptionById(db, decision.id);
    if (!row) return unknown(decision.id);
    const view = await index.current();
    const { scorecard } = await checkOf(parts, row);
    // Whoever owns the check now may decide as well: people and teams change while it waits.
    const current = approversOf(scorecard, row.check, admins).refs;
    const what = decision.isApproved ? 'exemption approved' : 'exemption denied';
    const deed = { what, target: row.ref, by };
    const reason = refusalOf(view, { by, refs: [...row.approvers, ...current], admins });
    if (reason !== null) return refuse(parts, { ...deed, reason, nextStep: ASK_THEM });
    if (by.ref === row.askedBy)
      return refuse(parts, {
        ...deed,
        reason: 'You asked for it yourself, so somebody else has to decide.',
        nextStep: 'Another member of the approving team may, and so may the platform admins.',
      });
    const words = decision.reason?.trim() || null;
    if (!decision.isApproved && words === null)
      return cannot('A denial needs a reason: who asked will read it.', 'Say why.');
    if (row.state === 'pending' && row.until <= now())
      return cannot(`${row.id} was for the time until ${dayOf(row.until)}.`, 'Ask anew.');
    const state = decision.isApproved ? 'approved' : 'denied';
    const after =
      row.state === 'pending'
        ? await move(row, { state, decision: words, what, step: 'decision' }, by)
        : row;
    const isMine = after.decidedBy === by.ref && after.state === state;
    if (!isMine) return settled(view, after);
    const text = decision.isApproved
      ? `${row.id} is approved: ${labelIn(view, row.ref)} is exempt until ${dayOf(row.until)}.`
      : `${row.id} is denied.`;
    return { kind: 'done', text, id: row.id };
  }

  async function revokeExemption(
    asked: { id: string; reason: string | null },
    by: By,
  ): Promise<DeskOutcome> {
    const row = await exemptionById(db, asked.id);
    if (!row) return unknown(asked.id);
    const view = await index.current();
    const isPending = row.state === 'pending';
    const deed = { what: isPending ? 'exemption withdrawn' : 'exemption ended', by };
    const refs = [...ownersOf(view, row.ref), ...(isPending ? [] : row.approvers)];
    const reason = by.ref === row.askedBy ? null : refusalOf(view, { by, refs, admins });
    if (reason !== null)
      return refuse(parts, { ...deed, target: row.ref, reason, nextStep: ASK_THEM });
    if (!isPending && row.state !== 'approved') return settled(view, row);
    const state = isPending ? 'withdrawn' : 'revoked';
    const words = asked.reason?.trim() || null;
    const step = isPending ? 'decision' : 'end';
    const after = await move(row, { state, decision: words, what: deed.what, step }, by);
    if (after.state !== state || after.decidedBy !== by.ref) return settled(view, after);
    const text = isPending ? `${row.id} is withdrawn.` : `${row.id} has ended: the check counts.`;
    return { kind: 'done', text, id: row.id };
  }

  return {
    decideExemption,
    revokeExemption,
    async end() {
      const clock: By = { ref: 'callboard', name: 'Callboard' };
      for (const row of await exemptionsOver(db, now())) {
        const decision = row.state === 'pending' ? 'Nobody decided before its day.' : row.decision;
        const line = { what: 'exemption ended', target: row.ref, by: clock };
        const detail = `${row.id}: its day came.`;
        await db.atomically((tx) => [
          tx
            .update(exemptions)
            .set({ state: 'ended', decision })
            .where(and(eq(exemptions.id, row.id), eq(exemptions.state, row.state))),
          tx
            .insert(audit)
            .values(auditLine(parts, { ...line, id: `exemption:${row.id}:end`, detail }))
            .onConflictDoNothing(),
        ]);
      }
    },
  };
}

function unknown(id: string): DeskOutcome {
  return cannot(`There is no exemption ${id}.`, 'Look at the list of exemptions.');
}

const SETTLED: Record<ExemptionState, string> = {
  pending: 'waits for its approver',
  approved: 'was approved',
  denied: 'was denied',
  withdrawn: 'was taken back',
  revoked: 'was ended',
  ended: 'has run out',
};

function settled(view: CatalogView, { id, state, decidedBy }: Exemption): DeskOutcome {
  const who = decidedBy && state !== 'ended' ? ` by ${nameIn(view, decidedBy)}` : '';
  return cannot(`${id} ${SETTLED[state]}${who}.`, 'Nothing was changed.');
}
