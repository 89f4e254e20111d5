import type { MarkdownIt, Token } from 'markdown-it';
import { escapeHtml } from '../../html.ts';
import { type CodeLook, codeLook } from './code-look.ts';
import { highlight, type Spent } from './highlight.ts';
import { renderMath } from './math.ts';

/** `:::python` or `#!python` in the first line is how indented code says its language. */
const FIRST_LINE = /^(?::::|#!)([\w+-]+)[ \t]*(hl_lines=\S+)?\n/;
/** `` `#!py print(1)` `` is code of a language within text. */
const FIRST_WORD = /^(?:#!|:::)([\w+-]+) +(?=\S)/;

/** Blocks of code with their language, title, numbers and marked lines; diagrams are left for the browser to draw. */
export function code(md: MarkdownIt): void {
  md.renderer.rules['fence'] = (tokens, at, _, state) => {
    const token = tokens[at];
    if (!token) return '';
    return drawCode(token.content, codeLook(md.utils.unescapeAll(token.info)), spentOn(state));
  };
  md.renderer.rules['code_block'] = (tokens, at, _, state) => {
    const token = tokens[at];
    return token ? drawCode(token.content, codeLook(token.info), spentOn(state)) : '';
  };
  md.renderer.rules['code_inline'] = (tokens, at, _, state) => {
    const token = tokens[at];
    return token ? drawInline(token, spentOn(state)) : '';
  };
  md.core.ruler.after('inline', 'said_language', (state) => {
    for (const token of state.tokens) {
      if (token.type === 'code_block') takeLanguage(token, FIRST_LINE);
      if (token.type !== 'inline') continue;
      for (const child of token.children ?? []) {
        if (child.type === 'code_inline') takeLanguage(child, FIRST_WORD);
      }
    }
  });
}

const SPENT = new WeakMap<object, Spent>();

/** What the page with this state has spent on colours so far. */
function spentOn(state: object = {}): Spent {
  const spent = SPENT.get(state) ?? { cost: 0 };
  SPENT.set(state, spent);
  return spent;
}

function drawCode(text: string, look: CodeLook, spent: Spent): string {
  if (look.language === 'mermaid') return `<pre class="mermaid">${escapeHtml(text)}</pre>\n`;
  if (look.language === 'math') return `<p>${renderMath(text, { isBlock: true })}</p>\n`;
  const title = look.title ? `<div class="code-title">${escapeHtml(look.title)}</div>` : '';
  const colours = look.language ? highlight(text, look.language, spent) : null;
  const inside = withLines(colours ?? escapeHtml(text), look);
  const classes = [colours ? 'hljs' : '', look.language && `language-${look.language}`];
  const className = escapeHtml(classes.filter(Boolean).join(' '));
  const pre = look.firstLine === null ? '<pre>' : '<pre class="numbered">';
  return `<div class="code">${title}${pre}<code${className && ` class="${className}"`}>${inside}</code></pre></div>\n`;
}

/** Takes what a code says of its language out of it. A line that says where a program is, belongs to the program. */
function takeLanguage(token: Token, pattern: RegExp): void {
  const said = pattern.exec(token.content);
  if (!said) return;
  token.content = token.content.slice(said[0].length);
  token.info = [said[1], said[2]].filter(Boolean).join(' ');
}

function drawInline({ content, info, attrs }: Token, spent: Spent): string {
  const colours = info ? highlight(content, info, spent) : null;
  const given = attrs?.map(([name, value]) => ` ${name}="${escapeHtml(String(value))}"`) ?? [];
  if (!colours) return `<code${given.join('')}>${escapeHtml(content)}</code>`;
  return `<code class="hljs language-${escapeHtml(info)}">${colours}</code>`;
}

/** Wraps each line where lines have numbers or marks. An element that goes over lines is closed and opened again. */
function withLines(html: string, { firstLine, marked }: CodeLook): string {
  if (firstLine === null && marked.size === 0) return html;
  const open: string[] = [];
  const lines = html.replace(/\n$/, '').split('\n');
  return lines
    .map((line, at) => {
      const before = open.join('');
      for (const tag of line.match(/<span[^>]*>|<\/span>/g) ?? []) {
        if (tag === '</span>') open.pop();
        else open.push(tag);
      }
      const classes = marked.has(at + 1) ? 'line marked' : 'line';
      const number = firstLine === null ? '' : ` data-line="${firstLine + at}"`;
      return `<span class="${classes}"${number}>${before}${line}${'</span>'.repeat(open.length)}</span>`;
    })
    .join('\n');
}
