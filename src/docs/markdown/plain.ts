import type { Token } from 'markdown-it';

/** Tokens as plain text, a line a block. */
export function plainText(tokens: readonly Token[]): string {
  const lines: string[] = [];
  let row: string[] | null = null;
  for (const token of tokens) {
    if (token.type === 'tr_open') row = [];
    else if (token.type === 'tr_close') {
      if (row) lines.push(row.join(' | '));
      row = null;
    }
    const text = textOf(token);
    if (text === null) continue;
    if (row) row.push(text.trim());
    else if (text.trim() !== '') lines.push(token.type === 'inline' ? text.trim() : text);
  }
  return lines.join('\n');
}

function textOf(token: Token): string | null {
  switch (token.type) {
    case 'inline':
      return inlineText(token.children ?? []);
    case 'fence':
    case 'code_block':
      return token.content.trimEnd();
    case 'html_block':
      return withoutTags(token.content);
    default:
      return null;
  }
}

/** Tokens of one line as plain text: a picture is its description, a break a space. */
export function inlineText(tokens: readonly Token[]): string {
  let text = '';
  for (const token of tokens) {
    if (token.type === 'softbreak' || token.type === 'hardbreak') text += ' ';
    else if (token.type === 'image') text += inlineText(token.children ?? []);
    else if (token.type !== 'html_inline') text += token.content;
  }
  return text;
}

/** The text of HTML. */
export function withoutTags(html: string): string {
  return withoutHidden(html)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ | $/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim();
}

/** Where what nobody sees begins; it goes on to its end, or to the end of the text. */
const HIDDEN = /<!--|<(script|style)\b/gi;

function withoutHidden(html: string): string {
  const lower = html.toLowerCase();
  let shown = '';
  let from = 0;
  for (const match of html.matchAll(HIDDEN)) {
    if (match.index < from) continue;
    shown += html.slice(from, match.index);
    const end = match[1] ? `</${match[1]}` : '-->';
    const at = lower.indexOf(end.toLowerCase(), match.index);
    if (at < 0) return shown;
    from = at + (match[1] ? 0 : end.length);
  }
  return shown + html.slice(from);
}
