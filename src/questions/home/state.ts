import type { Fact, Named } from '../answer.ts';
import { tierRank } from '../blast/affected.ts';

// What a person's Home shows, as plain data: who they are, when they are on call, how their teams' services stand, what is asked about them.

export type HomeState = {
  /** Null for somebody the catalog does not know. */
  person: Named | null;
  /** Entities in the catalog; none before the first read. */
  entries: number;
  /** Somebody stopped all deployments. */
  freeze: HomeLock | null;
  shifts: HomeShifts | null;
  teams: readonly HomeTeam[];
  /** Teams that do not fit. */
  otherTeams: readonly Named[];
  asked: { days: number; about: readonly (Named & { count: number })[] } | null;
  facts: readonly Fact[];
};

/** The person's own shifts, those that go on first: as the one who is called, and as whoever stands behind them. */
export type HomeShifts = {
  first: readonly HomeShift[];
  behind: readonly HomeShift[];
  knownUntil: Date;
};
export type HomeShift = {
  rota: string;
  /** "on call", "backup", "level 3". */
  role: string;
  since: Date;
  /** Null for a rota that one person has for good. */
  until: Date | null;
  isNow: boolean;
};

export type HomeTeam = Named & {
  channel: string | null;
  onCall: HomeDuty | null;
  lock: HomeLock | null;
  /** Those that need somebody first. */
  services: readonly HomeService[];
  /** With those that do not fit. */
  total: number;
  /** Of the descriptors of all that is theirs. */
  problems: number;
};

export type HomeService = Named & {
  tier: string | null;
  incident: { name: string; title: string; url: string | null } | null;
  lock: HomeLock | null;
  /** Who is on call for it, where that is not whoever is for its team. */
  onCall: HomeDuty | null;
  problems: number;
};

export type HomeDuty = { who: string; until: Date | null };
export type HomeLock = { by: string; until: Date | null; reason: string | null };

export const NO_STATE: HomeState = {
  person: null,
  entries: 0,
  freeze: null,
  shifts: null,
  teams: [],
  otherTeams: [],
  asked: null,
  facts: [],
};

/** More teams would be a list that nobody reads. */
export const MOST_TEAMS = 8;
export const MOST_SERVICES = 8;

/** Burning first, then locked, then what is wrong on paper, then by tier; of equals what a team builds, and by name. */
export function byNeed(
  a: Pick<HomeService, 'incident' | 'lock' | 'problems' | 'tier' | 'label' | 'ref'>,
  b: Pick<HomeService, 'incident' | 'lock' | 'problems' | 'tier' | 'label' | 'ref'>,
): number {
  return (
    need(a) - need(b) ||
    tierRank(a.tier) - tierRank(b.tier) ||
    Number(b.ref.startsWith('component:')) - Number(a.ref.startsWith('component:')) ||
    (a.label < b.label ? -1 : 1)
  );
}

function need({ incident, lock, problems }: Pick<HomeService, 'incident' | 'lock' | 'problems'>) {
  return incident ? 0 : lock ? 1 : problems > 0 ? 2 : 3;
}

/** Whether somebody has to do something about it. */
export function needsSomebody(service: HomeService): boolean {
  return need(service) < 3;
}

/** Teams with something burning first, then those that own most. */
export function byWeight(a: HomeTeam, b: HomeTeam): number {
  const burning = ({ services }: HomeTeam) => services.filter(({ incident }) => incident).length;
  return burning(b) - burning(a) || b.total - a.total || (a.label < b.label ? -1 : 1);
}
