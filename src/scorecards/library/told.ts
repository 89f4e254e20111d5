import { createHash } from 'node:crypto';
import { and, eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { counted } from '../../catalog/labels.ts';
import { state } from '../../db/schema.ts';
import type { FileProblems } from '../library.ts';

const KEY = 'scorecards.told';
const SHOWN = 3;

/**
 * What the lead is to be told of what is wrong with the files; null where they were told of it, by whichever replica, or there is nothing.
 * Once all is well again, the same mistake is news.
 */
export async function newsOf(
  db: Db,
  problems: readonly FileProblems[],
  now: Date,
): Promise<string | null> {
  const errors = problems.flatMap(({ file, problems: of }) =>
    of.filter(({ severity }) => severity === undefined).map((one) => ({ file, ...one })),
  );
  const hash = createHash('sha256').update(JSON.stringify(errors)).digest('hex');
  const value = { hash: errors.length > 0 ? hash : null };
  const isMine = await claim(db, { value, at: now });
  if (!isMine || errors.length === 0) return null;
  const lines = errors
    .slice(0, SHOWN)
    .map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
  const more =
    errors.length > SHOWN ? [`And ${counted(errors.length - SHOWN, 'more mistake')}.`] : [];
  return [
    `Scorecards: ${counted(errors.length, 'mistake')} in ${counted(new Set(errors.map(({ file }) => file)).size, 'file')}. What was read before goes on.`,
    ...lines,
    ...more,
  ].join('\n');
}

/** True for the one caller who writes another value than stands there. */
async function claim(
  db: Db,
  { value, at }: { value: { hash: string | null }; at: Date },
): Promise<boolean> {
  const [row] = await db.select().from(state).where(eq(state.key, KEY));
  if (!row) {
    const written = await db
      .insert(state)
      .values({ key: KEY, value, at })
      .onConflictDoNothing()
      .returning({ key: state.key });
    return written.length > 0;
  }
  if (JSON.stringify(row.value) === JSON.stringify(value)) return false;
  // Later than what stood there, so that of two replicas at the same moment one finds it changed.
  const later = new Date(Math.max(at.getTime(), row.at.getTime() + 1));
  const written = await db
    .update(state)
    .set({ value, at: later })
    .where(and(eq(state.key, KEY), eq(state.at, row.at)))
    .returning({ key: state.key });
  return written.length > 0;
}
