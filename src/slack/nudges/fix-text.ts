import type { FixRow } from '../../scorecards/fixes/fix-row.ts';
import { escaped, link, name } from '../blocks.ts';

/** How far the pull request is that mends it. */
export function fixText(fix: FixRow, labelOf: (ref: string) => string): string {
  const { state, number, url, problem, nextStep } = fix;
  const label = number === null ? 'The pull request' : `Pull request #${number}`;
  const pull = url ? link(url, label) : label;
  const by = name(labelOf(fix.askedBy), 80);
  const whose = fix.settledBy ? ` by ${name(fix.settledBy, 80)}` : '';
  switch (state) {
    case 'asked':
      return problem
        ? `>:hourglass: The pull request waits: ${escaped(problem, 300)} I keep trying.`
        : `>:hourglass: Opening a pull request for ${by}…`;
    case 'opened':
      return `>:pencil2: ${pull}, asked for by ${by}, waits to be merged`;
    case 'merged':
      return `>:white_check_mark: ${pull} was merged${whose}. I look again in a moment.`;
    case 'closed':
      return `>:no_entry_sign: ${pull} was closed${whose} without being merged`;
    case 'unneeded':
      return '>:white_check_mark: The file says so already. I look again in a moment.';
    case 'failed':
      return `>:warning: No pull request: ${escaped(problem ?? 'it could not be opened.', 300)} ${escaped(nextStep ?? '', 200)}`.trim();
  }
}
