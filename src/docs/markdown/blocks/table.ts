import type { MarkdownIt, StateBlock, Token } from 'markdown-it';

/** Stands for a bar in code while a row is cut into cells; no text has it. */
const BAR = '\uE07C';
const DELIMITER = /^[ \t>]*\|?[ \t]*:?-+:?[ \t]*(?:\||$)/;
const LONGEST_ROW = 20_000;

type BlockRule = (state: StateBlock, start: number, last: number, silent: boolean) => boolean;

/** Tables as MkDocs cuts them: a bar in code ends no cell, nor one in what a template fills in (`{{ a || b }}`). Wide ones get a frame that scrolls. */
export function tables(md: MarkdownIt): void {
  const rule = md.block.ruler.getRules('').find(({ name }) => name === 'table') as BlockRule;
  md.block.ruler.at(
    'table',
    (state, start, last, silent) => {
      if (start + 2 > last || !isDelimiter(state, start + 1)) return false;
      // Whether it is a table is seen by two lines; all of it is looked at only once.
      const isTable = withBars(state, { from: start, to: start + 2 }, () =>
        rule(state, start, last, true),
      );
      if (!isTable || silent) return isTable;
      const first = state.tokens.length;
      let end = start + 2;
      while (end < last && !state.isEmpty(end)) end += 1;
      withBars(state, { from: start, to: end }, () => rule(state, start, last, false));
      for (const token of state.tokens.slice(first)) finish(token);
      return true;
    },
    { alt: ['paragraph', 'reference'] },
  );
  md.renderer.rules['table_open'] = (tokens, at, options, _env, self) =>
    `<div class="table">${self.renderToken(tokens, at, options)}`;
  md.renderer.rules['table_close'] = () => '</table></div>\n';
}

function isDelimiter(state: StateBlock, line: number): boolean {
  return DELIMITER.test(state.src.slice(state.bMarks[line], state.eMarks[line]));
}

/** Does something while the bars in code of some lines are covered. */
function withBars(
  state: StateBlock,
  { from, to }: { from: number; to: number },
  work: () => boolean,
): boolean {
  const { src } = state;
  const start = state.bMarks[from] ?? 0;
  const rows = src.slice(start, state.eMarks[to - 1]);
  if (!/`|\{\{/.test(rows)) return work();
  state.src =
    src.slice(0, start) + rows.replace(/[^\n]+/g, coverBars) + src.slice(start + rows.length);
  const answer = work();
  state.src = src;
  return answer;
}

function coverBars(row: string): string {
  if (row.length > LONGEST_ROW) return row;
  return row.replace(/(?<!`)(`+)(?!`)(.*?[^`])\1(?!`)|\{\{[^{}]{0,300}\}\}/g, (code) =>
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
