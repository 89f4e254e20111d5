import type { Db } from '#dialect';
import type { Initiative, InitiativeDay, InitiativeState } from './initiative.ts';
import { type Goal, type InScope, scopeOf } from './scope.ts';
import { initiativeDaysOf, initiativeStates } from './store.ts';

/** `exempt`: nothing is left, and something is excused. `unknown`: nothing fails, and something could not be read. */
export const STATUSES = ['done', 'left', 'exempt', 'unknown'] as const;
export type Status = (typeof STATUSES)[number];

export type Counts = Readonly<Record<Status, number>> & { total: number };

export type ProgressEntity = {
  ref: string;
  owner: string | null;
  status: Status;
  /** Checks that do not pass. */
  missing: readonly Goal[];
};

/** How an initiative is going. */
export type Progress = Counts & {
  initiative: Initiative;
  /** `announced`: its day to begin lies ahead. `standing` and `closed`: it is over, and its checks go on or were let go. */
  state: 'announced' | 'running' | 'late' | 'standing' | 'closed';
  endedAt: Date | null;
  /** In the order of their refs. */
  entities: readonly ProgressEntity[];
  /** By owner, those with most left first; null is what nobody owns. */
  teams: readonly (Counts & { owner: string | null; entities: readonly ProgressEntity[] })[];
  /** Whole days until the end of the day it is due; below 0 it is late. */
  daysLeft: number;
  pace: Pace;
};

/**
 * How fast it goes: entities that were done or excused a week, of the last four weeks; null while less than three days are known.
 * `needed`: how many a week would be enough. `endsAt`: when it ends if it goes on so; null where it never would.
 */
export type Pace = {
  perWeek: number | null;
  needed: number | null;
  endsAt: Date | null;
  verdict: 'done' | 'on-track' | 'behind' | 'late' | 'unknown';
};

const DAY = 24 * 3600 * 1000;
const WEEK = 7 * DAY;

/** How an initiative is going: by what was measured last, and by how it was on days before. */
export async function progressOf(db: Db, initiative: Initiative, now: Date): Promise<Progress> {
  const { name } = initiative;
  const scope = await scopeOf(db, initiative, now);
  const days = await initiativeDaysOf(db, { name });
  const state = (await initiativeStates(db)).get(name) ?? null;
  return judgeProgress({ initiative, scope, state, days, now });
}

/** Pure: from whom it is about, what became of it, and how it was on days before. */
export function judgeProgress({
  initiative,
  scope,
  state,
  days,
  now,
}: {
  initiative: Initiative;
  scope: readonly InScope[];
  state: InitiativeState | null;
  /** Of everybody, in their order. */
  days: readonly InitiativeDay[];
  now: Date;
}): Progress {
  const entities = scope.map(
    ({ ref, owner, goals }): ProgressEntity => ({
      ref,
      owner,
      status: statusOf(goals),
      missing: goals.filter(({ outcome }) => outcome !== 'pass'),
    }),
  );
  const teams = [...Map.groupBy(entities, ({ owner }) => owner)]
    .map(([owner, of]) => ({ owner, entities: of, ...countsOf(of) }))
    .toSorted((a, b) => b.left - a.left || b.total - a.total || compare(a.owner, b.owner));
  const counts = countsOf(entities);
  return {
    initiative,
    state: stateOf(initiative, state, now),
    endedAt: state?.endedAt ?? null,
    entities,
    teams,
    daysLeft: Math.floor((initiative.due.getTime() - now.getTime()) / DAY),
    pace: paceOf(counts, { due: initiative.due, days, now }),
    ...counts,
  };
}

export function countsOf(entities: readonly Pick<ProgressEntity, 'status'>[]): Counts {
  const counts = { done: 0, left: 0, exempt: 0, unknown: 0, total: entities.length };
  for (const { status } of entities) counts[status] += 1;
  return counts;
}

function statusOf(goals: readonly Goal[]): Status {
  const has = (wanted: Goal['outcome']) => goals.some(({ outcome }) => outcome === wanted);
  if (has('fail')) return 'left';
  if (has('unknown')) return 'unknown';
  return has('exempt') ? 'exempt' : 'done';
}

function stateOf(
  { since, due }: Initiative,
  state: InitiativeState | null,
  now: Date,
): Progress['state'] {
  if (state?.endedAs) return state.endedAs;
  if (now > due) return 'late';
  return since !== null && now < since ? 'announced' : 'running';
}

function paceOf(
  { done, exempt, total }: Counts,
  { due, days, now }: { due: Date; days: readonly InitiativeDay[]; now: Date },
): Pace {
  const open = total - done - exempt;
  const weeksLeft = (due.getTime() - now.getTime()) / WEEK;
  const needed = open > 0 && weeksLeft > 0 ? open / weeksLeft : null;
  if (open === 0) return { perWeek: null, needed, endsAt: null, verdict: 'done' };
  const perWeek = perWeekOf(done + exempt, days, now);
  const endsAt =
    perWeek !== null && perWeek > 0 ? new Date(now.getTime() + (open / perWeek) * WEEK) : null;
  if (now > due) return { perWeek, needed, endsAt, verdict: 'late' };
  if (perWeek === null) return { perWeek, needed, endsAt, verdict: 'unknown' };
  return { perWeek, needed, endsAt, verdict: endsAt && endsAt <= due ? 'on-track' : 'behind' };
}

/** From the first day known of the last four weeks; what a day counts is how it ended. */
function perWeekOf(settled: number, days: readonly InitiativeDay[], now: Date): number | null {
  const since = new Date(now.getTime() - 4 * WEEK).toISOString().slice(0, 10);
  const first = days.find(({ day }) => day >= since);
  if (!first) return null;
  const ms = now.getTime() - (Date.parse(`${first.day}T00:00:00Z`) + DAY);
  if (ms < 3 * DAY) return null;
  return Math.max(0, settled - first.done - first.exempt) / (ms / WEEK);
}

function compare(a: string | null, b: string | null): number {
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
