import { and, asc, desc, eq, gte, inArray, isNotNull, or, type SQL } from 'drizzle-orm';
import type { Db } from '#dialect';
import { chunks } from '../../catalog/chunks.ts';
import { findings, nudgeLog, nudges, preferences, snoozes } from '../../db/scorecard-tables.ts';
import type { Finding, LogLine, Nudge, Preferences, Snooze } from './nudge.ts';

/** What fails now, of every entity or of some. */
export async function openFindings(db: Db, refs?: readonly string[]): Promise<Finding[]> {
  const isOpen = eq(findings.state, 'open');
  if (refs === undefined)
    return db
      .select()
      .from(findings)
      .where(isOpen)
      .orderBy(...inOrder);
  const found: Finding[] = [];
  for (const some of chunks([...new Set(refs)]))
    found.push(
      ...(await db
        .select()
        .from(findings)
        .where(and(isOpen, inArray(findings.ref, some)))
        .orderBy(...inOrder)),
    );
  return found;
}

/** Everything an entity ever failed, the latest first. */
export function findingsOf(db: Db, ref: string): Promise<Finding[]> {
  return db.select().from(findings).where(eq(findings.ref, ref)).orderBy(desc(findings.since));
}

/** Findings by id; those of the lines of a message. */
export async function findingsByIds(db: Db, ids: readonly string[]): Promise<Map<string, Finding>> {
  const found = new Map<string, Finding>();
  for (const some of chunks([...new Set(ids)]))
    for (const row of await db.select().from(findings).where(inArray(findings.id, some)))
      found.set(row.id, row);
  return found;
}

export type NudgeFilter = {
  ids?: readonly string[];
  states?: readonly Nudge['state'][];
  recipient?: string;
  /** Planned from here on. */
  since?: Date;
  limit?: number;
};

/** Messages, the oldest first. */
export async function nudgesWhere(db: Db, filter: NudgeFilter = {}): Promise<Nudge[]> {
  const { ids, states, recipient, since, limit } = filter;
  const query = db
    .select()
    .from(nudges)
    .where(
      and(
        ids === undefined ? undefined : inArray(nudges.id, [...ids]),
        states === undefined ? undefined : inArray(nudges.state, [...states]),
        recipient === undefined ? undefined : eq(nudges.recipient, recipient),
        since === undefined ? undefined : gte(nudges.plannedAt, since),
      ),
    )
    .orderBy(asc(nudges.plannedAt), asc(nudges.id));
  return limit === undefined ? query : query.limit(limit);
}

const SHOWN_AFTER_MS = 7 * 24 * 3_600_000;

/**
 * Messages that Slack has something to do with: those to send, those that stand somewhere, and those that were closed of late, which
 * are to show that they are.
 */
export function nudgesToShow(db: Db, now: Date): Promise<Nudge[]> {
  return db
    .select()
    .from(nudges)
    .where(
      or(
        inArray(nudges.state, ['planned', 'sent']),
        and(
          eq(nudges.state, 'closed'),
          isNotNull(nudges.ts),
          gte(nudges.closedAt, new Date(now.getTime() - SHOWN_AFTER_MS)),
        ),
      ),
    )
    .orderBy(asc(nudges.plannedAt), asc(nudges.id));
}

export type LogFilter = {
  ref?: string;
  recipient?: string;
  finding?: string;
  nudge?: string;
  /** Lines that still held then. */
  since?: Date;
  limit: number;
};

/** The delivery log, the latest first: why somebody was told, or was not. */
export function logWhere(db: Db, filter: LogFilter): Promise<LogLine[]> {
  const { ref, recipient, finding, nudge, since, limit } = filter;
  const conditions: (SQL | undefined)[] = [
    ref === undefined ? undefined : eq(nudgeLog.ref, ref),
    recipient === undefined ? undefined : eq(nudgeLog.recipient, recipient),
    finding === undefined ? undefined : eq(nudgeLog.finding, finding),
    nudge === undefined ? undefined : eq(nudgeLog.nudge, nudge),
    since === undefined ? undefined : gte(nudgeLog.lastAt, since),
  ];
  return db
    .select()
    .from(nudgeLog)
    .where(and(...conditions))
    .orderBy(desc(nudgeLog.lastAt), desc(nudgeLog.firstAt), asc(nudgeLog.id))
    .limit(limit);
}

/** Snoozes that hold at `now`. */
export async function activeSnoozes(db: Db, now: Date): Promise<Snooze[]> {
  const rows = await db.select().from(snoozes).where(gte(snoozes.until, now));
  return rows.filter(({ endedAt, until }) => endedAt === null && until > now);
}

/** What everybody said about being written to, by who they are. */
export async function allPreferences(db: Db): Promise<Map<string, Preferences>> {
  const rows = await db.select().from(preferences);
  return new Map(rows.map((row) => [row.who, row]));
}

const inOrder = [asc(findings.ref), asc(findings.scorecard), asc(findings.check)];
