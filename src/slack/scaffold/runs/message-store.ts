import { and, desc, eq, gt, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import { drafts, runMessages, runs } from '../../../db/scaffolder-tables.ts';
import { type Draft, keyOfDraft } from '../../../scaffolder/draft-store.ts';

export type RunMessage = typeof runMessages.$inferSelect;

/** In place of a channel, where nobody of Slack waits for the run: only its approval is told. */
const NOWHERE = 'nowhere';

/** The message of a run, as it is or as it begins. */
export async function messageOfRun(
  db: Db,
  run: string,
): Promise<{ row: RunMessage; isShown: boolean; person: string | null }> {
  const draft = await draftOfRun(db, run);
  const known = await storedMessage(db, run);
  if (!known) {
    const channel = draft?.channel ?? draft?.person ?? NOWHERE;
    const threadTs = draft?.threadTs ?? null;
    await db
      .insert(runMessages)
      .values({ run, channel, ts: null, threadTs, told: {} })
      .onConflictDoNothing();
  }
  const row = known ?? (await storedMessage(db, run));
  if (!row) throw new Error('The message of a run could not be kept.');
  return { row, isShown: row.channel !== NOWHERE, person: draft?.person ?? null };
}

/** A run that nobody of Slack waited for is told from now on where somebody acted on it. False where it is told already. */
export async function tellFrom(
  db: Db,
  run: string,
  { channel, threadTs }: { channel: string; threadTs: string | null },
): Promise<boolean> {
  const { isShown } = await messageOfRun(db, run);
  if (isShown) return false;
  await db
    .update(runMessages)
    .set({ channel, threadTs })
    .where(and(eq(runMessages.run, run), eq(runMessages.channel, NOWHERE)));
  return true;
}

async function storedMessage(db: Db, run: string): Promise<RunMessage | null> {
  const [row] = await db.select().from(runMessages).where(eq(runMessages.run, run));
  return row ?? null;
}

/** Where it stands, once it is posted: what was sent to a person stands in our direct messages with them. */
export async function messagePosted(
  db: Db,
  { run, channel }: RunMessage,
  posted: { channel: string; ts: string },
): Promise<void> {
  await db
    .update(runMessages)
    .set(posted)
    .where(and(eq(runMessages.run, run), eq(runMessages.channel, channel)));
}

export async function saveTold(db: Db, run: string, told: RunMessage['told']): Promise<void> {
  await db.update(runMessages).set({ told }).where(eq(runMessages.run, run));
}

export async function draftOfRun(db: Db, run: string): Promise<Draft | null> {
  const [row] = await db
    .select({ draft: drafts })
    .from(drafts)
    .innerJoin(runs, isDraftOfRun)
    .where(eq(runs.id, run));
  return row?.draft ?? null;
}

// By the key of the run and not by the draft, which hears of its run only after others may have.
const isDraftOfRun = eq(runs.key, sql`${keyOfDraft('')} || ${drafts.id}`);

const LOOKED_BACK_MS = 7 * 24 * 3_600_000;

/** Runs whose messages may be behind: those under way, those whose end was not told, and those that wait for somebody's yes. */
export async function runsToTell(db: Db, now: Date): Promise<string[]> {
  const rows = await db
    .select({ run: runs.id, state: runs.state, told: runMessages.told, person: drafts.person })
    .from(runs)
    .leftJoin(drafts, isDraftOfRun)
    .leftJoin(runMessages, eq(runMessages.run, runs.id))
    .where(gt(runs.createdAt, new Date(now.getTime() - LOOKED_BACK_MS)))
    .orderBy(desc(runs.createdAt))
    .limit(500);
  return rows
    .filter(({ state, told, person }) => {
      const concerns = person !== null || state === 'waiting' || told !== null;
      return concerns && told?.['state'] !== state;
    })
    .map(({ run }) => run);
}
