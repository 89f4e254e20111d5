import type { StateBlock } from 'markdown-it';

/** Nobody begins a block with more, and patterns are not made for it. */
const LONGEST_LINE = 2_000;

/** Text of a line without its indentation; null where a block cannot begin so far in (it would be code). */
export function lineAt(state: StateBlock, line: number): string | null {
  if ((state.sCount[line] ?? 0) - state.blkIndent >= 4) return null;
  const from = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
  const to = state.eMarks[line] ?? 0;
  return to - from > LONGEST_LINE ? null : state.src.slice(from, to);
}

/** Where the lines further in than the line before them end, without blank lines at the end; `from` where there are none. */
export function endOfIndented(
  state: StateBlock,
  from: number,
  last: number,
  column: number,
): number {
  let end = from;
  for (let line = from; line < last; line += 1) {
    if (state.isEmpty(line)) continue;
    if ((state.sCount[line] ?? 0) < column) break;
    end = line + 1;
  }
  return end;
}

/**
 * Column of the text that is indented below a line. Four in, as it has to be there; two or three as well, because people who write
 * so mean the same.
 */
export function contentColumn(state: StateBlock, line: number, last: number): number {
  const outer = state.sCount[line] ?? 0;
  let first = line + 1;
  while (first < last && state.isEmpty(first)) first += 1;
  const inner = (state.sCount[first] ?? 0) - outer;
  return outer + (first < last && inner >= 2 && inner < 4 ? inner : 4);
}

/** Reads lines as blocks of their own, from a column on. */
export function readWithin(
  state: StateBlock,
  lines: { from: number; to: number; column: number },
): void {
  const { blkIndent, lineMax, parentType } = state;
  state.blkIndent = lines.column;
  state.lineMax = lines.to;
  state.parentType = 'root';
  state.md.block.tokenize(state, lines.from, lines.to);
  state.blkIndent = blkIndent;
  state.lineMax = lineMax;
  state.parentType = parentType;
}

/** A line of text with Markdown in it, as the title of a block. */
export function pushInline(state: StateBlock, text: string, line: number): void {
  const token = state.push('inline', '', 0);
  token.content = text;
  token.map = [line, line + 1];
  token.children = [];
}
