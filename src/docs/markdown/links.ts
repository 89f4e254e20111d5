import type { Token } from 'markdown-it';
import type { WrittenLink } from '../page.ts';
import { inlineText, withoutTags } from './plain.ts';

/** Links and pictures of a page as they are written. `numbers`: the line of the file of each line that was read. */
export function linksOf(tokens: readonly Token[], numbers: readonly number[]): WrittenLink[] {
  const links: WrittenLink[] = [];
  let line = numbers[0] ?? 1;
  for (const token of tokens) {
    if (token.map) line = numbers[token.map[0]] ?? line;
    if (token.type === 'inline') collect(token.children ?? [], line, links);
    if (token.type === 'html_block') collectHtml(token.content, line, links);
  }
  return links;
}

function collect(tokens: readonly Token[], line: number, links: WrittenLink[]): void {
  /** The link whose text is read. */
  let open: WrittenLink | null = null;
  let row = line;
  for (const token of tokens) {
    if (token.type === 'link_open' || /^<a\s/i.test(token.content)) {
      const href =
        token.type === 'link_open' ? String(token.attrGet('href')) : hrefOf(token.content);
      open = href === null ? null : { href, text: '', isImage: false, line: row };
      if (open) links.push(open);
    } else if (token.type === 'link_close' || /^<\/a/i.test(token.content)) open = null;
    else if (token.type === 'html_inline') collectHtml(token.content, row, links);
    else if (open) open.text += inlineText([token]);
    if (token.type === 'image') {
      const text = inlineText(token.children ?? []);
      links.push({ href: String(token.attrGet('src')), text, isImage: true, line: row });
    }
    if (token.type === 'softbreak' || token.type === 'hardbreak') row += 1;
  }
}

const TAG =
  /<(a|img)\b[^<>]{0,2000}?\s(?:href|src)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>]+))[^<>]*>/gi;

function hrefOf(tag: string): string | null {
  const match = Array.from(tag.matchAll(TAG))[0];
  return match?.[2] ?? match?.[3] ?? match?.[4] ?? null;
}

function collectHtml(html: string, line: number, links: WrittenLink[]): void {
  let row = line;
  let counted = 0;
  for (const match of html.matchAll(TAG)) {
    row += html.slice(counted, match.index).split('\n').length - 1;
    counted = match.index;
    const href = match[2] ?? match[3] ?? match[4] ?? '';
    const isImage = match[1]?.toLowerCase() === 'img';
    const from = match.index + match[0].length;
    const rest = html.slice(from, from + 1_000);
    const text = isImage ? '' : withoutTags(rest.split(/<\/a>/i, 1)[0] ?? '');
    links.push({ href, text, isImage, line: row });
  }
}
