import type { KnownBlock } from '@slack/types';
import type { View } from '../questions/answer.ts';
import { bold, context, escaped, section } from './blocks.ts';

/** Slack takes 3,000 characters in a section; the fences are part of them. */
const LENGTH = 2_900;

/** Lines for a spreadsheet, to be copied: whole lines only, as many as a message holds. `room`: the share of them that is shown. */
export function drawCsv(
  text: string,
  { title, total }: View & { kind: 'csv' },
  room: number,
): KnownBlock[] {
  const lines = text.split('\n').map((line) => escaped(line));
  const most = Math.max(200, Math.floor(LENGTH * room));
  const shown: string[] = [];
  for (const line of lines) {
    if ([...shown, line].join('\n').length > most) break;
    shown.push(line);
  }
  // The first line names the columns.
  const hidden = total - Math.max(0, shown.length - 1);
  return [
    section(bold(title, 300)),
    ...(shown.length > 0 ? [section(`\`\`\`\n${shown.join('\n')}\n\`\`\``)] : []),
    ...(hidden > 0
      ? [
          context([
            `${hidden} more ${hidden === 1 ? 'line does' : 'lines do'} not fit here: the same question to POST /api/ask, or to "callboard ask", gives all of them.`,
          ]),
        ]
      : []),
  ];
}
