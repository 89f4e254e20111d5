import type { MarkdownIt } from 'markdown-it';
import { escapeHtml } from '../../html.ts';
import { type CodeLook, codeLook } from './code-look.ts';
import { highlight } from './highlight.ts';

/** Blocks of code with their language, title, numbers and marked lines; diagrams are left for the browser to draw. */
export function code(md: MarkdownIt): void {
  md.renderer.rules['fence'] = (tokens, at) => {
    const token = tokens[at];
    return token ? drawCode(token.content, codeLook(md.utils.unescapeAll(token.info))) : '';
  };
  md.renderer.rules['code_block'] = (tokens, at) => drawIndented(tokens[at]?.content ?? '');
  md.renderer.rules['code_inline'] = (tokens, at) => drawInline(tokens[at]?.content ?? '');
}

function drawCode(text: string, look: CodeLook): string {
  if (look.language === 'mermaid') return `<pre class="mermaid">${escapeHtml(text)}</pre>\n`;
  const title = look.title ? `<div class="code-title">${escapeHtml(look.title)}</div>` : '';
  const colours = look.language ? highlight(text, look.language) : null;
  const inside = withLines(colours ?? escapeHtml(text), look);
  const classes = [colours ? 'hljs' : '', look.language && `language-${look.language}`];
  const className = escapeHtml(classes.filter(Boolean).join(' '));
  const pre = look.firstLine === null ? '<pre>' : '<pre class="numbered">';
  return `<div class="code">${title}${pre}<code${className && ` class="${className}"`}>${inside}</code></pre></div>\n`;
}

/** `:::python` or `#!python` in the first line is how indented code says its language. */
function drawIndented(text: string): string {
  const said = /^(?::::|#!)([\w+-]+)[ \t]*(hl_lines=\S+)?\n/.exec(text);
  if (!said) return drawCode(text, codeLook(''));
  // A line that says where a program is, belongs to the program.
  return drawCode(text.slice(said[0].length), codeLook(`${said[1]} ${said[2] ?? ''}`));
}

/** `` `#!py print(1)` `` is code of a language within text. */
function drawInline(text: string): string {
  const said = /^(?:#!|:::)([\w+-]+) +(?=\S)/.exec(text);
  if (!said?.[1]) return `<code>${escapeHtml(text)}</code>`;
  const inside = text.slice(said[0].length);
  const colours = highlight(inside, said[1]);
  return colours
    ? `<code class="hljs language-${said[1].toLowerCase()}">${colours}</code>`
    : `<code>${escapeHtml(inside)}</code>`;
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
