import type { Db } from '#dialect';
import type { CatalogIndex } from '../catalog/search.ts';
import { momentName } from '../day-words.ts';
import { addLock, EVERYTHING, endLock, type Lock } from '../operations/locks.ts';
import { refusalFor } from '../operations/rights.ts';
import type { Doing, Presser } from './doing.ts';

type Parts = {
  db: Db;
  index: CatalogIndex;
  /** Refs of the teams and people who may lock anything. */
  admins: readonly string[];
};

const DAY_MS = 24 * 60 * 60_000;

/** Says that nobody may deploy something. Whoever asks `GET /api/locks` hears it; nobody else is stopped. */
export function lockDeed(parts: Parts): Doing<'lock'> {
  return {
    lifeMs: DAY_MS,
    target: ({ ref }) => ref,
    refusal: ({ ref }, by) => whyNot(parts, ref, by),
    words: {
      label: 'Why?',
      isLong: false,
      detail: 'Reason',
      read: ({ reason }) => reason ?? '',
      write: (deed, words) => ({ ...deed, reason: words || null }),
    },
    async carryOut({ ref, until, zone, reason }, { by, now }) {
      const name = await nameOf(parts.index, ref);
      const end = until ? new Date(until) : null;
      if (end && end <= now) return { kind: 'failed', text: 'The lock would be over already.' };
      const lock: Lock = { ref, by: by.ref, since: now, until: end, reason };
      const { kind, lock: held } = await addLock(parts.db, lock);
      // The same press may come here twice; the second time it finds its own lock.
      const isOwn = held.by === by.ref && held.until?.getTime() === end?.getTime();
      if (kind === 'held' && !isOwn) {
        const who = await nameOf(parts.index, held.by);
        return { kind: 'failed', text: `${name} is locked already, by ${who}. Unlock it first.` };
      }
      const when = end ? `until ${momentName(end, zone)}` : 'until somebody unlocks it';
      return { kind: 'done', text: `${name} is locked ${when}.${reason ? ` ${reason}.` : ''}` };
    },
  };
}

export function unlockDeed(parts: Parts): Doing<'unlock'> {
  return {
    lifeMs: DAY_MS,
    target: ({ ref }) => ref,
    refusal: ({ ref }, by) => whyNot(parts, ref, by),
    async carryOut({ ref }) {
      const name = await nameOf(parts.index, ref);
      const ended = await endLock(parts.db, ref);
      const whose = ended ? ` ${await nameOf(parts.index, ended.by)} had locked it.` : '';
      return {
        kind: 'done',
        text: ended ? `${name} is unlocked.${whose}` : `${name} is not locked.`,
      };
    },
  };
}

/** Everything at once is for admins alone. */
async function whyNot({ index, admins }: Parts, ref: string, by: Presser): Promise<string | null> {
  const what = ref === EVERYTHING ? null : ref;
  return refusalFor(await index.current(), { ref: what, by: by.ref, admins });
}

async function nameOf(index: CatalogIndex, ref: string): Promise<string> {
  if (ref === EVERYTHING) return 'Everything';
  const entry = (await index.current()).get(ref);
  return entry?.title ?? entry?.name ?? ref;
}
