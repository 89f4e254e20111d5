import type { Db } from '#dialect';
import type { Verdict } from './row.ts';
import { type CorrectionRow, correctionById, keepVerdict } from './store.ts';
import { codeSpan } from './words.ts';

/** Who speaks for an owner, and where it is written down that somebody did. */
export type Owners = {
  /** Why this person may not speak for what the correction is about, in a sentence; null when they may. */
  refusal: (ref: string, by: string) => Promise<string | null>;
  /** A line for the audit; the same one may come twice. */
  record: (line: {
    id: string;
    who: string;
    target: string;
    outcome: 'done' | 'refused';
    detail: string;
  }) => Promise<void>;
};

export type Said = { id: string; verdict: Verdict };

export type Judged =
  | { kind: 'unknown' }
  | { kind: 'refused'; reason: string }
  /** Somebody of the owner was first, or it is settled. */
  | { kind: 'late'; row: CorrectionRow }
  | { kind: 'kept' };

type Parts = { db: Db; now: () => Date; owners: Owners };

/** Keeps what somebody of the owner says to a correction, as a row and in the audit; what follows from it comes with its next turn. */
export async function judge({ db, now, owners }: Parts, { id, verdict }: Said): Promise<Judged> {
  const row = await correctionById(db, id);
  if (!row) return { kind: 'unknown' };
  const line = { id: `verdict:${id}:${verdict.ref}`, who: verdict.ref, target: row.ref };
  const reason = await owners.refusal(row.ref, verdict.ref);
  if (reason !== null) {
    await owners.record({ ...line, id: `${line.id}:refused`, outcome: 'refused', detail: reason });
    return { kind: 'refused', reason };
  }
  if (!(await keepVerdict(db, id, { verdict, now: now() })))
    return { kind: 'late', row: (await correctionById(db, id)) ?? row };
  const said = verdict.says === 'right' ? 'Looks right' : 'No, keep it';
  const detail = `"${said}" to pull request #${row.number} of ${row.repository} (${row.field}).`;
  await owners.record({ ...line, outcome: 'done', detail });
  return { kind: 'kept' };
}

/** What the pull request says of it, so that whoever looks there knows too. */
export function answerFor({ id, verdict }: CorrectionRow) {
  if (!verdict) return null;
  const who = codeSpan(verdict.name);
  return {
    words:
      verdict.says === 'right'
        ? `${who} said in Slack that this looks right.`
        : `${who} said in Slack to keep it as it is.`,
    mark: `verdict ${id}`,
    closes: verdict.says === 'keep',
  };
}
