import type { StateBlock } from 'markdown-it';
import { lineAt, pushInline } from './blocks/indented.ts';

/** A formula in a text, and how much of it it takes. */
export type Formula = { tex: string; isBlock: boolean; length: number };

/** What is longer is no formula. */
const LONGEST = 5_000;

// `${{ x }}` is what a template fills in, and `$HOME/$USER` are names of a shell.
const SIGNS = /^\$\$([^$]+)\$\$|^\$(?![\s$]|\{\{)((?:\\.|[^\\$\n])*?[^\s\\$])\$(?![\w$])/;
const ROUND = /^\\\(([^\n]*?)\\\)/;
const SQUARE = /^\\\[([\s\S]*?)\\\]/;
const NAMED = /^\\begin\{([a-z]{1,20}\*?)\}[\s\S]*?\\end\{\1\}/;

/** The formula that begins at a place of a text. */
export function formulaAt(text: string, at: number): Formula | null {
  const first = text.charCodeAt(at);
  if (first === 0x24) {
    const found = SIGNS.exec(text.slice(at, at + LONGEST));
    if (!found) return null;
    const isBlock = found[1] !== undefined;
    return { tex: found[1] ?? found[2] ?? '', isBlock, length: found[0].length };
  }
  if (first !== 0x5c) return null;
  const next = text.charAt(at + 1);
  if (next !== '(' && next !== '[' && next !== 'b') return null;
  const rest = text.slice(at, at + LONGEST);
  if (next === '(') return bracketed(ROUND.exec(rest), { isBlock: false });
  // The others are blocks, and have their paragraph for themselves.
  if (at > 0) return null;
  const found = next === '[' ? SQUARE.exec(rest) : NAMED.exec(rest);
  if (!found || found[0].length < text.length) return null;
  if (next === '[') return bracketed(found, { isBlock: true });
  return { tex: found[0], isBlock: true, length: found[0].length };
}

/** `\[optional\]` is how brackets are written that shall be no link: only what looks like a formula is one. */
const TELLING = /[\\^_=<>{}+*/]|^\s*[A-Za-z]\s*$|\n/;

function bracketed(found: RegExpExecArray | null, { isBlock }: { isBlock: boolean }) {
  const tex = found?.[1];
  if (!found || tex === undefined || tex.trim() === '' || !TELLING.test(tex)) return null;
  return { tex, isBlock, length: found[0].length };
}

const OPENS = /^(\$\$|\\\[|\\begin\{([a-z]{1,20}\*?)\})/;
const MOST_LINES = 200;

/** A formula over several lines: what is in it is no list, heading or code, whatever its lines begin with. */
export function mathBlock(
  state: StateBlock,
  start: number,
  last: number,
  silent: boolean,
): boolean {
  const opening = lineAt(state, start)?.match(OPENS);
  if (!opening?.[1]) return false;
  const end = endOf(state, { start, last, closing: closingOf(opening[1], opening[2]) });
  if (end === null) return false;
  const text = state.getLines(start, end, state.blkIndent, false).trim();
  const found = formulaAt(text, 0);
  if (!found?.isBlock || found.length < text.length) return false;
  if (silent) return true;
  state.push('paragraph_open', 'p', 1).map = [start, end];
  pushInline(state, text, start);
  state.push('paragraph_close', 'p', -1);
  state.line = end;
  return true;
}

function closingOf(opening: string, name: string | undefined): string {
  if (name !== undefined) return `\\end{${name}}`;
  return opening === '$$' ? '$$' : '\\]';
}

/** The line after the one that closes the formula; null where nothing near does. */
function endOf(
  state: StateBlock,
  { start, last, closing }: { start: number; last: number; closing: string },
): number | null {
  for (let line = start; line < Math.min(last, start + MOST_LINES); line++) {
    const text = lineAt(state, line);
    if (text === null) return null;
    const isAlone = line === start && text.trim() === closing;
    if (!isAlone && text.trimEnd().endsWith(closing)) return line + 1;
  }
  return null;
}
