import { and, eq, gt } from 'drizzle-orm';
import type { Db } from '#dialect';
import { exemptions } from '../../db/scorecard-tables.ts';

/** Reasons by check, by entity and scorecard: `activeExemptions(…).of(ref, scorecard)` is what `evaluate` takes. */
export type ActiveExemptions = {
  of: (ref: string, scorecard: string) => ReadonlyMap<string, string>;
};

const NONE: ReadonlyMap<string, string> = new Map();

/** Those that were approved and have not ended by `now`. */
export async function activeExemptions(db: Db, now: Date): Promise<ActiveExemptions> {
  const rows = await db
    .select()
    .from(exemptions)
    .where(and(eq(exemptions.state, 'approved'), gt(exemptions.until, now)));
  const reasons = new Map<string, Map<string, string>>();
  for (const { id, ref, scorecard, check, reason, until } of rows) {
    const key = `${ref} ${scorecard}`;
    const checks = reasons.get(key) ?? new Map<string, string>();
    checks.set(check, `${reason} (${id}, until ${until.toISOString().slice(0, 10)})`);
    reasons.set(key, checks);
  }
  return { of: (ref, scorecard) => reasons.get(`${ref} ${scorecard}`) ?? NONE };
}
