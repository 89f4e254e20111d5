import type { MarkdownIt } from 'markdown-it';
import { pushElement } from './push-element.ts';

const INSERT = /\^\^(?=[^\s^])([^^\n]{0,2000}[^\s^])\^\^(?!\^)/y;

/** `^^inserted^^`; one mark on each side is a raised text. */
export function insert(md: MarkdownIt): void {
  md.inline.ruler.before('sup', 'insert', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x5e) return false;
    INSERT.lastIndex = state.pos;
    const match = INSERT.exec(state.src);
    if (!match?.[1]) return false;
    if (!silent) pushElement(state, { tag: 'ins', text: match[1] });
    state.pos += match[0].length;
    return true;
  });
}
