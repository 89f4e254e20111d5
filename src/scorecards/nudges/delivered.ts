import { createHash } from 'node:crypto';
import { and, eq, exists, inArray, isNull, sql } from 'drizzle-orm';
import { type Db, insertRows, type Plan } from '#dialect';
import { findings, nudgeLog, nudges } from '../../db/scorecard-tables.ts';
import type { Opening } from './calendar.ts';
import type { Decision, LogLine, Nudge } from './nudge.ts';
import { findingsByIds } from './store.ts';

/**
 * A message stands in Slack. Its findings count it then and not before, and once, however often this is said.
 * @param shown Hash of what it shows.
 */
export async function nudgeSent(
  db: Db,
  nudge: Nudge,
  { channel, ts, shown, at }: { channel: string; ts: string; shown: string; at: Date },
): Promise<void> {
  const detail = `Sent to ${nudge.place}.`;
  const lines = await deliveryLines(db, nudge, { decision: 'sent', at, reason: null, detail });
  const isUnsent = exists(
    db
      .select({ one: sql`1` })
      .from(nudges)
      .where(and(eq(nudges.id, nudge.id), isNull(nudges.ts))),
  );
  await db.atomically((tx) => [
    ...nudge.lines.map(({ finding, rung }) =>
      tx
        .update(findings)
        .set({ sent: sql`${findings.sent} + 1`, lastSentAt: at, rung })
        .where(and(eq(findings.id, finding), isUnsent)),
    ),
    tx
      .update(nudges)
      .set({ channel, ts, shown, sentAt: at })
      .where(and(eq(nudges.id, nudge.id), isNull(nudges.ts))),
    // One whose findings were settled while it was on its way stays closed.
    tx
      .update(nudges)
      .set({ state: 'sent' })
      .where(and(eq(nudges.id, nudge.id), inArray(nudges.state, ['planned', 'failed']))),
    ...insertLines(tx, lines),
  ]);
}

/** The message in Slack shows this now. */
export async function nudgeShown(db: Db, id: string, shown: string): Promise<void> {
  await db.update(nudges).set({ shown }).where(eq(nudges.id, id));
}

/** It could not be delivered and will not be: the next period tries again. Nothing of it counts as told. */
export async function nudgeFailed(
  db: Db,
  nudge: Nudge,
  { problem, at }: { problem: string; at: Date },
): Promise<void> {
  const detail = `It could not be delivered to ${nudge.place}: ${problem}`;
  const lines = await deliveryLines(db, nudge, {
    ...{ decision: 'failed', reason: 'undeliverable' },
    ...{ at, detail },
  });
  await db.atomically((tx) => [
    tx
      .update(nudges)
      .set({ state: 'failed', problem })
      .where(and(eq(nudges.id, nudge.id), eq(nudges.state, 'planned'))),
    ...insertLines(tx, lines),
  ]);
}

/** It was planned and waits for its recipient to be at work again. */
export async function nudgeWaits(
  db: Db,
  nudge: Nudge,
  { opening, at }: { opening: Exclude<Opening, { kind: 'open' }>; at: Date },
): Promise<void> {
  const { reason, detail, opensAt: until } = opening;
  const lines = await deliveryLines(db, nudge, { decision: 'held', at, reason, detail, until });
  if (lines.length > 0) await insertRows(db, nudgeLog, lines).onConflictDoNothing();
}

/** The same line of the same message has the same id, so that saying it twice is saying it once. */
export function deliveryLineId(nudge: string, finding: string, decision: Decision): string {
  return createHash('sha256').update(`${nudge} ${finding} ${decision}`).digest('hex').slice(0, 24);
}

async function deliveryLines(
  db: Db,
  nudge: Nudge,
  said: Pick<LogLine, 'decision' | 'reason' | 'detail'> & { at: Date; until?: Date | null },
): Promise<LogLine[]> {
  const { decision, reason, detail, at, until = null } = said;
  const known = await findingsByIds(
    db,
    nudge.lines.map(({ finding }) => finding),
  );
  return nudge.lines.flatMap(({ finding, kind, rung }) => {
    const about = known.get(finding);
    if (!about) return [];
    const { ref, scorecard, check } = about;
    return {
      id: deliveryLineId(nudge.id, finding, decision),
      finding,
      ref,
      scorecard,
      check,
      recipient: nudge.recipient,
      kind,
      rung,
      decision,
      reason,
      detail,
      nudge: nudge.id,
      firstAt: at,
      lastAt: at,
      times: 1,
      until,
    };
  });
}

export function insertLines(tx: Plan, lines: readonly LogLine[]) {
  return lines.length > 0 ? [insertRows(tx, nudgeLog, lines).onConflictDoNothing()] : [];
}
