import { and, eq } from 'drizzle-orm';
import { labelIn } from '../../catalog/corrections/label.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { audit } from '../../db/schema.ts';
import { exemptions } from '../../db/scorecard-tables.ts';
import { isAmong } from '../../operations/rights.ts';
import type { CheckKey } from '../fixes/fixes.ts';
import { approversOf } from './approvers.ts';
import type { By, DeskOutcome, ExemptionRequest, StandardsDesk } from './desk.ts';
import type { Exemption, ExemptionState } from './exemption.ts';
import {
  addExemption,
  exemptionById,
  exemptionsOver,
  exemptionsWhere,
  lastExemptionNumber,
} from './exemption-store.ts';
import {
  ASK_THEM,
  auditLine,
  cannot,
  type DeskParts,
  dayOf,
  ownersOf,
  refusalOf,
  refuse,
  whoIn,
} from './parts.ts';

type Exempting = Pick<
  StandardsDesk,
  'approversOf' | 'requestExemption' | 'decideExemption' | 'revokeExemption'
> & {
  /** Ends those whose day has come. */
  end: () => Promise<void>;
};

const DAY_MS = 24 * 3_600_000;
/** Who needs longer asks again: somebody looks at it once a year. */
const LONGEST_DAYS = 366;
const LONGEST_REASON = 1000;
const TRIES = 5;

/** Being excused from a check until a day, with a reason and somebody who agreed. */
export function createExempting(parts: DeskParts): Exempting {
  const { db, index, now, admins } = parts;

  async function checkOf({ scorecard, check }: Omit<CheckKey, 'ref'>) {
    const all = await parts.standards.scorecards();
    const found = all.find(({ name }) => name === scorecard);
    return { scorecard: found, check: found?.checks.find(({ id }) => id === check) ?? null };
  }

  async function requestExemption(asked: ExemptionRequest, by: By): Promise<DeskOutcome> {
    const view = await index.current();
    const wrong = wrongRequest(asked, { view, now: now() });
    if (wrong) return wrong;
    const { scorecard, check } = await checkOf(asked);
    if (!check) return cannot('There is no such check any more.', 'Look at /scorecards.');
    const deed = { what: 'exempt', target: asked.ref, by };
    const reason = refusalOf(view, { by, refs: ownersOf(view, asked.ref), admins });
    if (reason !== null) return refuse(parts, { ...deed, reason, nextStep: ASK_THEM });
    const approvers = approversOf(scorecard, asked.check, admins);
    if (approvers.refs.length === 0)
      return cannot(
        'Nobody could decide about it: neither the check nor its scorecard has an owner.',
        'Name platform admins with CALLBOARD_ADMINS.',
      );
    const title = `"${check.title}" of ${labelIn(view, asked.ref)}`;
    const who = approvers.refs.map((ref) => whoIn(view, ref)).join(' or ');
    for (let tries = 0; tries < TRIES; tries += 1) {
      // The number is read before the others are: of two who ask at once, one finds the number taken or the request of the other.
      const id = `EX-${(await lastExemptionNumber(db)) + 1}`;
      const rival = await underWay(asked, by);
      if (rival) return rival;
      const row: Exemption = {
        id,
        ref: asked.ref,
        scorecard: asked.scorecard,
        check: asked.check,
        reason: asked.reason.trim(),
        askedBy: by.ref,
        askedAt: now(),
        until: asked.until,
        approvers: approvers.refs,
        state: 'pending',
        decidedBy: null,
        decidedAt: null,
        decision: null,
        remindedAt: null,
      };
      const detail = `${id}: ${title} until ${dayOf(asked.until)}. ${row.reason}`;
      const line = auditLine(parts, { ...deed, id: `exemption:${id}:ask`, detail });
      if (!(await addExemption(db, row, by.isAudited ? null : line))) continue;
      const text = `${id} asks for an exemption from ${title} until ${dayOf(asked.until)}. It waits for ${who}.`;
      return { kind: 'done', text, id };
    }
    throw new Error('No number was free for an exemption.');
  }

  /** One that waits, or holds for as long, is the answer to whoever asks again. */
  async function underWay(asked: ExemptionRequest, by: By): Promise<DeskOutcome | null> {
    const { ref, scorecard, check, until } = asked;
    const found = await exemptionsWhere(db, {
      ref,
      scorecard,
      check,
      states: ['pending', 'approved'],
    });
    const view = await index.current();
    for (const row of found) {
      const when = `until ${dayOf(row.until)}`;
      if (row.state === 'pending' && row.askedBy === by.ref && row.until.getTime() === +until)
        return { kind: 'done', text: `${row.id} ${when} waits for its approver.`, id: row.id };
      if (row.state === 'pending')
        return cannot(
          `${nameIn(view, row.askedBy)} asked for one already: ${row.id}, ${when}.`,
          'It waits for its approver.',
        );
      if (row.until > now() && row.until >= until)
        return cannot(
          `It is exempt already, ${when} (${row.id}).`,
          'Ask for a later day, for more time.',
        );
    }
    return null;
  }

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
    const { scorecard } = await checkOf(row);
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
    approversOf: async (key) => approversOf((await checkOf(key)).scorecard, key.check, admins),
    requestExemption,
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

/** Whether this person could decide about it now, for who draws the buttons; the press is checked again. */
export function mayDecide(
  view: CatalogView,
  { approvers, askedBy }: Pick<Exemption, 'approvers' | 'askedBy'>,
  { by, admins }: { by: string; admins: readonly string[] },
): boolean {
  return by !== askedBy && isAmong(view, by, [...approvers, ...admins]);
}

function wrongRequest(
  { ref, reason, until }: ExemptionRequest,
  { view, now }: { view: CatalogView; now: Date },
): DeskOutcome | null {
  if (!view.get(ref)) return cannot('It is not in the catalog any more.', 'Ask again.');
  if (reason.trim() === '') return cannot('An exemption needs a reason.', 'Say why.');
  if (reason.length > LONGEST_REASON)
    return cannot(`A reason has up to ${LONGEST_REASON} characters.`, 'Say it shorter.');
  if (!(until > now)) return cannot('That day has passed.', 'Name a day that lies ahead.');
  if (until.getTime() > now.getTime() + LONGEST_DAYS * DAY_MS)
    return cannot('An exemption lasts a year at most.', 'Ask again when it ends.');
  return null;
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

function nameIn(view: CatalogView, ref: string): string {
  return ref.includes(':') ? labelIn(view, ref) : ref;
}
