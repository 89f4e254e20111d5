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
