import type { MarkdownIt, Token } from 'markdown-it';

const SYMBOLS: readonly (readonly [RegExp, string])[] = [
  [/\(tm\)/gi, '™'],
  [/\(c\)/gi, '©'],
  [/\(r\)/gi, '®'],
  [/(?<![\w/])c\/o(?![\w/])/gi, '℅'],
  [/\+\/-/g, '±'],
  [/=\/=/g, '≠'],
  [/(?<![<-])<-->(?!>)/g, '↔'],
  [/(?<![\w<-])-->(?!>)/g, '→'],
  [/(?<![\w<-])<--(?![->])/g, '←'],
  [/(?<![\d/]|\d\.)1\/4(?![\d/]|\.\d)/g, '¼'],
  [/(?<![\d/]|\d\.)1\/2(?![\d/]|\.\d)/g, '½'],
  [/(?<![\d/]|\d\.)3\/4(?![\d/]|\.\d)/g, '¾'],
];
const LIST = /\([abd]\)/i;

/** `(tm)`, `-->`, `1/2` as the signs they stand for. */
export function symbols(md: MarkdownIt): void {
  md.core.ruler.after('inline', 'symbols', (state) => {
    for (const token of state.tokens) {
      if (token.type === 'inline' && /\([tcr]|[-=/]/i.test(token.content)) replaceIn(token);
    }
  });
}

function replaceIn(block: Token): void {
  let links = 0;
  // In "(a) … (b) … (c)" the last is no copyright.
  const isList = LIST.test(block.content);
  for (const token of block.children ?? []) {
    // The text of an address that is written out stays as the address is.
    if (token.info === 'auto') links += token.nesting;
    if (token.type !== 'text' || links > 0) continue;
    for (const [pattern, sign] of SYMBOLS) {
      if (isList && (sign === '©' || sign === '®')) continue;
      token.content = token.content.replace(pattern, sign);
    }
  }
}
