import type { MarkdownIt, StateBlock } from 'markdown-it';
import { lineAt, pushInline } from './indented.ts';

// `#Title` is a heading in MkDocs. A single mark before a small letter or digit is rather a tag, or the number of an issue.
const LINE = /^(?:(#{2,6})(?=[\p{L}\p{N}`*[])|(#)(?=\p{Lu}))(.*?)[ \t]*#*[ \t]*$/u;

/** Headings without the space after their marks. */
export function looseHeadings(md: MarkdownIt): void {
  md.block.ruler.before('heading', 'loose_heading', looseHeading, {
    alt: ['paragraph', 'reference'],
  });
}

function looseHeading(state: StateBlock, start: number, _last: number, silent: boolean): boolean {
  const line = lineAt(state, start);
  const match = line?.startsWith('#') ? LINE.exec(line) : null;
  if (!match) return false;
  if (silent) return true;
  const tag = `h${(match[1] ?? match[2] ?? '#').length}`;
  const open = state.push('heading_open', tag, 1);
  open.markup = '#';
  open.map = [start, start + 1];
  pushInline(state, (match[3] ?? '').trim(), start);
  state.push('heading_close', tag, -1).markup = '#';
  state.line = start + 1;
  return true;
}
