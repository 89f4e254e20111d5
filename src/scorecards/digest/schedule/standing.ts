import type { Db } from '#dialect';
import { channelsOf } from '../../../catalog/channels.ts';
import { entitiesByRefs } from '../../../catalog/store.ts';
import { cronOf, nextTurn, type Turn } from '../../../turn.ts';
import { allPreferences } from '../../nudges/store.ts';
import { addSchedule, endSchedules, runningSchedules } from './store.ts';
import { CALLBOARD } from './turns.ts';

/** When digests go out that nobody scheduled, and the channel of the lead; null where it has none. */
export type StandingDigests = { turn: Turn; zone: string; leadChannel: string | null };

/**
 * Schedules that follow from the settings: one for the lead, who lets the first one go, and one for each team that said it wants its own, which
 * lets it go by that. What somebody ended stays ended; a team that changes its mind hears no more.
 */
export async function keepStanding(
  db: Db,
  { turn, zone, leadChannel }: StandingDigests,
  now: Date,
): Promise<void> {
  const nextAt = nextTurn(turn, zone, now);
  const base = {
    ...{ cron: cronOf(turn), zone, by: CALLBOARD, createdAt: now, nextAt },
    ...{ approvedAt: null, approvedBy: null, lastAt: null, lastError: null },
    ...{ endedAt: null, endedBy: null },
  };
  if (leadChannel)
    await addSchedule(db, {
      ...base,
      id: `lead:${leadChannel}`,
      audience: '*',
      place: leadChannel,
    });
  const wishes = [...(await allPreferences(db)).values()].filter(({ wantsDigest }) => wantsDigest);
  const wanting = new Map(wishes.map((wish) => [wish.who, wish]));
  const running = (await runningSchedules(db, CALLBOARD)).filter(
    ({ audience }) => audience !== '*',
  );
  const unwanted = running.filter(({ audience }) => !wanting.has(audience));
  await endSchedules(
    db,
    unwanted.map(({ id }) => id),
    { by: CALLBOARD, now },
  );
  const known = new Set(running.map(({ audience }) => audience));
  const missing = wishes.filter(({ who }) => !known.has(who));
  const teams = await entitiesByRefs(
    db,
    missing.map(({ who }) => who),
  );
  for (const wish of missing) {
    const place = wish.place ?? channelsOf(teams.get(wish.who)?.entity ?? null).channel;
    // The moment is part of it: a team that wants it again has a new one.
    const id = `team:${wish.who}:${wish.changedAt.toISOString()}`;
    if (place)
      await addSchedule(db, {
        ...base,
        ...{ id, audience: wish.who, place },
        ...{ approvedAt: wish.changedAt, approvedBy: wish.changedBy },
      });
  }
}
