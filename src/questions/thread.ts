import { eq, lt } from 'drizzle-orm';
import { z } from 'zod';
import type { Db } from '#dialect';
import { threads } from '../db/schema.ts';

/** What a conversation is about, for "and what depends on it?". */
const Context = z.object({
  /** The last question as it was read, and the part of it that named something. */
  asked: z.string(),
  named: z.string().nullable(),
  subjects: z.array(z.string()),
  refs: z.array(z.string()),
  /** Questions that were offered as buttons or list entries, in their order. */
  offered: z.array(z.string()),
  /** What the last question asked, as answers say it. */
  intent: z.string().nullable().default(null),
  /** True while a choice is open: the last question has no answer yet. */
  isOpen: z.boolean(),
});
export type Context = z.infer<typeof Context>;

/** After this long a thread is a new conversation: "it" means something else by then. */
const LIFETIME_MS = 8 * 60 * 60 * 1000;

export async function readThread(db: Db, id: string, now: Date): Promise<Context | null> {
  const [row] = await db.select().from(threads).where(eq(threads.id, id));
  if (!row || now.getTime() - row.at.getTime() > LIFETIME_MS) return null;
  // A row of an older version of Callboard is a conversation that was forgotten.
  return Context.safeParse(row.context).data ?? null;
}

export async function saveThread(db: Db, id: string, context: Context, now: Date): Promise<void> {
  await db
    .insert(threads)
    .values({ id, context, at: now })
    .onConflictDoUpdate({ target: threads.id, set: { context, at: now } });
}

/** Forgets conversations that are over. */
export async function forgetThreads(db: Db, now: Date): Promise<void> {
  await db.delete(threads).where(lt(threads.at, new Date(now.getTime() - LIFETIME_MS)));
}
