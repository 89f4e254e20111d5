import { labelIn } from '../../catalog/corrections/label.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { isAmong } from '../../operations/rights.ts';
import type { RunReport } from './run.ts';
import type { RunRow } from './store.ts';

/** Why somebody may not retry, cancel or clean up a run; null when they may. A program (null) was let in by its token. */
export function handlingRefusal(
  view: CatalogView,
  {
    run,
    by,
    admins,
  }: { run: Pick<RunRow, 'by' | 'owner'>; by: string | null; admins: readonly string[] },
): string | null {
  if (by === null || by === run.by) return null;
  const owners = run.owner ? [run.owner] : [];
  if (isAmong(view, by, [...owners, ...admins])) return null;
  const starter = run.by ? [labelIn(view, run.by)] : [];
  const teams = owners.map((owner) => `members of ${labelIn(view, owner)}`);
  const names = [...starter, ...teams, 'platform admins (CALLBOARD_ADMINS)'];
  return `That is for ${names.join(' or ')}.`;
}

/** Why somebody may not say yes or no for a team; null when they may. */
export function verdictRefusal(
  view: CatalogView,
  { from, by, admins }: { from: string; by: string; admins: readonly string[] },
): string | null {
  if (isAmong(view, by, [from, ...admins])) return null;
  return `That is for members of ${labelIn(view, from)} to say.`;
}

/** Who has to say yes before a run begins: nobody where the one who asks is of them. `from` null: the template asks for an owner there is none of. */
export function approvalFor(
  view: CatalogView,
  { from, by }: { from: string; by: string | null },
): RunReport['approval'] & object {
  if (by === null || !isAmong(view, by, [from])) return { from, by: null, reason: null };
  const reason = `Not needed: ${labelIn(view, by)} is one of ${labelIn(view, from)}.`;
  return { from, by, reason };
}
