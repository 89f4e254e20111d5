import { escaped, link } from '../../blocks.ts';

// The texts of templates are Markdown; Slack reads another markup. What has no counterpart keeps its words.

const LINK = /!?\[([^\]\n]{1,300})\]\((\S{1,1000}?)(?:\s+"[^"\n]*")?\)/;
const CODE = /`([^`\n]+)`/;
const BOLD = /(?:\*\*|__)(?=\S)([^\n]+?)(?<=\S)(?:\*\*|__)/;
const STRUCK = /~~(?=\S)([^\n]+?)(?<=\S)~~/;
const ITALIC = /(?<![\p{L}\p{N}*])\*(?=[^\s*])([^*\n]+?)(?<=\S)\*(?![\p{L}\p{N}*])/u;

/** Markdown as mrkdwn, at most `max` long; every character that Slack would read is escaped. */
export function mrkdwnOf(markdown: string, max: number): string {
  const lines: string[] = [];
  let length = 0;
  let isCode = false;
  for (const line of markdown.replace(/\r\n?/g, '\n').trim().split('\n')) {
    const isFence = /^\s*(?:```|~~~)/.test(line);
    if (isFence) isCode = !isCode;
    const drawn = isFence ? '```' : isCode ? escaped(line) : lineOf(line);
    // Room for the end of code that is cut.
    if (length + drawn.length + 8 > max) {
      lines.push(...(isCode && !isFence ? ['```'] : []), '…');
      return lines.join('\n');
    }
    lines.push(drawn);
    length += drawn.length + 1;
  }
  return [...lines, ...(isCode ? ['```'] : [])].join('\n');
}

function lineOf(line: string): string {
  const heading = /^#{1,6}\s+(.*?)\s*#*$/.exec(line);
  if (heading) return `*${inline(heading[1] ?? '').replaceAll('*', '')}*`;
  const item = /^(\s*)(?:[-*+])\s+(.*)$/.exec(line);
  if (item) return `${item[1]}• ${inline(item[2] ?? '')}`;
  const quote = /^>\s?(.*)$/.exec(line);
  if (quote) return `> ${inline(quote[1] ?? '')}`;
  if (/^\s*(?:[-*_]\s*){3,}$/.test(line)) return '———';
  return inline(line);
}

type Form = { pattern: RegExp; draw: (match: RegExpExecArray) => string };

const FORMS: readonly Form[] = [
  { pattern: CODE, draw: ([, code = '']) => `\`${escaped(code)}\`` },
  { pattern: LINK, draw: ([, label = '', url = '']) => link(url, label) },
  { pattern: BOLD, draw: ([, text = '']) => `*${inline(text).replaceAll('*', '')}*` },
  { pattern: STRUCK, draw: ([, text = '']) => `~${inline(text).replaceAll('~', '')}~` },
  { pattern: ITALIC, draw: ([, text = '']) => `_${inline(text)}_` },
];

/** The form that begins first is read first; what stands in code or in a link's label is read as it is. */
function inline(text: string): string {
  const found = FORMS.flatMap(({ pattern, draw }) => {
    const match = pattern.exec(text);
    return match ? [{ match, draw }] : [];
  }).toSorted((a, b) => a.match.index - b.match.index)[0];
  if (!found) return escaped(text);
  const { match, draw } = found;
  const end = match.index + match[0].length;
  return `${escaped(text.slice(0, match.index))}${draw(match)}${inline(text.slice(end))}`;
}
