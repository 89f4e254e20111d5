import type { Db } from '#dialect';
import { describeError } from '../errors.ts';
import type { Log } from '../log.ts';
import { dueRepeats, endTurn, type Repeat } from '../operations/repeats.ts';
import type { Answer, Ask } from '../questions/answer.ts';
import { nextTurn, turnName, turnOf } from '../turn.ts';
import type { Reached } from './reach.ts';

/** Posts an answer to a channel, or to a person by ref; once for each `key`. */
export type PostAnswer = (
  answer: Answer,
  to: { place: string; note: string; key: string },
) => Promise<Reached>;

/** After half a day an answer for the morning is none. */
const LATE_MS = 12 * 60 * 60_000;

/** Asks what is due again and posts the answers. The key of the message makes a turn that ran twice one. */
export async function runRepeats({
  db,
  ask,
  post,
  now,
  log,
}: {
  db: Db;
  ask: Ask;
  post: PostAnswer;
  now: () => Date;
  log: Log;
}): Promise<void> {
  for (const repeat of await dueRepeats(db, now())) {
    const isLate = now().getTime() - repeat.nextAt.getTime() > LATE_MS;
    const lastError = isLate ? 'it was too late by the time I could' : await take(repeat);
    if (lastError) log.warn({ repeat: repeat.id, reason: lastError }, 'repeated answer not posted');
    const nextAt = nextTurn(turnOf(repeat.cron), repeat.zone, now());
    await endTurn(db, repeat, { nextAt, lastAt: now(), lastError });
  }

  async function take({ id, question, by, zone, channel, cron, nextAt }: Repeat) {
    try {
      const answer = await ask({ text: question, asker: by, thread: null, zone: async () => zone });
      if (answer.kind === 'silent') return 'there is no answer to it';
      const note = `${turnName(turnOf(cron))}: “${question}”`;
      const key = `repeat:${id}:${nextAt.toISOString()}`;
      const reached = await post(answer, { place: channel, note, key });
      return reached.kind === 'unreachable' ? reached.reason : null;
    } catch (error) {
      // The others are still to be asked.
      return describeError(error);
    }
  }
}
