import type { Db } from '#dialect';
import { labelOf } from '../../../catalog/labels.ts';
import type { CatalogIndex, CatalogView } from '../../../catalog/search.ts';
import type { Log } from '../../../log.ts';
import { resultsWhere } from '../../../scorecards/results/read.ts';
import type { Scorecard } from '../../../scorecards/scorecard.ts';
import type { Standards } from '../../../scorecards/standards.ts';
import type { SignIn } from '../../sign-in/routes.ts';
import type { Row } from './matrix/rows.ts';

export type ScorecardPagesParts = {
  db: Db;
  index: CatalogIndex;
  standards: Standards;
  now: () => Date;
  log: Log;
  /** How people sign in; null where only this machine looks. */
  signIn: SignIn | null;
};

const NOBODYS = 'Nobody';

/** How everything stands on a scorecard, with the words people know it by. What has left the catalog is not among it. */
export async function rowsOf(db: Db, view: CatalogView, { name }: Scorecard): Promise<Row[]> {
  const results = await resultsWhere(db, { scorecard: name });
  return results
    .filter(({ ref }) => view.get(ref))
    .map((result) => ({
      result,
      label: labelOf(view, result.ref),
      ownerLabel: result.owner === null ? NOBODYS : labelOf(view, result.owner),
    }));
}

const DAY = 24 * 3600 * 1000;

/** `2026-06-15`, so many days before. */
export function dayBefore(now: Date, days: number): string {
  return new Date(now.getTime() - days * DAY).toISOString().slice(0, 10);
}
