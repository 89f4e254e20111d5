import type { MarkdownIt, StateBlock, Token } from 'markdown-it';

/** Stands for a bar in code while a row is cut into cells; no text has it. */
const BAR = '\uE07C';
const DELIMITER = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\||$)/;

type BlockRule = (state: StateBlock, start: number, last: number, silent: boolean) => boolean;

/** Tables as MkDocs cuts them: a bar in code ends no cell. Wide ones get a frame that scrolls. */
export function tables(md: MarkdownIt): void {
  const rule = md.block.ruler.getRules('').find((one) => one.name === 'table') as BlockRule;
  md.block.ruler.at(
    'table',
    (state, start, last, silent) => table(rule, state, { start, last, silent }),
    {
      alt: ['paragraph', 'reference'],
    },
  );
  md.renderer.rules['table_open'] = () => '<div class="table"><table>\n';
  md.renderer.rules['table_close'] = () => '</table></div>\n';
}

function table(
  rule: BlockRule,
  state: StateBlock,
  { start, last, silent }: { start: number; last: number; silent: boolean },
): boolean {
  if (start + 2 > last) return false;
  const second = state.src.slice(state.bMarks[start + 1], state.eMarks[start + 1]);
  if (!DELIMITER.test(second)) return false;
  const { src } = state;
  const from = state.bMarks[start] ?? 0;
  let end = start;
  while (end < last && !state.isEmpty(end)) end += 1;
  const rows = src.slice(from, state.eMarks[end - 1]);
  const covered = rows.includes('`') ? rows.replace(/[^\n]+/g, coverBars) : rows;
  const first = state.tokens.length;
  if (covered !== rows) state.src = src.slice(0, from) + covered + src.slice(from + rows.length);
  const isTable = rule(state, start, last, silent);
  state.src = src;
  if (isTable && !silent) for (const token of state.tokens.slice(first)) finish(token);
  return isTable;
}

function coverBars(row: string): string {
  return row.replace(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)/g, (code: string) =>
    code.replace(/(?<!\\)\|/g, BAR),
  );
}

/** Puts the bars back, and says by a class how a cell is aligned: styles of a document are taken away. */
function finish(token: Token): void {
  if (token.type === 'inline') token.content = token.content.replaceAll(BAR, '|');
  const style = token.attrGet('style');
  if (style === null) return;
  token.attrs = [['class', String(style).replace('text-', '').replace(':', '-')]];
}
