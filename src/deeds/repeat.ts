import type { Db } from '#dialect';
import { labelOf } from '../catalog/labels.ts';
import type { CatalogIndex } from '../catalog/search.ts';
import { momentName } from '../day-words.ts';
import { addRepeat, endRepeats } from '../operations/repeats.ts';
import { endSchedules } from '../scorecards/digest/schedule/store.ts';
import { nextTurn, turnName, turnOf } from '../turn.ts';
import type { Doing } from './doing.ts';
import type { Announcement, Reach } from './reach.ts';
import { proposalById } from './store.ts';

const DAY_MS = 24 * 60 * 60_000;

/** Has a question asked again and again. The place hears of it at once: what cannot be posted there is known now, not on Monday. */
export function repeatDeed({
  db,
  index,
  reach,
}: {
  db: Db;
  index: CatalogIndex;
  reach: Reach;
}): Doing<'repeat'> {
  return {
    lifeMs: DAY_MS,
    target: ({ place }) => place ?? 'here',
    refusal: async () => null,
    words: {
      label: 'Which question?',
      isLong: false,
      detail: 'Question',
      read: ({ question }) => question,
      write: (deed, words) => (words ? { ...deed, question: words } : deed),
    },
    async carryOut({ question, place: named, cron, zone }, { by, key, now }) {
      const place = named ?? (await proposalById(db, key))?.channel ?? by.ref;
      const turn = turnOf(cron);
      const nextAt = nextTurn(turn, zone, now);
      const when = `${turnName(turn)} (${zone})`;
      const said: Announcement = {
        headline: `${by.name} has me answer this here ${when}, first on ${momentName(nextAt, zone)}. They can end it with "stop sending".`,
        text: question,
        by: by.slackId,
      };
      const send = place.startsWith('user:') ? reach.person : reach.channel;
      const reached = await send(place, said, `repeat:${key}`);
      const view = await index.current();
      const where = place.startsWith('user:') ? labelOf(view, place) : (named ?? 'this place');
      if (reached.kind === 'unreachable')
        return { kind: 'failed', text: `I could not reach ${where}: ${reached.reason}.` };
      await addRepeat(db, {
        id: key,
        question,
        channel: place,
        cron,
        zone,
        by: by.ref,
        createdAt: now,
        nextAt,
        lastAt: null,
        lastError: null,
        endedAt: null,
        endedBy: null,
      });
      return { kind: 'done', text: `I answer it ${when}, first on ${momentName(nextAt, zone)}.` };
    },
  };
}

/** Ends what the presser has scheduled. */
export function unrepeatDeed({ db }: { db: Db }): Doing<'unrepeat'> {
  return {
    lifeMs: DAY_MS,
    target: ({ by }) => by,
    refusal: async ({ by }, presser) =>
      presser.ref === by ? null : 'That is for whoever scheduled it.',
    async carryOut({ ids }, { by, now }) {
      const answers = await endRepeats(db, ids, { by: by.ref, now });
      const ended = answers + (await endSchedules(db, ids, { by: by.ref, now }));
      return {
        kind: 'done',
        text: ended > 0 ? 'It is not sent any more.' : 'It had ended already.',
      };
    },
  };
}
