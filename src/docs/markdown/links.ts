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
  for (const [at, token] of tokens.entries()) {
    if (token.type === 'image') {
      const text = inlineText(token.children ?? []);
      links.push({ href: String(token.attrGet('src')), text, isImage: true, line });
    } else if (token.type === 'link_open') {
      const end = tokens.findIndex((one, index) => index > at && one.type === 'link_close');
      const text = inlineText(tokens.slice(at + 1, end));
      links.push({ href: String(token.attrGet('href')), text, isImage: false, line });
    } else if (token.type === 'html_inline') collectHtml(token.content, line, links);
  }
}

const TAG = /<(a|img)\b[^>]*?\s(?:href|src)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))[^>]*>/gi;

function collectHtml(html: string, line: number, links: WrittenLink[]): void {
  for (const match of html.matchAll(TAG)) {
    const href = match[2] ?? match[3] ?? match[4] ?? '';
    const isImage = match[1]?.toLowerCase() === 'img';
    const rest = html.slice(match.index + match[0].length);
    const text = isImage ? '' : withoutTags(rest.split(/<\/a>/i)[0] ?? '');
    links.push({ href, text, isImage, line });
  }
}
