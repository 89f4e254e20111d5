import type { MarkdownIt, StateInline } from 'markdown-it';
import { pushElement } from './push-element.ts';

const OPEN = /\{(\+\+|--|~~|==|>>)/y;
const CLOSE: Readonly<Record<string, string>> = {
  '++': '++}',
  '--': '--}',
  '~~': '~~}',
  '==': '==}',
  '>>': '<<}',
};
const LONGEST = 2_000;

/** Marks of an editor: `{++added++}`, `{--taken out--}`, `{~~old~>new~~}`, `{==pointed at==}`, `{>>said<<}`. */
export function critic(md: MarkdownIt): void {
  md.inline.ruler.before('emphasis', 'critic', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x7b) return false;
    OPEN.lastIndex = state.pos;
    const sign = OPEN.exec(state.src)?.[1];
    if (!sign) return false;
    const from = state.pos + 3;
    const end = state.src.slice(from, from + LONGEST).indexOf(CLOSE[sign] ?? '');
    if (end <= 0) return false;
    if (!silent) draw(state, sign, state.src.slice(from, from + end));
    state.pos = from + end + 3;
    return true;
  });
}

function draw(state: StateInline, sign: string, text: string): void {
  const push = (tag: string, part: string, name = 'critic') =>
    pushElement(state, { tag, name, text: part.trim() });
  if (sign === '++') push('ins', text);
  else if (sign === '--') push('del', text);
  else if (sign === '==') push('mark', text);
  else if (sign === '>>') push('span', text, 'critic-comment');
  else {
    const [old = '', ...rest] = text.split('~>');
    if (old) push('del', old);
    if (rest.length > 0) push('ins', rest.join('~>'));
  }
}
