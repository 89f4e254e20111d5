import { daysBetween } from './day.ts';
import { GAP_MS, MOST } from './holds.ts';
import type { Reason } from './nudge.ts';
import type { Quiet, Target } from './world.ts';

const DAY_MS = 24 * 3_600_000;
/** How long somebody has to act on a message, and a message has to find its hour. */
export const PATIENCE_MS = 14 * DAY_MS;
const FIRST_RUNG_MS = 30 * DAY_MS;

/** There is nobody to write to: the lead hears of it at once. */
const HOPELESS: ReadonlySet<Reason> = new Set(['no-owner', 'no-place', 'undeliverable']);
/** It goes out by itself within days, or its owner has a word with somebody already. */
const PASSING: ReadonlySet<Reason> = new Set([
  'outside-working-hours',
  'holiday',
  'period-used',
  'gap',
  'snoozed',
  'exemption-pending',
  'transfer-pending',
]);

/**
 * Whether the lead's digest is to name a finding, once: nobody can be told, the last message was sent, or two weeks went by without one
 * and without a day to come on which there will be one. So none is forgotten, whatever kept it quiet.
 * @param quiet Why it was not told this time; null where there was nothing to say.
 */
export function isForLead(
  { finding, outcome, countsFrom, due }: Target,
  quiet: Quiet | null,
  now: Date,
): boolean {
  const { escalatedAt, rung, sent, since, lastSentAt } = finding;
  if (escalatedAt !== null || outcome !== 'fail' || countsFrom !== null) return false;
  if (quiet && HOPELESS.has(quiet.reason)) return true;
  if (lastSentAt && sent >= MOST) return now.getTime() - lastSentAt.getTime() >= GAP_MS;
  // It failed before anybody looked, and nobody asked for it since.
  if (rung === 'first' && due === null) return false;
  if (due && daysBetween(now.toISOString().slice(0, 10), due.day) >= 0) return false;
  if (quiet && PASSING.has(quiet.reason)) return false;
  const began = due
    ? Math.max(since.getTime(), Date.parse(due.day) - FIRST_RUNG_MS)
    : since.getTime();
  const last = Math.max(began, lastSentAt?.getTime() ?? 0);
  return now.getTime() - last >= PATIENCE_MS;
}
