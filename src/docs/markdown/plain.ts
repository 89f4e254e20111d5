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
    if (row) row.push(text);
    else if (text.trim() !== '') lines.push(text);
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

export function withoutTags(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/[ \t]+/g, ' ')
    .replace(/^ +| +$/gm, '')
    .replace(/\n{2,}/g, '\n')
    .trim();
}
