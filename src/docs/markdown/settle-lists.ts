import { createFenceEnds } from './fence-ends.ts';

/** A list item, or a note or tab, that lines further in belong to. Columns as written, and as they come out. */
type Open = {
  isItem: boolean;
  column: number;
  /** How much further in its lines stand than they were written. */
  shift: number;
  /** Where its text begins, as it comes out. */
  content: number;
};

const ITEM = /^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(?=\S)/;
const FENCE = /^[ \t]*(`{3,}|~{3,})/;
const CONTAINER = /^[ \t]*(?:!!!|\?\?\?\+?|===[!+]?)[ \t]/;
const STARTS_BLOCK = /^[ \t]*(?:#{1,6}[ \t]|>|\/\/\/|\||<)/;

/**
 * Moves nested lists to where CommonMark looks for them. In MkDocs two spaces are enough to be below `1. a`, and so are more than
 * needed; here an item's text begins below its own first letter.
 */
export function settleLists(lines: readonly string[]): string[] {
  if (!lines.some((line) => ITEM.test(line))) return [...lines];
  const open: Open[] = [];
  const isClosed = createFenceEnds(lines);
  let fence: { mark: string; shift: number; least: number } | null = null;
  let isAfterBlank = true;
  return lines.map((line, at) => {
    const column = columnOf(line);
    if (column === null) {
      isAfterBlank = true;
      return line;
    }
    const wasBlank = isAfterBlank;
    isAfterBlank = false;
    if (fence) {
      const { mark, shift, least } = fence;
      if (isEndOf(mark, line)) fence = null;
      return moved(line, column, Math.max(column + shift, least));
    }
    const isContainer = CONTAINER.test(line);
    const item = isContainer ? null : ITEM.exec(line);
    const startsBlock = item || isContainer || FENCE.test(line) || STARTS_BLOCK.test(line);
    // Text right below an item goes on with it, however far out it stands.
    if (!startsBlock && !wasBlank)
      return moved(line, column, column + (within(column)?.shift ?? 0));
    while (open.length > 0 && !holds(open.at(-1) as Open, column)) open.pop();
    const parent = open.at(-1);
    const isCode = wasBlank && column >= (parent ? parent.column + 8 : 4);
    const mayBeCode = wasBlank && !item && !startsBlock;
    const to = isCode ? codeColumn(parent, column) : textColumn(parent, column, mayBeCode);
    if (!isCode) {
      const mark = FENCE.exec(line)?.[1];
      if (mark && isClosed(at, mark)) {
        const isHere = parent !== undefined && isClosedWithin(lines, at, { mark, parent });
        fence = { mark, shift: to - column, least: isHere ? to : 0 };
      }
      if (item) {
        const width = (item[2]?.length ?? 1) + Math.min(4, columns(item[3] ?? ' '));
        open.push({ isItem: true, column, shift: to - column, content: to + width });
      } else if (isContainer) {
        open.push({ isItem: false, column, shift: to - column, content: to + 4 });
      }
    }
    return moved(line, column, to);
  });

  function within(column: number): Open | undefined {
    return open.findLast((one) => holds(one, column));
  }
}

function holds({ isItem, column: outer }: Open, column: number): boolean {
  return column >= outer + (isItem ? 2 : 4);
}

const LONGEST_CODE = 500;

/** Whether code in a list ends in the list. Then its lines belong to it, also those that people forgot to indent. */
function isClosedWithin(
  lines: readonly string[],
  at: number,
  { mark, parent }: { mark: string; parent: Open },
): boolean {
  const end = lines.slice(at + 1, at + LONGEST_CODE).find((line) => isEndOf(mark, line));
  return end !== undefined && holds(parent, columnOf(end) ?? 0);
}

function isEndOf(mark: string, line: string): boolean {
  const text = line.trim();
  return text.startsWith(mark) && text === (mark[0] ?? '').repeat(text.length);
}

/** Where text stands: at least where its item's text begins, and what is no code not so far in that it would be. */
function textColumn(parent: Open | undefined, column: number, mayBeCode: boolean): number {
  if (!parent) return column;
  const to = column + parent.shift;
  if (!parent.isItem) return to;
  const isTooFar = to > parent.content + 3 && !mayBeCode;
  return to < parent.content || isTooFar ? parent.content : to;
}

/** Code stands eight columns in from its item in MkDocs, and four in from the item's text here. */
function codeColumn(parent: Open | undefined, column: number): number {
  if (!parent?.isItem) return column + (parent?.shift ?? 0);
  return parent.content + 4 + (column - parent.column - 8);
}

/** Column of the first letter; null for a blank line. A tab goes to the next multiple of four. */
function columnOf(line: string): number | null {
  const space = /^[ \t]*/.exec(line)?.[0] ?? '';
  return space.length === line.length ? null : columns(space);
}

function columns(space: string): number {
  let column = 0;
  for (const char of space) column += char === '\t' ? 4 - (column % 4) : 1;
  return column;
}

function moved(line: string, from: number, to: number): string {
  return from === to ? line : ' '.repeat(Math.max(0, to)) + line.trimStart();
}
