import type { Finding, LogLine } from '../nudges/nudge.ts';
import type { Digest } from './digest.ts';
import type { DigestInputs } from './inputs.ts';

const DAY_MS = 24 * 60 * 60_000;
/** How long a message has to work. */
export const WORKS_WITHIN_MS = 14 * DAY_MS;
/** Messages of so long before that are judged: long enough to be many, short enough to be about now. */
export const JUDGED_MS = 28 * DAY_MS;

/** What was sent in the period, what was not, and whether it helped. */
export function effectOf({
  since,
  until,
  log,
  nudges,
  findings,
}: Pick<DigestInputs, 'since' | 'until' | 'log' | 'nudges' | 'findings'>): Digest['nudges'] {
  const isNow = (at: Date | null) => at !== null && at >= since && at < until;
  const sent = nudges.filter(({ sentAt }) => isNow(sentAt));
  const lines = log.filter(({ lastAt }) => isNow(lastAt));
  const failed = new Map<string, string>();
  for (const { recipient, decision, detail } of lines)
    if (decision === 'failed' && recipient) failed.set(recipient, detail);
  for (const { recipient, state, problem, plannedAt } of nudges)
    if (state === 'failed' && isNow(plannedAt) && !failed.has(recipient))
      failed.set(recipient, problem ?? 'Slack would not take it');
  return {
    sent: sent.length,
    findings: different(lines.filter(({ decision }) => decision === 'sent')),
    fixedWithin14Days: fixedShare(log, findings, until),
    held: different(lines.filter(({ decision }) => decision === 'held')),
    failed: [...failed].map(([recipient, reason]) => ({ recipient, reason })),
  };
}

function different(lines: readonly LogLine[]): number {
  return new Set(lines.map(({ finding }) => finding)).size;
}

/**
 * Of the findings told of first in the four weeks that ended 14 days ago, those that passed within 14 days of it. Later ones had no time yet;
 * one that was excused or went away is not counted, because no message fixed or failed to fix it.
 */
function fixedShare(
  log: readonly LogLine[],
  findings: readonly Finding[],
  until: Date,
): number | null {
  const told = new Map<string, number>();
  for (const { finding, decision, firstAt } of log) {
    if (decision !== 'sent') continue;
    told.set(finding, Math.min(told.get(finding) ?? Number.POSITIVE_INFINITY, firstAt.getTime()));
  }
  const last = until.getTime() - WORKS_WITHIN_MS;
  let judged = 0;
  let fixed = 0;
  for (const { id, state, settledAt } of findings) {
    const at = told.get(id);
    if (at === undefined || at > last || at <= last - JUDGED_MS) continue;
    const isSettledInTime = settledAt !== null && settledAt.getTime() <= at + WORKS_WITHIN_MS;
    if (isSettledInTime && (state === 'exempt' || state === 'gone')) continue;
    judged += 1;
    if (isSettledInTime && state === 'fixed') fixed += 1;
  }
  return judged > 0 ? fixed / judged : null;
}
