import type { Db } from '#dialect';
import { channelsOf } from '../../catalog/channels.ts';
import { labelOf } from '../../catalog/labels.ts';
import { unplacedProblems } from '../../catalog/problems.ts';
import type { CatalogIndex, CatalogView } from '../../catalog/search.ts';
import { entitiesByRefs } from '../../catalog/store.ts';
import { emailOf } from '../../catalog/summary.ts';
import { type OnCallBook, readBook } from '../../operations/cover.ts';
import { activeLocks, coveringRefs, EVERYTHING, type Lock } from '../../operations/locks.ts';
import { isAt } from '../../operations/shifts.ts';
import { shiftsOfPerson } from '../../operations/store.ts';
import type { Fact } from '../answer.ts';
import { mostAsked } from '../asked.ts';
import type { OnCallNow } from '../brief.ts';
import { wholeCatalog } from '../facts.ts';
import { incidentsOf } from '../incidents/gather.ts';
import { incidentName, type Told } from '../incidents/words.ts';
import type { Room } from '../intention.ts';
import { named } from '../labels.ts';
import { onCallIn } from '../on-call/look.ts';
import { knownWindow } from '../on-call/person.ts';
import { levelText } from '../on-call/tell.ts';
import { readingRoom } from '../whose.ts';
import {
  byNeed,
  byWeight,
  type HomeLock,
  type HomeService,
  type HomeShifts,
  type HomeState,
  type HomeTeam,
  MOST_SERVICES,
  MOST_TEAMS,
} from './state.ts';

/** What the Home of a person shows; `ref` is null for somebody the catalog does not know. */
export type HomeOf = (ref: string | null) => Promise<HomeState>;

const ASKED_DAYS = 14;
const ASKED_SHOWN = 5;
const SHIFTS = 2;
const DAY_MS = 24 * 60 * 60_000;

export function createHomeOf({
  db,
  index,
  now,
}: {
  db: Db;
  index: CatalogIndex;
  now: () => Date;
}): HomeOf {
  return async (ref) => {
    const room = readingRoom(db, await index.current(), now());
    const { view } = room;
    const book = await readBook(db);
    const around = await readAround(room, book);
    const freeze = around.locks.find((lock) => lock.ref === EVERYTHING);
    const person = ref && view.get(ref) ? ref : null;
    const owners = person ? ownersOf(view, person) : [];
    const problems = await problemsOf(db, owners);
    const teams = owners
      .map((owner) => standingOf(view, owner, { ...around, problems }))
      .sort(byWeight);
    const shown = teams.slice(0, MOST_TEAMS);
    const things = owners.flatMap((owner) => view.ownedBy(owner).map((entry) => entry.ref));
    const shifts = person ? await shiftsIn(room, book, person) : null;
    return {
      person: person ? { ref: person, label: labelOf(view, person) } : null,
      entries: view.size,
      freeze: freeze ? drawnLock(view, freeze) : null,
      shifts,
      teams: await withPeople(room, shown),
      otherTeams: teams.slice(MOST_TEAMS).map((team) => named(view, team.ref)),
      asked: things.length > 0 ? await askedOf(room, [...things, ...owners]) : null,
      facts: await factsOf(room, book),
    };
  };
}

/** The teams somebody is in, and they themselves where something is theirs alone. */
function ownersOf(view: CatalogView, person: string): string[] {
  const teams = view.out(person, 'memberOf').filter((team) => view.get(team));
  return view.ownedBy(person).length > 0 ? [...teams, person] : teams;
}

type Around = { locks: readonly Lock[]; incidents: ReadonlyMap<string, Told> };

/** What goes on anywhere: read once, whoever's Home it is. */
async function readAround(room: Room, book: OnCallBook): Promise<Around> {
  const locks = await activeLocks(room.db, room.now);
  const incidents = new Map<string, Told>();
  for (const told of await incidentsOf(room, book, null))
    for (const ref of told.refs) if (!incidents.has(ref)) incidents.set(ref, told);
  return { locks, incidents };
}

type Problems = { ofRef: ReadonlyMap<string, number>; ofOwner: ReadonlyMap<string, number> };

async function problemsOf(db: Db, owners: readonly string[]): Promise<Problems> {
  const found = owners.length > 0 ? await unplacedProblems(db, { owners }) : [];
  const counts = (of: (problem: (typeof found)[number]) => string | null) => {
    const count = new Map<string, number>();
    for (const problem of found) {
      const key = of(problem);
      if (key) count.set(key, (count.get(key) ?? 0) + 1);
    }
    return count;
  };
  return { ofRef: counts(({ ref }) => ref), ofOwner: counts(({ owner }) => owner) };
}

/** How everything of a team stands, as far as no query of its own is needed. */
function standingOf(
  view: CatalogView,
  owner: string,
  { locks, incidents, problems }: Around & { problems: Problems },
): HomeTeam {
  // All that stops everything is said once, on top.
  const single = locks.filter(({ ref }) => ref !== EVERYTHING);
  const lockOver = (ref: string) => {
    const covering = single.length > 0 ? coveringRefs(view, ref) : [];
    return single.find((lock) => covering.includes(lock.ref)) ?? null;
  };
  const teamLock = lockOver(owner);
  const services = view.ownedBy(owner).map((entry): HomeService => {
    const told = incidents.get(entry.ref);
    const lock = lockOver(entry.ref);
    return {
      ...named(view, entry.ref),
      tier: entry.tier?.replace(/^tier[\s-]*/i, '') ?? null,
      incident: told
        ? {
            name: incidentName(told.incident),
            title: told.incident.title,
            url: told.incident.url,
          }
        : null,
      // A lock on the whole team stands with the team.
      lock: lock && lock.ref !== teamLock?.ref ? drawnLock(view, lock) : null,
      onCall: null,
      problems: problems.ofRef.get(entry.ref) ?? 0,
    };
  });
  return {
    ...named(view, owner),
    channel: null,
    onCall: null,
    lock: teamLock && drawnLock(view, teamLock),
    services: services.sort(byNeed).slice(0, MOST_SERVICES),
    total: services.length,
    problems: problems.ofOwner.get(owner) ?? 0,
  };
}

function drawnLock(view: CatalogView, { by, until, reason }: Lock): HomeLock {
  return { by: labelOf(view, by), until, reason };
}

/** The same with channels and who is on call, for those that are shown. */
async function withPeople(room: Room, teams: readonly HomeTeam[]): Promise<HomeTeam[]> {
  const onCallNow = onCallIn(room);
  const stored = await entitiesByRefs(
    room.db,
    teams.map(({ ref }) => ref),
  );
  const filled: HomeTeam[] = [];
  for (const team of teams) {
    const onCall = await dutyOf(onCallNow, team.ref);
    const services: HomeService[] = [];
    for (const service of team.services) {
      const own = await dutyOf(onCallNow, service.ref);
      services.push({ ...service, onCall: own?.who === onCall?.who ? null : own });
    }
    const { channel, askChannel } = channelsOf(stored.get(team.ref)?.entity ?? null);
    filled.push({ ...team, channel: channel ?? askChannel, onCall, services });
  }
  return filled;
}

async function dutyOf(onCallNow: OnCallNow, ref: string) {
  const found = await onCallNow(ref);
  return found && { who: found.who, until: found.until === null ? null : new Date(found.until) };
}

/** The person's shift that goes on and those that come; null where no source was read. */
async function shiftsIn(room: Room, book: OnCallBook, ref: string): Promise<HomeShifts | null> {
  const { db, now } = room;
  const read = [...book.standings.values()].filter(({ readAt }) => readAt !== null);
  if (read.length === 0) return null;
  const known = knownWindow(read, now);
  const entity = (await entitiesByRefs(db, [ref])).get(ref)?.entity;
  const person = { ref, email: entity ? emailOf(entity) : null };
  const shifts = await shiftsOfPerson(db, person, { since: now, until: known.until });
  const names = new Map(book.rotas.map(({ source, id, name }) => [`${source} ${id}`, name]));
  const some = (isWanted: (level: number) => boolean) =>
    shifts
      .filter(({ level }) => isWanted(level))
      .slice(0, SHIFTS)
      .map(({ source, rota, level, since, until }) => ({
        rota: names.get(`${source} ${rota}`) ?? rota,
        role: levelText(level),
        since,
        until,
        isNow: isAt({ since, until }, now),
      }));
  return {
    first: some((level) => level === 1),
    behind: some((level) => level > 1),
    knownUntil: known.until,
  };
}

async function askedOf(room: Room, refs: readonly string[]): Promise<HomeState['asked']> {
  const { db, view, now } = room;
  const since = new Date(now.getTime() - ASKED_DAYS * DAY_MS);
  const about = await mostAsked(db, refs, { since, limit: ASKED_SHOWN });
  return {
    days: ASKED_DAYS,
    about: about.map(({ ref, count }) => ({ ...named(view, ref), count })),
  };
}

async function factsOf({ db, view }: Room, book: OnCallBook): Promise<Fact[]> {
  const onCall = [...book.standings.values()].flatMap(({ title, readAt }) =>
    readAt
      ? [{ name: 'on call', value: title, source: title, observedAt: readAt.toISOString() }]
      : [],
  );
  return [await wholeCatalog(db, view), ...onCall];
}
