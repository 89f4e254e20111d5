import { labelIn } from '../../catalog/corrections/label.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { approversOf } from './approvers.ts';
import type { By, DeskOutcome, ExemptionRequest, StandardsDesk } from './desk.ts';
import type { Exemption } from './exemption.ts';
import { addExemption, exemptionsWhere, lastExemptionNumber } from './exemption-store.ts';
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
  whoIn,
} from './parts.ts';

const DAY_MS = 24 * 3_600_000;
/** Who needs longer asks again: somebody looks at it once a year. */
const LONGEST_DAYS = 366;
const LONGEST_REASON = 1000;
const TRIES = 5;

/** Asking to be excused from a check until a day. */
export function createRequesting(
  parts: DeskParts,
): Pick<StandardsDesk, 'approversOf' | 'requestExemption'> {
  const { db, index, now, admins } = parts;

  async function requestExemption(asked: ExemptionRequest, by: By): Promise<DeskOutcome> {
    const view = await index.current();
    const wrong = wrongRequest(asked, { view, now: now() });
    if (wrong) return wrong;
    const { scorecard, check } = await checkOf(parts, asked);
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

  return {
    requestExemption,
    approversOf: async (key) =>
      approversOf((await checkOf(parts, key)).scorecard, key.check, admins),
  };
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
