import { and, desc, eq, gte, inArray, lt, type SQL } from 'drizzle-orm';
import type { Db } from '#dialect';
import { audit } from '../db/schema.ts';

/** One line of who did what to what. */
export type AuditLine = typeof audit.$inferSelect;

export async function writeAudit(db: Db, line: AuditLine): Promise<void> {
  await db.insert(audit).values(line).onConflictDoNothing();
}

export type AuditFilter = {
  who?: string | undefined;
  what?: string | undefined;
  targets?: readonly string[] | undefined;
  /** Ids of the cards that were pressed. */
  proposals?: readonly string[] | undefined;
  since?: Date | undefined;
  until?: Date | undefined;
  limit: number;
};

/** The newest lines that fit, newest first. */
export async function readAudit(db: Db, filter: AuditFilter): Promise<AuditLine[]> {
  const { who, what, targets, since, until, limit } = filter;
  const conditions: SQL[] = [
    ...(who ? [eq(audit.who, who)] : []),
    ...(what ? [eq(audit.what, what)] : []),
    ...(targets ? [inArray(audit.target, [...targets])] : []),
    ...(filter.proposals ? [inArray(audit.proposal, [...filter.proposals])] : []),
    ...(since ? [gte(audit.at, since)] : []),
    ...(until ? [lt(audit.at, until)] : []),
  ];
  return db
    .select()
    .from(audit)
    .where(and(...conditions))
    .orderBy(desc(audit.at), desc(audit.id))
    .limit(limit);
}

/** Who did what is kept for a year and a bit, so that the same week of last year can be looked up. */
export const AUDIT_DAYS = 400;

export async function forgetAudit(db: Db, now: Date): Promise<void> {
  await db.delete(audit).where(lt(audit.at, new Date(now.getTime() - AUDIT_DAYS * DAY_MS)));
}

const DAY_MS = 24 * 60 * 60_000;
