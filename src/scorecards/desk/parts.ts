import type { Db } from '#dialect';
import { labelIn } from '../../catalog/corrections/label.ts';
import type { CatalogIndex, CatalogView } from '../../catalog/search.ts';
import { type AuditLine, writeAudit } from '../../operations/audit.ts';
import { answersFor, isAmong } from '../../operations/rights.ts';
import type { CheckKey } from '../fixes/fixes.ts';
import type { Check, Scorecard } from '../scorecard.ts';
import type { Standards } from '../standards.ts';
import type { By, DeskOutcome } from './desk.ts';
import type { Transfer } from './exemption.ts';

/** What came of proposing another owner in the descriptor. */
export type OwnerProposed =
  | { kind: 'proposed'; correction: string }
  | { kind: 'stuck'; reason: string; nextStep: string };

export type DeskParts = {
  db: Db;
  index: CatalogIndex;
  standards: Pick<Standards, 'scorecards'>;
  now: () => Date;
  newId: () => string;
  /** Refs of the teams and people who run the platform. */
  admins: readonly string[];
  /** "Wrong? Fix it" for the owner: the same proposal however often it is asked for. */
  proposeOwner: (transfer: Transfer, to: string) => Promise<OwnerProposed>;
};

type Deed = { what: string; target: string; by: By };

/** A line for the audit; with the same id it is written once. Nothing where the caller leaves its own. */
export function auditLine(
  parts: Pick<DeskParts, 'now'>,
  { id, what, target, by, detail }: Deed & { id: string; detail: string },
): AuditLine {
  const line = { id, at: parts.now(), who: by.ref, what, target };
  return { ...line, outcome: 'done', detail, proposal: null };
}

/** What this person may not, kept in the audit. */
export async function refuse(
  parts: Pick<DeskParts, 'db' | 'newId' | 'now'>,
  { reason, nextStep, ...deed }: Deed & { reason: string; nextStep: string },
): Promise<DeskOutcome> {
  if (!deed.by.isAudited) {
    const line = auditLine(parts, { ...deed, id: parts.newId(), detail: reason });
    await writeAudit(parts.db, { ...line, outcome: 'refused' });
  }
  return { kind: 'refused', reason, nextStep, isForbidden: true };
}

/** What cannot be, whoever asks. */
export function cannot(reason: string, nextStep = ''): DeskOutcome {
  return { kind: 'refused', reason, nextStep };
}

/** Why somebody may not act for any of these, in a sentence; null when they may. Platform admins may. */
export function refusalOf(
  view: CatalogView,
  { by, refs, admins }: { by: By; refs: readonly string[]; admins: readonly string[] },
): string | null {
  if (by.isTrusted || isAmong(view, by.ref, [...refs, ...admins])) return null;
  const names = [...new Set(refs)].map((ref) => whoIn(view, ref));
  if (names.length > 0) return `That is for ${names.join(' or ')}.`;
  return admins.length > 0
    ? 'Nobody of the catalog owns it, so that is for the platform admins.'
    : 'Nobody of the catalog owns it, and no platform admins are named (CALLBOARD_ADMINS).';
}

/** Who answers for an entity, as `refusalOf` takes it. */
export const ownersOf = answersFor;

/** `members of Risk`, `Ana Duarte`. */
export function whoIn(view: CatalogView, ref: string): string {
  const label = labelIn(view, ref);
  return view.get(ref)?.kind === 'user' ? label : `members of ${label}`;
}

/** A team or person by name, a program by that of its token. */
export function nameIn(view: CatalogView, ref: string): string {
  return ref.includes(':') ? labelIn(view, ref) : ref;
}

/** A check as the rules are now, with its scorecard. */
export async function checkOf(
  { standards }: Pick<DeskParts, 'standards'>,
  { scorecard, check }: Omit<CheckKey, 'ref'>,
): Promise<{ scorecard: Scorecard | undefined; check: Check | null }> {
  const found = (await standards.scorecards()).find(({ name }) => name === scorecard);
  return { scorecard: found, check: found?.checks.find(({ id }) => id === check) ?? null };
}

/** What to do for who may not. */
export const ASK_THEM = 'Ask one of them to press it.';

/** `2026-06-30`, as people read a last day. */
export function dayOf(date: Date): string {
  return date.toISOString().slice(0, 10);
}
