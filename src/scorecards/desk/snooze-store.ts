import { and, asc, eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { findings, snoozes } from '../../db/scorecard-tables.ts';
import type { Finding, Snooze, SnoozeScope } from '../nudges/nudge.ts';

export async function snoozeById(db: Db, id: string): Promise<Snooze | null> {
  const [row] = await db.select().from(snoozes).where(eq(snoozes.id, id));
  return row ?? null;
}

/** Whether a snooze is about a finding. */
export function isCovered(
  scope: SnoozeScope,
  finding: Pick<Finding, 'ref' | 'scorecard' | 'check'>,
): boolean {
  const { ref, scorecard, check } = scope;
  return (
    (ref === null || ref === finding.ref) &&
    (scorecard === null || scorecard === finding.scorecard) &&
    (check === null || check === finding.check)
  );
}

/** Open findings in a scope, oldest first. */
export function openFindingsIn(db: Db, { ref, scorecard, check }: SnoozeScope): Promise<Finding[]> {
  return db
    .select()
    .from(findings)
    .where(
      and(
        eq(findings.state, 'open'),
        ref === null ? undefined : eq(findings.ref, ref),
        scorecard === null ? undefined : eq(findings.scorecard, scorecard),
        check === null ? undefined : eq(findings.check, check),
      ),
    )
    .orderBy(asc(findings.since), asc(findings.id));
}
