import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { noteType, titleOfType } from './note-type.ts';

const MARK = /^\[!([a-z]+)\]([-+]?)[ \t]*([^\n]*)(?:\n|$)/i;

/** `> [!NOTE]`: quotes that GitHub shows as notes. */
export function alerts(md: MarkdownIt): void {
  md.core.ruler.after('block', 'alert', (state) => {
    if (state.tokens.some(({ type }) => type === 'blockquote_open')) findAlerts(state);
  });
}

function findAlerts(state: StateCore): void {
  const out: Token[] = [];
  /** Of each quote that is open, the element it became; null for those that stay quotes. */
  const open: (string | null)[] = [];
  for (const [at, token] of state.tokens.entries()) {
    out.push(token);
    if (token.type === 'blockquote_open') {
      const title = turnIntoNote(state, token, state.tokens[at + 2]);
      out.push(...title);
      open.push(title.length > 0 ? token.tag : null);
    } else if (token.type === 'blockquote_close') {
      const tag = open.pop();
      if (tag) {
        token.type = 'note_close';
        token.tag = tag;
      }
    }
  }
  state.tokens = out;
}

/** Makes a note of a quote that begins as one; answers its title, nothing for other quotes. */
function turnIntoNote(state: StateCore, open: Token, text: Token | undefined): Token[] {
  const match = text?.type === 'inline' ? MARK.exec(text.content) : null;
  if (!text || !match?.[1]) return [];
  // GitHub's caution is about harm; MkDocs means a warning by the word.
  const type = match[1].toLowerCase() === 'caution' ? 'danger' : noteType(match[1]);
  open.type = 'note_open';
  open.tag = match[2] ? 'details' : 'div';
  open.attrSet('class', `admonition ${type}`);
  if (match[2] === '+') open.attrSet('open', '');
  text.content = text.content.slice(match[0].length);
  return titleOf(state, {
    title: match[3]?.trim() || titleOfType(match[1]),
    tag: match[2] ? 'summary' : 'p',
    map: open.map,
  });
}

function titleOf(
  state: StateCore,
  { title, tag, map }: { title: string; tag: string; map: Token['map'] },
): Token[] {
  const open = new state.Token('note_title_open', tag, 1);
  open.attrSet('class', 'admonition-title');
  const inline = new state.Token('inline', '', 0);
  inline.content = title;
  inline.children = [];
  inline.map = map;
  const close = new state.Token('note_title_close', tag, -1);
  open.block = close.block = inline.block = true;
  return [open, inline, close];
}
