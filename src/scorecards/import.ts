import type { Db } from '#dialect';
import { exemptions, postedFacts } from '../db/scorecard-tables.ts';
import type { Exemption } from './desk/exemption.ts';
import type { PostedFact } from './facts/posted.ts';

/** Takes over what tools posted and people decided elsewhere, once: what is here already stays as it is. */
export async function importDecisions(
  db: Db,
  { facts, granted }: { facts: readonly PostedFact[]; granted: readonly Exemption[] },
): Promise<void> {
  if (facts.length > 0)
    await db
      .insert(postedFacts)
      .values([...facts])
      .onConflictDoNothing();
  const rows = granted.map((row) => ({ ...row, approvers: [...row.approvers] }));
  if (rows.length > 0) await db.insert(exemptions).values(rows).onConflictDoNothing();
}
