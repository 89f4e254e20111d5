import type { MarkdownIt, StateBlock } from 'markdown-it';
import { lineAt, pushInline } from './indented.ts';

const DEFINITION = /^:[ \t]+\S/;
const MOST = 20;

/** Several terms of one definition, each on its line: the last is read with the definition, and here those before it. */
export function terms(md: MarkdownIt): void {
  md.block.ruler.before('deflist', 'terms', manyTerms, { alt: ['paragraph', 'reference'] });
}

function manyTerms(state: StateBlock, start: number, last: number, silent: boolean): boolean {
  if (silent || state.parentType !== 'root') return false;
  let line = start;
  while (line < last && line - start < MOST && !state.isEmpty(line) && !isDefinition(line))
    line += 1;
  if (line - start < 2 || line === last || !isDefinition(line)) return false;
  state.push('dl_open', 'dl', 1).map = [start, line - 1];
  for (let term = start; term < line - 1; term += 1) {
    state.push('dt_open', 'dt', 1);
    pushInline(state, (lineAt(state, term) ?? '').trim(), term);
    state.push('dt_close', 'dt', -1);
  }
  state.push('dl_close', 'dl', -1);
  state.line = line - 1;
  return true;

  function isDefinition(at: number): boolean {
    return DEFINITION.test(lineAt(state, at) ?? '');
  }
}
