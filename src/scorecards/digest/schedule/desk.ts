import type { Db } from '#dialect';
import type { CatalogIndex } from '../../../catalog/search.ts';
import { momentName } from '../../../day-words.ts';
import { writeAudit } from '../../../operations/audit.ts';
import { isAmong } from '../../../operations/rights.ts';
import { cronOf, nextTurn, type Turn, turnName, turnOf } from '../../../turn.ts';
import {
  changeDigest,
  changeSchedule,
  clearPlace,
  type DigestSchedule,
  endSchedules,
  lastDigest,
  saveSchedule,
  scheduleById,
} from './store.ts';
import { CALLBOARD } from './turns.ts';

export type DigestOutcome =
  | { kind: 'done'; text: string; schedule: DigestSchedule }
  | { kind: 'refused'; reason: string };

/** What people decide about digests that are sent again and again. Rights are looked up each time, and each deed leaves an audit line. */
export type DigestDesk = {
  /** `id`: the same press twice is one schedule. */
  schedule: (
    asked: { id: string; audience: string; place: string; cron: string; zone: string },
    by: string,
  ) => Promise<DigestOutcome>;
  /** Lets it go out from now on. */
  approve: (id: string, by: string) => Promise<DigestOutcome>;
  /** Another day, time or place, before or after it was let go. */
  change: (id: string, to: { turn: Turn; place: string }, by: string) => Promise<DigestOutcome>;
  drop: (id: string, by: string) => Promise<DigestOutcome>;
};

export function createDigestDesk({
  db,
  index,
  admins,
  now,
  newId,
}: {
  db: Db;
  index: CatalogIndex;
  admins: readonly string[];
  now: () => Date;
  newId: () => string;
}): DigestDesk {
  /** Whoever scheduled it, the team it is about, and who runs the platform. */
  async function found(id: string, by: string): Promise<DigestSchedule | string> {
    const schedule = await scheduleById(db, id);
    if (!schedule || schedule.endedAt) return 'This digest is not sent any more.';
    const team = schedule.audience === '*' ? [] : [schedule.audience];
    const may = isAmong(await index.current(), by, [schedule.by, ...team, ...admins]);
    if (may) return schedule;
    return schedule.by === CALLBOARD
      ? 'That is for those who run the platform (CALLBOARD_ADMINS).'
      : 'That is for whoever scheduled it, and for those who run the platform.';
  }

  async function told(schedule: DigestSchedule, by: string, text: string): Promise<DigestOutcome> {
    const target = schedule.audience;
    const line = { id: newId(), at: now(), who: by, what: 'digest', target, proposal: null };
    await writeAudit(db, { ...line, outcome: 'done', detail: text });
    return { kind: 'done', text, schedule };
  }

  return {
    async schedule(asked, by) {
      const { id, audience, cron, zone } = asked;
      const nextAt = nextTurn(turnOf(cron), zone, now());
      const schedule: DigestSchedule = {
        ...asked,
        ...{ by, createdAt: now(), nextAt, approvedAt: null, approvedBy: null },
        ...{ lastAt: null, lastError: null, endedAt: null, endedBy: null },
      };
      const known = await scheduleById(db, id);
      if (known) return { kind: 'done', text: whenName(known), schedule: known };
      await saveSchedule(db, schedule);
      const whose = audience === '*' ? 'The digest' : `The digest of ${audience}`;
      return told(schedule, by, `${whose} is scheduled for ${asked.place}, ${whenName(schedule)}.`);
    },
    async approve(id, by) {
      const schedule = await found(id, by);
      if (typeof schedule === 'string') return { kind: 'refused', reason: schedule };
      if (schedule.approvedAt) return { kind: 'done', text: sentFrom(schedule), schedule };
      const changed = await changeSchedule(db, id, {
        ...{ approvedAt: now(), approvedBy: by, lastError: null },
      });
      if (!changed) return { kind: 'refused', reason: 'This digest is not sent any more.' };
      const preview = await lastDigest(db, id, { states: ['preview'] });
      // A preview that stands where it is to stand is the first one.
      const isFirst = preview?.place === schedule.place;
      if (preview) await changeDigest(db, preview.id, { state: isFirst ? 'sent' : 'dropped' });
      return told(changed, by, sentFrom(changed));
    },
    async change(id, { turn, place }, by) {
      const schedule = await found(id, by);
      if (typeof schedule === 'string') return { kind: 'refused', reason: schedule };
      if (!(await clearPlace(db, { ...schedule, place })))
        return { kind: 'refused', reason: `This digest goes to ${place} already.` };
      const nextAt = nextTurn(turn, schedule.zone, now());
      const changed = await changeSchedule(db, id, { cron: cronOf(turn), place, nextAt });
      if (!changed) return { kind: 'refused', reason: 'This digest is not sent any more.' };
      return told(changed, by, `It is for ${place}, ${whenName(changed)}.`);
    },
    async drop(id, by) {
      const schedule = await found(id, by);
      if (typeof schedule === 'string') return { kind: 'refused', reason: schedule };
      await endSchedules(db, [id], { by, now: now() });
      const preview = await lastDigest(db, id, { states: ['preview'] });
      if (preview) await changeDigest(db, preview.id, { state: 'dropped' });
      return told(schedule, by, 'It is not sent.');
    },
  };
}

/** "every Monday at 09:00 (Europe/Berlin)". */
export function whenName({ cron, zone }: Pick<DigestSchedule, 'cron' | 'zone'>): string {
  return `${turnName(turnOf(cron))} (${zone})`;
}

function sentFrom(schedule: DigestSchedule): string {
  return `It is sent ${whenName(schedule)}, next on ${momentName(schedule.nextAt, schedule.zone)}.`;
}
