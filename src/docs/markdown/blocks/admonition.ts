import type { MarkdownIt, StateBlock } from 'markdown-it';
import { contentColumn, endOfIndented, lineAt, readWithin } from './indented.ts';
import { closeNote, type Note, openNote } from './note.ts';

const LINE = /^(!!!|\?\?\?)(\+?)[ \t]*([\w-]+(?:[ \t]+[\w-]+)*)?[ \t]*("(?:.*)")?[ \t]*$/;

/** `!!! warning "Title"`, and `???` for those that fold, with their text four columns in. */
export function admonitions(md: MarkdownIt): void {
  md.block.ruler.before('fence', 'admonition', admonition, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
}

function admonition(state: StateBlock, start: number, last: number, silent: boolean): boolean {
  const note = noteOf(lineAt(state, start) ?? '');
  if (!note) return false;
  if (silent) return true;
  const column = contentColumn(state, start, last);
  const end = endOfIndented(state, start + 1, last, column);
  openNote(state, note, start);
  readWithin(state, { from: start + 1, to: end, column });
  closeNote(state, note);
  state.line = end;
  return true;
}

function noteOf(line: string): Note | null {
  const match = /^(?:!!!|\?\?\?)/.test(line) ? LINE.exec(line) : null;
  if (!match || !(match[3] || match[4])) return null;
  const words = (match[3] ?? 'note').split(/\s+/);
  const [type = 'note', ...rest] = words;
  const title = match[4]?.slice(1, -1) ?? null;
  const others = rest.filter((word) => word !== 'inline' && word !== 'end');
  return {
    type,
    // Words that are no side are a title without its quotes: MkDocs drops them.
    title: title ?? (others.length > 0 ? others.join(' ') : null),
    side: rest.includes('inline') ? (rest.includes('end') ? 'inline-end' : 'inline') : null,
    fold: match[1] === '!!!' ? null : match[2] ? 'open' : 'closed',
  };
}
