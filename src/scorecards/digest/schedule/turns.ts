import { createHash } from 'node:crypto';
import type { Db } from '#dialect';
import type { Reached } from '../../../deeds/reach.ts';
import { describeError } from '../../../errors.ts';
import type { Log } from '../../../log.ts';
import { nextTurn, turnOf } from '../../../turn.ts';
import type { Standards } from '../../standards.ts';
import type { Digest } from '../digest.ts';
import {
  addDigest,
  changeDigest,
  type DigestRow,
  type DigestSchedule,
  digestsToSend,
  endDigestTurn,
  lastDigest,
  runningSchedules,
  scheduleById,
} from './store.ts';

/** Who has the digest of the lead sent without anybody having asked. */
export const CALLBOARD = 'callboard';

const HOUR_MS = 60 * 60_000;
const WEEK_MS = 7 * 24 * HOUR_MS;
/** What could not be sent for so long is none for a Monday any more. */
const LATE_MS = 36 * HOUR_MS;
/** A period goes on from the digest before, as long as that is not a story of months. */
const LONGEST_MS = 5 * WEEK_MS;

/** Posts a digest, once for its `id`. A preview asks whether it may go to its place from now on. */
export type SendDigest = (sent: {
  id: string;
  digest: Digest;
  /** A channel, or a person by ref. */
  place: string;
  schedule: DigestSchedule;
  isPreview: boolean;
}) => Promise<Reached>;

type Parts = {
  db: Db;
  standards: Pick<Standards, 'digest'>;
  now: () => Date;
  log: Log;
  /** Null without Slack. */
  send: () => SendDigest | null;
};

/**
 * Makes the digests that are due and sends what was made. Each is a row before it is a message: a turn that runs twice is one row, and a
 * row that is sent twice is one message. Dies anywhere and ends the same.
 */
export async function runDigests(parts: Parts): Promise<void> {
  const { db, now, log } = parts;
  for (const schedule of await runningSchedules(db)) {
    try {
      await turn(parts, schedule);
    } catch (error) {
      // The others are still to be made.
      log.error({ err: error, schedule: schedule.id }, 'digest not made');
      await endDigestTurn(db, schedule, { lastError: describeError(error) });
    }
  }
  for (const row of await digestsToSend(db)) await deliver(parts, row, now());
}

async function turn({ db, standards, now }: Parts, schedule: DigestSchedule): Promise<void> {
  const { id, approvedAt, audience, by, place, nextAt } = schedule;
  const isDue = nextAt <= now();
  const preview = approvedAt ? null : await lastDigest(db, id, { states: ['preview'] });
  // Whoever asked sees what it will be at once; the lead, who did not ask, when its day comes.
  const wantsPreview = !approvedAt && !preview && (isDue || by !== CALLBOARD);
  const isLate = now().getTime() - nextAt.getTime() > LATE_MS;
  if (wantsPreview || (approvedAt && isDue && !isLate)) {
    const until = isDue && !isLate ? nextAt : now();
    const last = await lastDigest(db, id, { until, states: ['sent'] });
    const since = periodStart(last, until);
    await addDigest(db, {
      id: createHash('sha256')
        .update(`${id} ${wantsPreview ? 'preview' : nextAt.toISOString()}`)
        .digest('hex')
        .slice(0, 24),
      schedule: id,
      audience,
      digest: await standards.digest(audience, until, since),
      state: wantsPreview ? 'preview' : 'due',
      place: wantsPreview && by !== CALLBOARD ? by : place,
      madeAt: until,
      ...{ sentAt: null, channel: null, ts: null, problem: null },
    });
  }
  if (!isDue) return;
  const next = nextTurn(turnOf(schedule.cron), schedule.zone, now());
  const lastError = !approvedAt
    ? 'nobody has let it go yet'
    : isLate
      ? 'it was too late by the time I could'
      : null;
  await endDigestTurn(db, schedule, { nextAt: next, lastAt: nextAt, lastError });
}

/** Where the one before ended, so that nothing is told twice and nothing is left out. */
function periodStart(last: DigestRow | null, until: Date): Date {
  const ended = last ? Date.parse(last.digest.until) : Number.NaN;
  const isNear = ended < until.getTime() && until.getTime() - ended <= LONGEST_MS;
  return new Date(isNear ? ended : until.getTime() - WEEK_MS);
}

async function deliver({ db, send, log }: Parts, row: DigestRow, now: Date): Promise<void> {
  const out = send();
  const schedule = row.schedule ? await scheduleById(db, row.schedule) : null;
  if (!schedule || schedule.endedAt || !row.place)
    return changeDigest(db, row.id, { state: 'dropped' });
  const isLate = now.getTime() - row.madeAt.getTime() > LATE_MS;
  if (isLate && row.state === 'due')
    return changeDigest(db, row.id, { state: 'failed', problem: row.problem ?? 'it was too late' });
  if (!out) return;
  const { id, digest, place } = row;
  const isPreview = row.state === 'preview';
  const reached = await out({ id, digest, place, schedule, isPreview });
  if (reached.kind === 'reached')
    return changeDigest(db, id, {
      ...(!isPreview && { state: 'sent' as const }),
      ...{ sentAt: now, problem: null },
    });
  log.warn({ digest: id, place, reason: reached.reason }, 'digest not posted');
  await changeDigest(db, id, { problem: reached.reason });
}
