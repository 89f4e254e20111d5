import type { MarkdownIt } from 'markdown-it';
import { escapeHtml } from '../../../html.ts';

const KEYS = /\+\+(?!\+)((?:[\w-]+|"[^"\n]{1,40}")(?:\+(?:[\w-]+|"[^"\n]{1,40}")){0,8})\+\+(?!\+)/y;

/** Names that do not say how the key looks. */
const NAMES: Readonly<Record<string, string>> = {
  'arrow-down': '↓',
  'arrow-left': '←',
  'arrow-right': '→',
  'arrow-up': '↑',
  down: '↓',
  left: '←',
  right: '→',
  up: '↑',
  bksp: 'Backspace',
  cmd: '⌘ Cmd',
  command: '⌘ Cmd',
  control: 'Ctrl',
  delete: 'Del',
  escape: 'Esc',
  insert: 'Ins',
  option: '⌥ Option',
  opt: '⌥ Option',
  pgdn: 'Page Down',
  pgup: 'Page Up',
  prtsc: 'Print Screen',
  return: 'Enter',
  spc: 'Space',
  windows: '⊞ Win',
  win: '⊞ Win',
  plus: '+',
  minus: '-',
  pipe: '|',
  slash: '/',
  backslash: '\\',
  comma: ',',
  period: '.',
  dot: '.',
  semicolon: ';',
  colon: ':',
  equal: '=',
  grave: '`',
  tilde: '~',
};

/** `++ctrl+alt+del++`. */
export function keys(md: MarkdownIt): void {
  md.inline.ruler.before('emphasis', 'keys', (state, silent) => {
    if (state.src.charCodeAt(state.pos) !== 0x2b || state.src[state.pos - 1] === '+') return false;
    KEYS.lastIndex = state.pos;
    const match = KEYS.exec(state.src);
    if (!match?.[1]) return false;
    if (!silent) {
      const token = state.push('keys', '', 0);
      const names = (match[1].match(/"[^"]*"|[^+]+/g) ?? []).map(nameOf);
      token.content = names.join('+');
      token.meta = { names };
    }
    state.pos += match[0].length;
    return true;
  });
  md.renderer.rules['keys'] = (tokens, at) => {
    const names = tokens[at]?.meta?.['names'] as string[];
    const drawn = names.map((name) => `<kbd>${escapeHtml(name)}</kbd>`);
    return `<span class="keys">${drawn.join('+')}</span>`;
  };
}

function nameOf(word: string): string {
  if (word.startsWith('"')) return word.slice(1, -1);
  const name = word.toLowerCase();
  if (Object.hasOwn(NAMES, name)) return NAMES[name] as string;
  if (/^(?:[a-z]|f\d{1,2})$/.test(name)) return name.toUpperCase();
  const parts = name.split('-').map((part) => part.charAt(0).toUpperCase() + part.slice(1));
  return parts.join(' ');
}
