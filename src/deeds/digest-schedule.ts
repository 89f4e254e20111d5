import type { Db } from '#dialect';
import { type DigestDesk, whenName } from '../scorecards/digest/schedule/desk.ts';
import type { Doing } from './doing.ts';
import type { Reach } from './reach.ts';
import { proposalById } from './store.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Schedules a digest. Whoever pressed sees it first: nothing goes to others before they let it. */
export function digestScheduleDeed({
  db,
  desk,
  run,
  reach,
}: {
  db: Db;
  desk: DigestDesk;
  /** Makes the preview and sends it. */
  run: () => Promise<void>;
  reach: Pick<Reach, 'barrierTo' | 'channelIdOf'>;
}): Doing<'digest-schedule'> {
  return {
    lifeMs: DAY_MS,
    target: ({ audience }) => audience,
    refusal: async () => null,
    async carryOut({ audience, place: named, cron, zone }, { by, key }) {
      const where = named ?? (await proposalById(db, key))?.channel ?? by.ref;
      const isPerson = where.startsWith('user:');
      const barrier = isPerson ? null : await reach.barrierTo(where);
      // What cannot be posted there is known now, not on Monday.
      if (barrier)
        return { kind: 'failed', text: `I could not post in ${named ?? 'here'}: ${barrier}.` };
      // One channel is one place, however it is called.
      const place = isPerson ? where : ((await reach.channelIdOf(where)) ?? where);
      const done = await desk.schedule({ id: key, audience, place, cron, zone }, by.ref);
      if (done.kind === 'refused') return { kind: 'failed', text: done.reason };
      await run();
      const when = whenName(done.schedule);
      return {
        kind: 'done',
        text: `I sent you a preview. Once you let it go, it comes ${when}.`,
      };
    },
  };
}
