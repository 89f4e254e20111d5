import type { Db } from '#dialect';
import { labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { entitiesByRefs } from '../../catalog/store.ts';
import { emailOf } from '../../catalog/summary.ts';
import { teamsAbove } from '../../catalog/teams.ts';
import { homeZone } from '../../catalog/zones.ts';
import { isAt } from '../../operations/shifts.ts';
import { shiftsOfPerson } from '../../operations/store.ts';
import { channelOf } from '../../operations/waking.ts';
import { daysAround, openingAt, type WorkingTime } from './calendar.ts';
import type { Countries } from './holidays.ts';
import type { Preferences } from './nudge.ts';
import type { Recipient } from './world.ts';

/** When work begins and ends for who says nothing else. */
export const OPENS_AT = 9;
export const CLOSES_AT = 17;

/** Who answers for an entity and is written to: the first team that owns it, so that its members are not told again; else a person. */
export function recipientOf(view: CatalogView, ref: string): string | null {
  const owners = view.out(ref, 'ownedBy').flatMap((owner) => view.get(owner) ?? []);
  const [first] = [
    ...owners.filter(({ kind }) => kind === 'group'),
    ...owners.filter(({ kind }) => kind === 'user'),
  ];
  return first?.ref ?? null;
}

export type ReadingRecipients = {
  db: Db;
  view: CatalogView;
  countries: Countries;
  preferences: ReadonlyMap<string, Preferences>;
  /** Where those are who state no zone. */
  zone: string;
  now: Date;
};

/** Everything that decides whether and where somebody can be written to now. */
export async function readRecipients(
  reading: ReadingRecipients,
  refs: readonly string[],
): Promise<Map<string, Recipient>> {
  const { db, view, now, preferences } = reading;
  const found = new Map<string, Recipient>();
  for (const ref of new Set(refs)) {
    const entry = view.get(ref);
    if (!entry) continue;
    const said = preferences.get(ref);
    const isPerson = entry.kind === 'user';
    const time = await workingTime(reading, ref);
    found.set(ref, {
      ref,
      name: labelOf(view, ref),
      place: said?.place ?? (isPerson ? ref : await channelFor(db, view, ref)),
      people: isPerson ? [ref] : view.out(ref, 'hasMember'),
      onCall: isPerson ? await pagerOf(db, ref, now) : null,
      muted: said?.muted ?? [],
      opening: openingAt(now, time),
      days: daysAround(now, time),
    });
  }
  return found;
}

async function workingTime(
  { db, view, countries, preferences, zone: home }: ReadingRecipients,
  ref: string,
): Promise<WorkingTime> {
  const said = preferences.get(ref);
  const zone = said?.zone ?? (await homeZone(db, view, ref)) ?? home;
  const opensAt = said?.opensAt ?? OPENS_AT;
  const closesAt = said?.closesAt ?? CLOSES_AT;
  const hours =
    opensAt < closesAt ? { opensAt, closesAt } : { opensAt: OPENS_AT, closesAt: CLOSES_AT };
  const calendar = countries.calendar(said?.country ?? countries.ofZone(zone));
  return { zone, ...hours, calendar, away: said?.away ?? [] };
}

/** The channel a team reads, else that of the nearest team above it. */
async function channelFor(db: Db, view: CatalogView, team: string): Promise<string | null> {
  const line = [team, ...teamsAbove(view, team)];
  const stored = await entitiesByRefs(db, line);
  for (const ref of line) {
    const entity = stored.get(ref)?.entity;
    const channel = entity ? channelOf(entity) : null;
    if (channel) return channel;
  }
  return null;
}

/** Who is called first has the pager; those behind them go on with their work. */
async function pagerOf(db: Db, ref: string, now: Date): Promise<Recipient['onCall']> {
  const entity = (await entitiesByRefs(db, [ref])).get(ref)?.entity;
  const person = { ref, email: entity ? emailOf(entity) : null };
  const window = { since: now, until: new Date(now.getTime() + 1) };
  const shifts = await shiftsOfPerson(db, person, window);
  const shift = shifts.find((one) => one.level === 1 && isAt(one, now));
  return shift ? { until: shift.until } : null;
}
