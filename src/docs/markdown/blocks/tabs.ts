import type { MarkdownIt, StateBlock, StateCore, Token } from 'markdown-it';
import { contentColumn, endOfIndented, lineAt, pushInline, readWithin } from './indented.ts';

const LINE = /^===([!+]{0,2})[ \t]+"(.*)"[ \t]*$/;

/** `=== "Title"` with its text four columns in. Tabs that follow each other are one set. */
export function tabs(md: MarkdownIt): void {
  md.block.ruler.before('fence', 'tab', tab, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
  md.core.ruler.after('block', 'tabs', gatherTabs);
}

function tab(state: StateBlock, start: number, last: number, silent: boolean): boolean {
  const line = lineAt(state, start);
  const match = line?.startsWith('===') ? LINE.exec(line) : null;
  if (!match) return false;
  if (silent) return true;
  const column = contentColumn(state, start, last);
  const end = endOfIndented(state, start + 1, last, column);
  const flags = match[1] ?? '';
  openTab(state, {
    title: match[2] ?? '',
    line: start,
    isFirst: flags.includes('!'),
    isOpen: flags.includes('+'),
  });
  readWithin(state, { from: start + 1, to: end, column });
  state.push('tab_close', 'div', -1);
  state.line = end;
  return true;
}

/** A tab. `isFirst`: it begins a set, whatever stands before it. `isOpen`: it is shown at first. */
export function openTab(
  state: StateBlock,
  tab: { title: string; line: number; isFirst: boolean; isOpen: boolean },
): void {
  const label = state.push('tab_label_open', 'label', 1);
  label.map = [tab.line, tab.line + 1];
  label.meta = { isFirst: tab.isFirst, isOpen: tab.isOpen };
  pushInline(state, tab.title, tab.line);
  state.push('tab_label_close', 'label', -1);
  state.push('tab_open', 'div', 1).attrSet('class', 'tab');
}

/** Puts a frame around tabs that follow each other, and numbers them: choosing one needs no script. */
function gatherTabs(state: StateCore): void {
  if (!state.tokens.some((token) => token.type === 'tab_label_open')) return;
  const out: Token[] = [];
  /** Sets that are open, innermost last. */
  const sets: { level: number; name: string; inputs: Token[]; isChosen: boolean }[] = [];
  let count = 0;
  for (const [at, token] of state.tokens.entries()) {
    if (token.type === 'tab_label_open') {
      if (sets.at(-1)?.level !== token.level || token.meta?.['isFirst']) {
        if (sets.at(-1)?.level === token.level) endSet();
        count += 1;
        sets.push({ level: token.level, name: `tabs-${count}`, inputs: [], isChosen: false });
        const open = new state.Token('tabs_open', 'div', 1);
        open.block = true;
        open.attrSet('class', 'tabs');
        out.push(open);
      }
      out.push(choice(token));
    }
    out.push(token);
    if (token.type !== 'tab_close') continue;
    const next = state.tokens[at + 1];
    const goesOn = next?.type === 'tab_label_open' && next.level === sets.at(-1)?.level;
    if (!goesOn) endSet();
  }
  state.tokens = out;

  function choice(label: Token): Token {
    const set = sets.at(-1);
    const input = new state.Token('tab_choice', 'input', 0);
    input.block = true;
    const id = `${set?.name}-${(set?.inputs.length ?? 0) + 1}`;
    input.attrs = [
      ['class', 'tab-choice'],
      ['type', 'radio'],
      ['name', set?.name ?? ''],
      ['id', id],
    ];
    label.attrs = [
      ['class', 'tab-label'],
      ['for', id],
    ];
    if (set && label.meta?.['isOpen'] && !set.isChosen) {
      set.isChosen = true;
      input.attrSet('checked', '');
    }
    set?.inputs.push(input);
    return input;
  }

  function endSet(): void {
    const set = sets.pop();
    if (set && !set.isChosen) set.inputs[0]?.attrSet('checked', '');
    const close = new state.Token('tabs_close', 'div', -1);
    close.block = true;
    out.push(close);
  }
}
