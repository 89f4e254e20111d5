import { desc, inArray } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import { exemptions, fixes, transfers } from '../../db/scorecard-tables.ts';
import type { Exemption, Transfer } from '../desk/exemption.ts';
import type { FixRow } from '../fixes/fix-row.ts';
import type { CheckKey, Fixes } from '../fixes/fixes.ts';
import type { Standards } from '../standards.ts';
import { findingTitle } from './check-text.ts';
import type { Nudge } from './nudge.ts';
import { type ShownNudge, type ShownWorld, shownNudge } from './shown.ts';
import { activeSnoozes, findingsByIds } from './store.ts';

/** Messages as they are to read now, in a few queries however many there are. */
export async function gatherShown(
  { db, standards, fixes }: { db: Db; standards: Standards; fixes: Pick<Fixes, 'check'> },
  nudges: readonly Nudge[],
  now: Date,
): Promise<ShownNudge[]> {
  const ids = nudges.flatMap(({ lines }) => lines.map(({ finding }) => finding));
  const findings = await findingsByIds(db, ids);
  const refs = [...new Set([...findings.values()].map(({ ref }) => ref))];
  const scorecards = await standards.scorecards();
  const rows = await rowsAbout(db, refs);
  const fixable = new Set<string>();
  for (const finding of findings.values()) {
    const hasFix = findingTitle(scorecards, finding).rule?.fix != null;
    if (finding.state === 'open' && hasFix && (await fixes.check(finding)) === null)
      fixable.add(keyOf(finding));
  }
  const world: ShownWorld = {
    now,
    findings,
    scorecards,
    ...rows,
    snoozes: await activeSnoozes(db, now),
    isFixable: (line) => fixable.has(keyOf(line)),
  };
  return nudges.map((nudge) => shownNudge(nudge, world));
}

async function rowsAbout(db: Db, refs: readonly string[]) {
  const found = {
    exemptions: [] as Exemption[],
    transfers: [] as Transfer[],
    fixes: [] as FixRow[],
  };
  for (const some of chunks([...refs])) {
    const of = { exemptions, transfers, fixes };
    found.exemptions.push(
      ...(await db
        .select()
        .from(of.exemptions)
        .where(inArray(of.exemptions.ref, some))
        .orderBy(desc(of.exemptions.askedAt))),
    );
    found.transfers.push(
      ...(await db
        .select()
        .from(of.transfers)
        .where(inArray(of.transfers.ref, some))
        .orderBy(desc(of.transfers.askedAt))),
    );
    found.fixes.push(
      ...(await db
        .select()
        .from(of.fixes)
        .where(inArray(of.fixes.ref, some))
        .orderBy(desc(of.fixes.askedAt))),
    );
  }
  return found;
}

function keyOf({ ref, scorecard, check }: CheckKey): string {
  return `${ref} ${scorecard} ${check}`;
}
