import { existsSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import type { App } from '../app.ts';
import { writeAudit } from '../operations/audit.ts';
import { addLock } from '../operations/locks.ts';

const moment = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const Locks = z.object({
  admins: z.array(z.string()).default([]),
  locks: z
    .array(
      z.object({
        ref: z.string(),
        by: z.string(),
        since: moment,
        until: moment.nullable().default(null),
        reason: z.string().nullable().default(null),
      }),
    )
    .default([]),
});
export type SeededLocks = z.infer<typeof Locks>;

/** What an organisation has locked before the demo begins; nothing where it says nothing. */
export function readLocks(file: string): SeededLocks {
  return Locks.parse(existsSync(file) ? parse(readFileSync(file, 'utf8')) : {});
}

/** The rows that pressing "Lock" would have left, once, however often a kept database is opened. */
export async function seedLocks({ db }: App['core'], { locks }: SeededLocks): Promise<void> {
  for (const lock of locks) {
    const { kind } = await addLock(db, lock);
    if (kind === 'held') continue;
    const line = { who: lock.by, what: 'lock', target: lock.ref, outcome: 'done' as const };
    const detail = `Locked.${lock.reason ? ` ${lock.reason}.` : ''}`;
    const id = `seed:${lock.ref}:${lock.since.toISOString()}`;
    await writeAudit(db, { ...line, id, at: lock.since, detail, proposal: null });
  }
}
