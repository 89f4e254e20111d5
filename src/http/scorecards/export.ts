import { shareOf } from '../../scorecards/results/read.ts';
import type { StoredResult } from '../../scorecards/results/stored.ts';
import type { Scorecard } from '../../scorecards/scorecard.ts';
import { outcomeOf, type Row } from '../pages/scorecards/matrix/rows.ts';

/** A table for spreadsheets: one line an entity, one column a check. */
export function csvOf({ checks }: Scorecard, rows: readonly Row[]): string {
  const head = ['ref', 'owner', 'level', 'score', ...checks.map(({ id }) => id)];
  const lines = rows.map(({ result }) => [
    result.ref,
    result.owner ?? '',
    result.level ?? '',
    shareOf(result)?.toFixed(4) ?? '',
    ...checks.map(({ id }) => outcomeOf(result, id)),
  ]);
  return `${[head, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
}

/** A cell that begins as a formula does would be run by a spreadsheet: it is made text. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A result as programs read it. */
export function storedJson(result: StoredResult) {
  const { since, evaluatedAt, outcomes, reasons, uncounted, ...rest } = result;
  return {
    ...rest,
    outcomes: { ...outcomes },
    reasons: { ...reasons },
    uncounted: [...uncounted],
    share: shareOf(result),
    since: since.toISOString(),
    evaluatedAt: evaluatedAt.toISOString(),
  };
}
