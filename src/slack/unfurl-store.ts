import { lt } from 'drizzle-orm';
import type { Db } from '#dialect';
import { unfurls } from '../db/schema.ts';

/** Who read it half an hour ago remembers it. */
const PAUSE_MS = 30 * 60_000;

/** Takes a link of a channel to say something below it; false where that was done a short while ago. The database decides. */
export async function claimUnfurl(
  db: Db,
  channel: string,
  key: string,
  now: Date,
): Promise<boolean> {
  const claimed = await db
    .insert(unfurls)
    .values({ channel, key: key.slice(0, 500), at: now })
    .onConflictDoUpdate({
      target: [unfurls.channel, unfurls.key],
      set: { at: now },
      setWhere: lt(unfurls.at, new Date(now.getTime() - PAUSE_MS)),
    })
    .returning();
  return claimed.length > 0;
}

/** Forgets what would be said again anyway. */
export async function tidyUnfurls(db: Db, now: Date): Promise<void> {
  await db.delete(unfurls).where(lt(unfurls.at, new Date(now.getTime() - PAUSE_MS)));
}
