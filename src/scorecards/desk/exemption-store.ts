import { and, asc, desc, eq, gt, inArray, lte, type SQL, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { audit } from '../../db/schema.ts';
import { exemptions } from '../../db/scorecard-tables.ts';
import type { AuditLine } from '../../operations/audit.ts';
import type { Exemption, ExemptionState } from './exemption.ts';

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
    .where(and(eq(exemptions.state, 'approved'), gt(exemptions.until, now)))
    .orderBy(asc(exemptions.until), asc(exemptions.id));
  const reasons = new Map<string, Map<string, string>>();
  for (const { id, ref, scorecard, check, reason, until } of rows) {
    const key = `${ref} ${scorecard}`;
    const checks = reasons.get(key) ?? new Map<string, string>();
    checks.set(check, `${reason} (${id}, until ${until.toISOString().slice(0, 10)})`);
    reasons.set(key, checks);
  }
  return { of: (ref, scorecard) => reasons.get(`${ref} ${scorecard}`) ?? NONE };
}

export type ExemptionFilter = {
  ref?: string | undefined;
  scorecard?: string | undefined;
  check?: string | undefined;
  states?: readonly ExemptionState[] | undefined;
  limit?: number;
};

/** Exemptions, the newest first. */
export async function exemptionsWhere(
  db: Db,
  { ref, scorecard, check, states, limit = 500 }: ExemptionFilter = {},
): Promise<Exemption[]> {
  const conditions: (SQL | undefined)[] = [
    ref === undefined ? undefined : eq(exemptions.ref, ref),
    scorecard === undefined ? undefined : eq(exemptions.scorecard, scorecard),
    check === undefined ? undefined : eq(exemptions.check, check),
    states === undefined ? undefined : inArray(exemptions.state, [...states]),
  ];
  return db
    .select()
    .from(exemptions)
    .where(and(...conditions))
    .orderBy(desc(exemptions.askedAt), desc(exemptions.id))
    .limit(limit);
}

export async function exemptionById(db: Db, id: string): Promise<Exemption | null> {
  const [row] = await db.select().from(exemptions).where(eq(exemptions.id, id));
  return row ?? null;
}

/** The number of the last exemption; 0 before the first. */
export async function lastExemptionNumber(db: Db): Promise<number> {
  const [row] = await db
    .select({ id: exemptions.id })
    .from(exemptions)
    .orderBy(desc(sql`length(${exemptions.id})`), desc(exemptions.id))
    .limit(1);
  return Number(/^EX-(\d+)$/.exec(row?.id ?? '')?.[1] ?? 0);
}

/** Keeps a request with its line for the audit; false where another one has this number already. */
export async function addExemption(
  db: Db,
  row: Exemption,
  line: AuditLine | null,
): Promise<boolean> {
  const { approvers, ...rest } = row;
  await db.atomically((tx) => [
    tx
      .insert(exemptions)
      .values({ ...rest, approvers: [...approvers] })
      .onConflictDoNothing(),
    ...(line ? [tx.insert(audit).values(line).onConflictDoNothing()] : []),
  ]);
  const kept = await exemptionById(db, row.id);
  return (
    kept?.ref === row.ref &&
    kept.check === row.check &&
    kept.scorecard === row.scorecard &&
    kept.askedBy === row.askedBy &&
    kept.askedAt.getTime() === row.askedAt.getTime()
  );
}

/** Those whose day has come, or that nobody decided about before it. */
export function exemptionsOver(db: Db, now: Date): Promise<Exemption[]> {
  return db
    .select()
    .from(exemptions)
    .where(and(inArray(exemptions.state, ['pending', 'approved']), lte(exemptions.until, now)));
}
