import { nameKey } from '../../../../catalog/names.ts';
import { average, type CheckCounts, countChecks } from '../../../../scorecards/results/count.ts';
import { shareOf } from '../../../../scorecards/results/read.ts';
import type { StoredResult } from '../../../../scorecards/results/stored.ts';
import { type MatrixQuery, NONE } from './query.ts';

export const ROWS_A_PAGE = 100;

/** A row with the words people know it by. */
export type Row = { result: StoredResult; label: string; ownerLabel: string };
export type TeamGroup = {
  owner: string | null;
  label: string;
  /** Of all pages. */
  entities: number;
  average: number | null;
  /** Those of this page. */
  rows: readonly Row[];
};

export type Matrix = {
  /** Rows that fit the query, of all pages. */
  total: number;
  average: number | null;
  /** How all that fit, whatever is asked of one check, stand in each check. */
  checks: ReadonlyMap<string, CheckCounts>;
  page: number;
  pages: number;
  /** One group of everything where the order is not by team. */
  groups: readonly TeamGroup[];
  /** Owners to choose from, by label, with how many fit beside the choice of a team. */
  teams: readonly { owner: string; label: string; count: number }[];
};

/** What of a scorecard is shown, grouped, ordered and cut to a page. Pure. */
export function layOut(all: readonly Row[], query: MatrixQuery): Matrix {
  const ofAnyTeam = all.filter(fitting({ ...query, team: null, check: null }));
  const ofTeam = ofAnyTeam.filter(fitting({ ...query, check: null }));
  const chosen = chosenRows(ofTeam, query);
  const pages = Math.max(1, Math.ceil(chosen.length / ROWS_A_PAGE));
  const page = Math.min(query.page, pages);
  const shown = chosen.slice((page - 1) * ROWS_A_PAGE, page * ROWS_A_PAGE);
  return {
    total: chosen.length,
    average: average(chosen.map(({ result }) => result)),
    checks: countChecks(ofTeam.map(({ result }) => result)),
    page,
    pages,
    groups: query.order === 'team' ? groupsOf(chosen, shown) : [everything(chosen, shown)],
    teams: teamsOf(ofAnyTeam),
  };
}

/** What fits, of all pages, in its order. */
export function chosenRows(all: readonly Row[], query: MatrixQuery): Row[] {
  return all.filter(fitting(query)).sort(byOrder(query));
}

function fitting({ text, team, level, check, outcome }: MatrixQuery): (row: Row) => boolean {
  const said = nameKey(text);
  return ({ result, label }) =>
    (said === '' || nameKey(label).includes(said) || result.ref.includes(text.toLowerCase())) &&
    (level === null || (result.level ?? NONE) === level) &&
    (team === null || (result.owner ?? NONE) === team) &&
    (check === null || outcomeOf(result, check) === outcome);
}

export function outcomeOf({ outcomes }: StoredResult, check: string) {
  return Object.hasOwn(outcomes, check) ? (outcomes[check] ?? 'not-applicable') : 'not-applicable';
}

function byOrder({ order }: MatrixQuery): (a: Row, b: Row) => number {
  const byName = (a: Row, b: Row) =>
    compare(a.label, b.label) || compare(a.result.ref, b.result.ref);
  // What nothing counts for is neither the best nor the worst.
  const share = ({ result }: Row, otherwise: number) => shareOf(result) ?? otherwise;
  switch (order) {
    case 'name':
      return byName;
    case 'worst':
      return (a, b) => share(a, 2) - share(b, 2) || byName(a, b);
    case 'best':
      return (a, b) => share(b, -1) - share(a, -1) || byName(a, b);
    case 'team':
      return (a, b) =>
        Number(a.result.owner === null) - Number(b.result.owner === null) ||
        compare(a.ownerLabel, b.ownerLabel) ||
        compare(a.result.owner ?? '', b.result.owner ?? '') ||
        byName(a, b);
  }
}

function groupsOf(chosen: readonly Row[], shown: readonly Row[]): TeamGroup[] {
  const whole = Map.groupBy(chosen, ({ result }) => result.owner);
  return [...Map.groupBy(shown, ({ result }) => result.owner)].map(([owner, rows]) => {
    const all = whole.get(owner) ?? rows;
    return { ...everything(all, rows), owner, label: rows[0]?.ownerLabel ?? '' };
  });
}

function everything(all: readonly Row[], rows: readonly Row[]): TeamGroup {
  const results = all.map(({ result }) => result);
  return { owner: null, label: '', entities: all.length, average: average(results), rows };
}

function teamsOf(rows: readonly Row[]): Matrix['teams'] {
  return [...Map.groupBy(rows, ({ result }) => result.owner ?? NONE)]
    .map(([owner, list]) => ({ owner, label: list[0]?.ownerLabel ?? '', count: list.length }))
    .sort(
      (a, b) => Number(a.owner === NONE) - Number(b.owner === NONE) || compare(a.label, b.label),
    );
}

function compare(a: string, b: string): number {
  return a.localeCompare(b, 'en');
}
