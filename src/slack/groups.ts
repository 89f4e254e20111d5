import type { KnownBlock } from '@slack/types';
import type { Group, View } from '../questions/answer.ts';
import { bold, link, name, sections } from './blocks.ts';

/** Lines of one message, headings among them; whoever wants all of them asks for less at once. */
const LINES = 30;
const LINE_LENGTH = 400;

/** Lines below their headings, each with a link to its place. `room`: the share of them that is shown. */
export function drawGroups(
  { title, groups, total, note }: View & { kind: 'groups' },
  room: number,
): KnownBlock[] {
  const most = Math.max(1, Math.floor(LINES * room));
  const drawn: string[] = [];
  let shown = 0;
  for (const group of groups) {
    if (drawn.length + 2 > most && shown > 0) break;
    const left = Math.max(1, most - drawn.length - 1);
    const lines = group.lines.slice(0, left);
    drawn.push(bold(group.label, 200), ...lines.map(drawLine));
    shown += lines.length;
  }
  const hidden = total - shown;
  return [
    ...sections([bold(title, 300)]),
    ...sections(drawn).map((block) => ({ ...block, expand: true })),
    ...(hidden > 0 ? sections([`… and ${hidden} more`]) : []),
    ...(note ? sections([name(note, 1_000)]) : []),
  ];
}

function drawLine({ text, place }: Group['lines'][number]): string {
  const where = place ? (place.url ? link(place.url, place.label) : name(place.label)) : '';
  return `•  ${where ? `${where}: ` : ''}${name(text, LINE_LENGTH)}`;
}
