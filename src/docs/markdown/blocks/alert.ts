import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { noteType, titleOfType } from './note-type.ts';

const MARK = /^\[!([a-z]+)\]([-+]?)[ \t]*([^\n]*)(?:\n|$)/i;

/** `> [!NOTE]`: quotes that GitHub shows as notes. */
export function alerts(md: MarkdownIt): void {
  md.core.ruler.after('block', 'alert', (state) => {
    state.tokens.forEach((token, at) => {
      if (token.type === 'blockquote_open') turnIntoNote(state, token, at);
    });
  });
}

function turnIntoNote(state: StateCore, open: Token, at: number): void {
  const text = state.tokens[at + 2];
  const match = text?.type === 'inline' ? MARK.exec(text.content) : null;
  if (!text || !match?.[1]) return;
  // GitHub's caution is about harm; MkDocs means a warning by the word.
  const type = match[1].toLowerCase() === 'caution' ? 'danger' : noteType(match[1]);
  const fold = match[2] ? (match[2] === '+' ? 'open' : 'closed') : null;
  const close = state.tokens.find(
    (one, index) => index > at && one.type === 'blockquote_close' && one.level === open.level,
  );
  if (!close) return;
  open.type = 'note_open';
  close.type = 'note_close';
  open.tag = close.tag = fold ? 'details' : 'div';
  open.attrSet('class', `admonition ${type}`);
  if (fold === 'open') open.attrSet('open', '');
  titleFrom(state, at, { title: match[3]?.trim() || titleOfType(match[1]), isFold: fold !== null });
  text.content = text.content.slice(match[0].length);
}

function titleFrom(
  state: StateCore,
  at: number,
  { title, isFold }: { title: string; isFold: boolean },
): void {
  const tag = isFold ? 'summary' : 'p';
  const open = new state.Token('note_title_open', tag, 1);
  open.attrSet('class', 'admonition-title');
  open.block = true;
  const inline = new state.Token('inline', '', 0);
  inline.content = title;
  inline.children = [];
  inline.map = state.tokens[at]?.map ?? null;
  const close = new state.Token('note_title_close', tag, -1);
  close.block = true;
  state.tokens.splice(at + 1, 0, open, inline, close);
}
