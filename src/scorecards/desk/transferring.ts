import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import { labelIn } from '../../catalog/corrections/label.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { audit } from '../../db/schema.ts';
import { transfers } from '../../db/scorecard-tables.ts';
import type { By, DeskOutcome, StandardsDesk } from './desk.ts';
import type { Transfer } from './exemption.ts';
import {
  ASK_THEM,
  auditLine,
  cannot,
  type DeskParts,
  nameIn,
  ownersOf,
  refusalOf,
  refuse,
  whoIn,
} from './parts.ts';
import { settledTransfers, transferById, unproposedTransfers } from './transfer-store.ts';

type Transferring = Pick<
  StandardsDesk,
  'startTransfer' | 'assignTransfer' | 'decideTransfer' | 'withdrawTransfer'
> & {
  /** Proposes what was accepted and not proposed: a crash came between, or the file could not be changed then. */
  propose: () => Promise<void>;
};

const WEEK_MS = 7 * 24 * 3_600_000;
const LONGEST_REASON = 1000;

/** "Not ours": somebody else is asked to take an entity, and owns it when they say yes. */
export function createTransferring(parts: DeskParts): Transferring {
  const { db, index, now, admins } = parts;

  async function startTransfer(
    { ref, to, reason: words }: { ref: string; to: string | null; reason: string },
    by: By,
  ): Promise<DeskOutcome> {
    const view = await index.current();
    if (!view.get(ref)) return cannot('It is not in the catalog any more.', 'Ask again.');
    const deed = { what: 'transfer asked', target: ref, by };
    const reason = refusalOf(view, { by, refs: ownersOf(view, ref), admins });
    if (reason !== null) return refuse(parts, { ...deed, reason, nextStep: ASK_THEM });
    if (words.trim() === '' || words.length > LONGEST_REASON)
      return cannot('Say in a sentence or two why it is not yours.', 'The receiver reads it.');
    const wrong = to === null ? null : wrongReceiver(view, ref, to);
    if (wrong) return wrong;
    const id = hashOf(ref, await settledTransfers(db, ref));
    const row: Transfer = {
      id,
      ref,
      from: ownersOf(view, ref)[0] ?? null,
      to,
      reason: words.trim(),
      askedBy: by.ref,
      askedAt: now(),
      state: 'asked',
      decidedBy: null,
      decidedAt: null,
      decision: null,
      correction: null,
    };
    const receiver = receiverIn(view, to);
    const detail = `To ${receiver}: ${row.reason}`;
    const line = auditLine(parts, { ...deed, id: `transfer:${id}`, detail });
    // One at a time for an entity: its number is part of the id, and a number is taken once.
    await db.atomically((tx) => [
      tx.insert(transfers).values(row).onConflictDoNothing(),
      ...(by.isAudited ? [] : [tx.insert(audit).values(line).onConflictDoNothing()]),
    ]);
    const kept = (await transferById(db, id)) ?? row;
    if (kept.askedBy !== by.ref || kept.to !== to)
      return cannot(
        `${nameIn(view, kept.askedBy)} asked ${receiverIn(view, kept.to)} to take it already.`,
        'It waits for an answer.',
      );
    const text = `I asked ${receiver} to take ${labelIn(view, ref)}. Until they answer, nobody is told of what it fails.`;
    return { kind: 'done', text, id };
  }

  /** Writes the next state where it still waits, with its line in the audit: of two at once the first. */
  async function move(
    row: Transfer,
    change: Partial<Transfer>,
    line: { what: string; step: string; detail: string; by: By },
  ): Promise<Transfer> {
    const { step, ...rest } = line;
    const kept = auditLine(parts, {
      ...rest,
      id: `transfer:${row.id}:${step}`,
      target: row.ref,
    });
    await db.atomically((tx) => [
      tx
        .update(transfers)
        .set(change)
        .where(and(eq(transfers.id, row.id), eq(transfers.state, 'asked'))),
      ...(line.by.isAudited ? [] : [tx.insert(audit).values(kept).onConflictDoNothing()]),
    ]);
    return (await transferById(db, row.id)) ?? row;
  }

  async function assignTransfer(
    { id, to }: { id: string; to: string },
    by: By,
  ): Promise<DeskOutcome> {
    const row = await transferById(db, id);
    if (!row) return UNKNOWN;
    const view = await index.current();
    const deed = { what: 'transfer assigned', target: row.ref, by };
    const reason = by.ref === row.askedBy ? null : refusalOf(view, { by, refs: [], admins });
    if (reason !== null)
      return refuse(parts, {
        ...deed,
        reason: 'That is for the platform admins and who asked.',
        nextStep: ASK_THEM,
      });
    const wrong = wrongReceiver(view, row.ref, to);
    if (wrong) return wrong;
    const detail = `To ${receiverIn(view, to)}.`;
    const after = await move(row, { to }, { what: deed.what, step: `to:${to}`, detail, by });
    if (after.state !== 'asked') return settled(view, after);
    return { kind: 'done', text: `${receiverIn(view, to)} is asked to take it.`, id };
  }

  async function decideTransfer(
    decision: { id: string; isAccepted: boolean; reason: string | null },
    by: By,
  ): Promise<DeskOutcome> {
    const row = await transferById(db, decision.id);
    if (!row) return UNKNOWN;
    const view = await index.current();
    const { isAccepted } = decision;
    const what = isAccepted ? 'transfer accepted' : 'transfer declined';
    const reason = refusalOf(view, { by, refs: row.to ? [row.to] : [], admins });
    if (reason !== null)
      return refuse(parts, { what, target: row.ref, by, reason, nextStep: ASK_THEM });
    if (row.to === null && isAccepted)
      return cannot('Nobody is named who takes it.', 'Name the team that takes it first.');
    const state = isAccepted ? 'accepted' : 'declined';
    const words = decision.reason?.trim() || null;
    const change = { state, decision: words, decidedBy: by.ref, decidedAt: now() } as const;
    const detail = [`By ${receiverIn(view, row.to)}.`, words].filter(Boolean).join(' ');
    const after = await move(row, change, { what, step: 'decision', detail, by });
    if (after.state !== state || after.decidedBy !== by.ref) return settled(view, after);
    const name = labelIn(view, row.ref);
    if (!isAccepted) {
      const owner = row.from ? `${labelIn(view, row.from)} keeps it` : 'It stays without an owner';
      return { kind: 'done', text: `Declined: ${name}. ${owner}.`, id: row.id };
    }
    const proposed = await proposeOne(after);
    const next =
      proposed.kind === 'proposed'
        ? 'A pull request with the new owner follows.'
        : `${proposed.reason} ${proposed.nextStep}`;
    return { kind: 'done', text: `${receiverIn(view, row.to)} takes ${name}. ${next}`, id: row.id };
  }

  async function proposeOne(row: Transfer) {
    const view = await index.current();
    // Somebody changed the file by hand.
    if (row.to === null || ownersOf(view, row.ref).includes(row.to))
      return { kind: 'stuck' as const, reason: 'The descriptor says so already.', nextStep: '' };
    if (row.correction !== null) return { kind: 'proposed' as const };
    const proposed = await parts.proposeOwner(row, row.to);
    if (proposed.kind === 'proposed')
      await db
        .update(transfers)
        .set({ correction: proposed.correction })
        .where(eq(transfers.id, row.id));
    return proposed;
  }

  async function withdrawTransfer(id: string, by: By): Promise<DeskOutcome> {
    const row = await transferById(db, id);
    if (!row) return UNKNOWN;
    const view = await index.current();
    const what = 'transfer withdrawn';
    const refs = row.from ? [row.from] : [];
    const reason = by.ref === row.askedBy ? null : refusalOf(view, { by, refs, admins });
    if (reason !== null)
      return refuse(parts, { what, target: row.ref, by, reason, nextStep: ASK_THEM });
    const change = { state: 'withdrawn', decidedBy: by.ref, decidedAt: now() } as const;
    const detail = `Asked of ${receiverIn(view, row.to)}.`;
    const after = await move(row, change, { what, step: 'decision', detail, by });
    if (after.state !== 'withdrawn') return settled(view, after);
    return { kind: 'done', text: 'The transfer is taken back.', id };
  }

  return {
    startTransfer,
    assignTransfer,
    decideTransfer,
    withdrawTransfer,
    async propose() {
      const since = new Date(now().getTime() - WEEK_MS);
      for (const row of await unproposedTransfers(db, since)) await proposeOne(row);
    },
  };
}

const UNKNOWN = cannot('There is no such transfer.', 'Look at who owns it now.');

function wrongReceiver(view: CatalogView, ref: string, to: string): DeskOutcome | null {
  const entry = view.get(to);
  if (entry?.kind !== 'group' && entry?.kind !== 'user')
    return cannot('That is no team or person of the catalog.', 'Pick one that is.');
  if (ownersOf(view, ref).includes(to))
    return cannot(`${labelIn(view, to)} owns it already.`, 'Pick another one.');
  return null;
}

const SETTLED: Record<Transfer['state'], string> = {
  asked: 'waits for an answer',
  accepted: 'was accepted',
  declined: 'was declined',
  withdrawn: 'was taken back',
};

function settled(view: CatalogView, { state, decidedBy }: Transfer): DeskOutcome {
  const who = decidedBy ? ` by ${nameIn(view, decidedBy)}` : '';
  return cannot(`The transfer ${SETTLED[state]}${who}.`, 'Nothing was changed.');
}

function receiverIn(view: CatalogView, to: string | null): string {
  return to === null ? 'the platform admins' : whoIn(view, to).replace(/^members of /, '');
}

function hashOf(ref: string, turn: number): string {
  return createHash('sha256').update(`${ref} ${turn}`).digest('hex').slice(0, 12);
}
