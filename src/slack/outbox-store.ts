import {
  and,
  asc,
  count,
  eq,
  gt,
  isNotNull,
  isNull,
  like,
  lt,
  lte,
  notLike,
  or,
} from 'drizzle-orm';
import type { Db } from '#dialect';
import { outbox } from '../db/schema.ts';
import { StoredMessage } from './message.ts';

export type OutboxRow = {
  id: string;
  channel: string;
  message: StoredMessage;
  createdAt: Date;
  attempts: number;
  error: string | null;
};

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** A row under way is nobody else's for so long; after a crash it is tried again then. */
const CLAIM_MS = MINUTE;
/** Stands in a row from its claim until Slack has answered. */
const UNDER_WAY = 'being sent';
const NO_ANSWER = 'no answer: ';

/** Keeps a message to be sent; null when its key was used before. */
export async function addMessage(
  db: Db,
  { id, key, message, now }: { id: string; key: string; message: StoredMessage; now: Date },
): Promise<OutboxRow | null> {
  const channel = message.address.channel;
  const added = await db
    .insert(outbox)
    .values({ id, dedupeKey: key, channel, message, createdAt: now, dueAt: now, attempts: 0 })
    .onConflictDoNothing()
    .returning();
  return added[0] ? rowOf(added[0]) : null;
}

/** What is to be sent by now, oldest first. */
export async function dueMessages(db: Db, now: Date, limit: number): Promise<OutboxRow[]> {
  const rows = await db
    .select()
    .from(outbox)
    .where(and(isNull(outbox.sentAt), isNull(outbox.failedAt), lte(outbox.dueAt, now)))
    .orderBy(asc(outbox.createdAt), asc(outbox.id))
    .limit(limit);
  return rows.map(rowOf);
}

/** Takes a row for one attempt; false when another replica has it. The database decides. */
export async function claimMessage(db: Db, row: OutboxRow, now: Date): Promise<boolean> {
  const claimed = await db
    .update(outbox)
    .set({
      attempts: row.attempts + 1,
      dueAt: new Date(now.getTime() + CLAIM_MS),
      error: UNDER_WAY,
    })
    .where(
      and(
        eq(outbox.id, row.id),
        eq(outbox.attempts, row.attempts),
        isNull(outbox.sentAt),
        isNull(outbox.failedAt),
      ),
    )
    .returning();
  return claimed.length > 0;
}

/** Whether Slack may have taken the message although nobody heard of it: the process died, or the line broke, while it was sent. */
export function isInDoubt({ error }: Pick<OutboxRow, 'error'>): boolean {
  return error === UNDER_WAY || (error?.startsWith(NO_ANSWER) ?? false);
}

/** The reason of a row that stays in doubt. */
export function inDoubt(reason: string): string {
  return `${NO_ANSWER}${reason}`;
}

/** Why it was not sent so far, for people. */
export function reasonIn({ error }: Pick<OutboxRow, 'error'>): string | null {
  if (error === UNDER_WAY) return null;
  return error?.startsWith(NO_ANSWER) ? error.slice(NO_ANSWER.length) : error;
}

/** `channel` is where it stands now: what was sent to a person stands in our direct messages with them. */
export async function markSent(
  db: Db,
  id: string,
  { ts, channel }: { ts: string | null; channel: string },
  now: Date,
): Promise<void> {
  await db.update(outbox).set({ sentAt: now, ts, channel, error: null }).where(eq(outbox.id, id));
}

export async function markFailed(db: Db, id: string, reason: string, now: Date): Promise<void> {
  await db.update(outbox).set({ failedAt: now, error: reason }).where(eq(outbox.id, id));
}

/** Puts a row off to `dueAt`, with the reason, and with another message where the first one was refused. */
export async function postpone(
  db: Db,
  id: string,
  change: { dueAt: Date; reason: string | null; message?: StoredMessage },
): Promise<void> {
  const { dueAt, reason, message } = change;
  await db
    .update(outbox)
    .set({ dueAt, error: reason, ...(message && { message }) })
    .where(eq(outbox.id, id));
}

/** Keeps a message that was not sent yet until then, by its key; nothing where there is none. */
export async function holdMessage(db: Db, key: string, until: Date): Promise<void> {
  await db
    .update(outbox)
    .set({ dueAt: until })
    .where(and(eq(outbox.dedupeKey, key), isNull(outbox.sentAt), isNull(outbox.failedAt)));
}

/** Takes up again a message that was given up, by its key, as it reads now; null where none was. */
export async function reviveMessage(
  db: Db,
  { key, message, now }: { key: string; message: StoredMessage; now: Date },
): Promise<OutboxRow | null> {
  const { channel } = message.address;
  const revived = await db
    .update(outbox)
    .set({ channel, message, failedAt: null, error: null, createdAt: now, dueAt: now })
    .where(and(eq(outbox.dedupeKey, key), isNotNull(outbox.failedAt)))
    .returning();
  return revived[0] ? rowOf(revived[0]) : null;
}

/** What became of the message with this key; null when there is none. */
export async function messageByKey(
  db: Db,
  key: string,
): Promise<Pick<
  typeof outbox.$inferSelect,
  'channel' | 'ts' | 'sentAt' | 'failedAt' | 'error'
> | null> {
  const { channel, ts, sentAt, failedAt, error } = outbox;
  const [row] = await db
    .select({ channel, ts, sentAt, failedAt, error })
    .from(outbox)
    .where(eq(outbox.dedupeKey, key));
  return row ?? null;
}

/** Messages whose keys begin so, with where they stand. */
export async function messagesWithPrefix(
  db: Db,
  prefix: string,
): Promise<{ key: string; channel: string; ts: string | null }[]> {
  const { channel, ts, dedupeKey: key } = outbox;
  const rows = await db
    .select({ key, channel, ts })
    .from(outbox)
    // A name may have signs that stand for others in a pattern.
    .where(like(key, `${prefix.replace(/[%_\\]/g, '_')}%`));
  return rows.filter((row) => row.key.startsWith(prefix));
}

/** Messages not sent yet, and those given up within a day. */
export async function outboxCounts(
  db: Db,
  now: Date,
): Promise<{ waiting: number; failed: number }> {
  const waiting = await db
    .select({ n: count() })
    .from(outbox)
    .where(and(isNull(outbox.sentAt), isNull(outbox.failedAt)));
  const failed = await db
    .select({ n: count() })
    .from(outbox)
    .where(gt(outbox.failedAt, new Date(now.getTime() - DAY)));
  return { waiting: waiting[0]?.n ?? 0, failed: failed[0]?.n ?? 0 };
}

/** Forgets what was sent a week ago (a year, where its key begins with `keep:`: questions that are answered late) and what failed a month ago. */
export async function tidyOutbox(db: Db, now: Date): Promise<void> {
  await db
    .delete(outbox)
    .where(
      or(
        and(
          isNotNull(outbox.sentAt),
          lt(outbox.sentAt, new Date(now.getTime() - 7 * DAY)),
          or(
            notLike(outbox.dedupeKey, 'keep:%'),
            lt(outbox.sentAt, new Date(now.getTime() - 400 * DAY)),
          ),
        ),
        and(isNotNull(outbox.failedAt), lt(outbox.failedAt, new Date(now.getTime() - 30 * DAY))),
      ),
    );
}

/** A message of ours as it was posted, by its place; null for one that is too old or was never kept. */
export async function messageAt(
  db: Db,
  { channel, ts }: { channel: string; ts: string },
): Promise<StoredMessage | null> {
  const rows = await db
    .select()
    .from(outbox)
    .where(and(eq(outbox.channel, channel), eq(outbox.ts, ts)))
    .orderBy(asc(outbox.createdAt));
  const posted = rows
    .map((row) => StoredMessage.parse(row.message))
    .find(({ address }) => address.kind === 'channel');
  return posted ?? null;
}

function rowOf(row: typeof outbox.$inferSelect): OutboxRow {
  const { id, channel, createdAt, attempts, error } = row;
  return { id, channel, createdAt, attempts, error, message: StoredMessage.parse(row.message) };
}
