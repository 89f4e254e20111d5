import type { Token } from 'markdown-it';
import { escapeHtml } from '../../html.ts';
import type { Heading } from '../page.ts';

const MARK = /^(?:\[TOC\]|\[\[_?TOC_?\]\])$/;

/** Puts the list of headings where `[TOC]` stands. */
export function placeContents(tokens: readonly Token[], headings: readonly Heading[]): void {
  for (const [at, token] of tokens.entries()) {
    if (token.type !== 'inline' || !MARK.test(token.content.trim())) continue;
    const [open, close] = [tokens[at - 1], tokens[at + 1]];
    if (open?.type !== 'paragraph_open' || !close) continue;
    open.hidden = close.hidden = true;
    token.type = 'html_block';
    token.children = null;
    token.content = listOf(headings);
    // Once is enough; each would list all of the page.
    return;
  }
}

/** Nested lists; the page's title is not among them. */
function listOf(headings: readonly Heading[]): string {
  const shown = headings.filter(({ level }, at) => level > 1 || at > 0);
  const above: number[] = [];
  let html = '';
  for (const { level, text, id } of shown) {
    while (above.length > 0 && (above.at(-1) ?? 0) > level) {
      above.pop();
      if ((above.at(-1) ?? 0) < level) above.push(level);
      else html += '</li></ul>';
    }
    if (above.at(-1) === level) html += '</li>';
    else {
      html += '<ul>';
      above.push(level);
    }
    html += `<li><a href="#${escapeHtml(id)}">${escapeHtml(text)}</a>`;
  }
  return `<div class="toc">${html}${'</li></ul>'.repeat(above.length)}</div>\n`;
}
