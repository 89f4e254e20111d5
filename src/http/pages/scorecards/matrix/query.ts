import { z } from 'zod';
import { OUTCOMES, type Outcome } from '../../../../scorecards/evaluate.ts';
import { scorecardPath } from '../../paths.ts';

export const ORDERS = ['team', 'worst', 'best', 'name'] as const;
export type Order = (typeof ORDERS)[number];

/** What a matrix shows, as its address says. */
export type MatrixQuery = {
  text: string;
  /** Ref of an owner; `none` is what nobody owns. */
  team: string | null;
  /** Name of a level; `none` is below the first. */
  level: string | null;
  /** Only what has this outcome in this check. */
  check: string | null;
  outcome: Outcome;
  order: Order;
  page: number;
};

export const NONE = 'none';

const word = z.string().min(1).max(300).nullable().catch(null);
const Query = z.object({
  text: z.string().transform((text) => text.slice(0, 200)),
  team: word,
  level: word,
  check: word,
  outcome: z.enum(OUTCOMES).catch('fail'),
  order: z.enum(ORDERS).catch('team'),
  page: z.coerce.number().int().min(1).max(1_000_000).catch(1),
});

/** Reads `?q=…&team=group:default/risk&check=runbook&is=fail&order=worst&page=2`; what makes no sense says nothing. */
export function readMatrixQuery(params: URLSearchParams): MatrixQuery {
  return Query.parse({
    text: params.get('q') ?? '',
    team: params.get('team')?.toLowerCase(),
    level: params.get('level'),
    check: params.get('check'),
    outcome: params.get('is'),
    order: params.get('order'),
    page: params.get('page') ?? 1,
  });
}

/** The address of a matrix, or of its export. */
export function matrixUrl(scorecard: string, query: Partial<MatrixQuery>, ending = ''): string {
  const { text, team, level, check, outcome, order, page } = query;
  const params = new URLSearchParams();
  if (text) params.set('q', text);
  if (team) params.set('team', team);
  if (level) params.set('level', level);
  if (check) params.set('check', check);
  if (check && outcome && outcome !== 'fail') params.set('is', outcome);
  if (order && order !== 'team') params.set('order', order);
  if (page && page > 1) params.set('page', String(page));
  const said = params.toString();
  return `${scorecardPath(scorecard)}${ending}${said ? `?${said}` : ''}`;
}
