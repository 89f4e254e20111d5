import type { KnownBlock } from '@slack/types';
import type { DiffLine } from '../catalog/corrections/line-diff.ts';

const DIFF_LINES = 40;
const DIFF_LENGTH = 2_000;

/** As text that nobody formats, whatever the file holds. */
export function codeOf(lines: readonly (DiffLine | null)[]): KnownBlock {
  const shown = lines
    .slice(0, DIFF_LINES)
    .map((line) => (line ? `${line.sign} ${line.text}` : '⋯'))
    .join('\n')
    .slice(0, DIFF_LENGTH)
    .toWellFormed();
  return {
    type: 'rich_text',
    elements: [
      { type: 'rich_text_preformatted', elements: [{ type: 'text', text: shown || ' ' }] },
    ],
  };
}
