import type { MarkdownIt, Token } from 'markdown-it';
import { give } from './give.ts';

const ENTRY = String.raw`(?:[.#][\w:-]+|[\w-]+=(?:"[^"\n]*"|'[^'\n]*'|[^\s"'{}]+))`;
/** With a colon anything may stand in it; without, only what cannot be text: `{id}` is often a part of an address. */
const LIST = new RegExp(
  String.raw`\{(?::[ \t]*([^{}\n]{0,400}?)|[ \t]*(${ENTRY}(?:[ \t]+${ENTRY}){0,20}))[ \t]*\}`,
  'y',
);
/** What ends an element that a list right behind it speaks of. */
const INLINE_ENDS = new Set([
  'link_close',
  'em_close',
  'strong_close',
  's_close',
  'mark_close',
  'image',
  'code_inline',
]);

/** `{#id .class}` behind a heading, a link, a picture or on the last line of a paragraph. */
export function attributes(md: MarkdownIt): void {
  md.inline.ruler.before('emphasis', 'attributes', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x7b) return false;
    LIST.lastIndex = state.pos;
    const match = LIST.exec(state.src);
    if (!match) return false;
    if (!silent) {
      const token = state.push('attributes', '', 0);
      token.content = match[0];
      token.meta = { list: match[1] ?? match[2] ?? '' };
    }
    state.pos += match[0].length;
    return true;
  });
  md.core.ruler.after('inline', 'attributes', (state) => {
    state.tokens.forEach((token, at) => {
      if (token.type === 'inline' && token.content.includes('{')) settle(state.tokens, at);
    });
  });
}

/** Gives each list to what it speaks of. One that speaks of nothing is text. */
function settle(tokens: Token[], at: number): void {
  const block = tokens[at] as Token;
  const children = block.children ?? [];
  if (!children.some((child) => child.type === 'attributes')) return;
  const kept: Token[] = [];
  for (const [index, child] of children.entries()) {
    const element = child.type === 'attributes' ? elementBefore(kept) : null;
    if (child.type !== 'attributes') kept.push(child);
    else if (element) give(element, listOf(child));
    else if (index === children.length - 1 && blockMayHave(tokens[at - 1], kept)) {
      give(blockOf(tokens, at), listOf(child));
      trimEnd(kept);
    } else {
      child.type = 'text';
      kept.push(child);
    }
  }
  block.children = kept;
  if (kept.length === 0 && tokens[at - 1]?.type === 'paragraph_open') {
    // A list that stands alone, below a table or some code, leaves no paragraph.
    for (const edge of [tokens[at - 1], tokens[at + 1]]) if (edge) edge.hidden = true;
  }
}

/** The text of a short item stands in a paragraph that is not shown. */
function blockOf(tokens: readonly Token[], at: number): Token {
  const open = tokens[at - 1] as Token;
  const item = tokens[at - 2];
  return open.hidden && item?.type === 'list_item_open' ? item : open;
}

function listOf(token: Token): string {
  return String(token.meta?.['list'] ?? '');
}

function elementBefore(tokens: readonly Token[]): Token | null {
  const last = tokens.at(-1);
  if (!last || !INLINE_ENDS.has(last.type)) return null;
  if (last.nesting === 0) return last;
  const type = last.type.replace('_close', '_open');
  return tokens.findLast((token) => token.type === type && token.level === last.level) ?? null;
}

/** A heading, a cell or an item has its list on its line behind a space, a paragraph on a line of its own. */
function blockMayHave(open: Token | undefined, before: readonly Token[]): boolean {
  if (open?.nesting !== 1) return false;
  const last = before.at(-1);
  const isBehindSpace = last?.type !== 'text' || /\s$/.test(last.content);
  if (open.type !== 'paragraph_open') return last !== undefined && isBehindSpace;
  return !last || last.type.endsWith('break') || (open.hidden && isBehindSpace);
}

function trimEnd(tokens: Token[]): void {
  while (tokens.at(-1)?.type.endsWith('break')) tokens.pop();
  const last = tokens.at(-1);
  if (last?.type === 'text') last.content = last.content.trimEnd();
}
