import { and, eq, isNull, ne } from 'drizzle-orm';
import { type Db, insertRows } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import { findings, nudgeLog, nudges } from '../../db/scorecard-tables.ts';
import type { LogPlan } from './collapse.ts';
import { deliveryLineId, insertLines } from './delivered.ts';
import type { Finding, LogLine, Nudge } from './nudge.ts';
import type { NudgePlan } from './plan.ts';

/** Findings that begin and end, with a line of the log for each that nobody will be told of. */
export async function saveFindings(
  db: Db,
  {
    opened,
    settled,
    now,
  }: {
    opened: readonly { finding: Finding; owner: string | null }[];
    settled: readonly { finding: Finding; state: 'fixed' | 'exempt' | 'gone' }[];
    now: Date;
  },
): Promise<void> {
  const untold = opened.filter(
    ({ finding }) => finding.rung === 'first' && finding.state === 'open',
  );
  await db.atomically((tx) => [
    ...chunks(settled).flatMap((some) =>
      some.map(({ finding, state }) =>
        tx.update(findings).set({ state, settledAt: now }).where(eq(findings.id, finding.id)),
      ),
    ),
    ...chunks(opened).map((some) =>
      insertRows(
        tx,
        findings,
        some.map(({ finding }) => finding),
      ).onConflictDoUpdate({
        // It was settled by a mistake, and is what it was.
        target: findings.id,
        set: { state: 'open', settledAt: null },
        setWhere: ne(findings.state, 'exempt'),
      }),
    ),
    ...chunks(untold).flatMap((some) =>
      insertLines(
        tx,
        some.map(({ finding, owner }) => untoldLine(finding, { owner, now })),
      ),
    ),
  ]);
}

function untoldLine(
  finding: Finding,
  { owner, now }: { owner: string | null; now: Date },
): LogLine {
  const { id, ref, scorecard, check } = finding;
  return {
    id: deliveryLineId('', id, 'suppressed'),
    finding: id,
    ref,
    scorecard,
    check,
    recipient: owner,
    kind: 'failing',
    rung: 'transition',
    decision: 'suppressed',
    reason: 'no-transition',
    detail:
      'It failed when it was first looked at: messages are for what was well and is not any more.',
    nudge: null,
    firstAt: now,
    lastAt: now,
    times: 1,
    until: null,
  };
}

/** Everything that one look decided, all of it or nothing. Twice the same is once. */
export async function savePlan(
  db: Db,
  { plan, log, now }: { plan: NudgePlan; log: LogPlan; now: Date },
): Promise<void> {
  if (plan.nudges.length + plan.forLead.length + log.added.length + log.again.length === 0) return;
  await db.atomically((tx) => [
    ...plan.nudges.map((nudge) =>
      tx
        .insert(nudges)
        .values({ ...nudge, lines: [...nudge.lines] })
        .onConflictDoNothing(),
    ),
    ...chunks(log.added).flatMap((some) => insertLines(tx, some)),
    ...log.again.map(({ id, ...line }) => tx.update(nudgeLog).set(line).where(eq(nudgeLog.id, id))),
    ...plan.forLead.map((id) =>
      tx
        .update(findings)
        .set({ escalatedAt: now })
        .where(and(eq(findings.id, id), isNull(findings.escalatedAt))),
    ),
  ]);
}

/** Closes messages of which nothing is open any more. One that was never sent will not be. */
export async function closeNudges(db: Db, done: readonly Nudge[], now: Date): Promise<void> {
  for (const { id, state } of done)
    await db
      .update(nudges)
      .set({ state: 'closed', closedAt: now })
      .where(and(eq(nudges.id, id), eq(nudges.state, state)));
}
