import type { MarkdownIt, StateBlock } from 'markdown-it';
import { lineAt, pushInline } from './indented.ts';

const MARKED = /\s+markdown(?:\s*=\s*(?:"([a-z01]*)"|'([a-z01]*)'|([a-z01]+)))?(?=[\s/>])/i;
const OPENING = /^<([a-z][a-z0-9-]*)\b[^<>]*>/i;
const BLOCK =
  /^<\/?(?:article|aside|center|details|div|dl|dt|dd|figcaption|figure|footer|header|li|main|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)\b/i;

/** `<div markdown>`: HTML whose text is Markdown. Elsewhere a blank line is what ends HTML, as on GitHub. */
export function markdownInHtml(md: MarkdownIt): void {
  md.block.ruler.before('html_block', 'markdown_in_html', markdownHtml, {
    alt: ['paragraph', 'reference', 'blockquote', 'list'],
  });
  // Before indented code: HTML is often indented by its depth.
  md.block.ruler.before('code', 'indented_html', indentedHtml);
}

function markdownHtml(state: StateBlock, start: number, _last: number, silent: boolean): boolean {
  const line = lineAt(state, start);
  const tag = line?.startsWith('<') ? OPENING.exec(line) : null;
  const marked = tag && MARKED.exec(tag[0]);
  if (!line || !tag?.[1] || !marked) return false;
  if (silent) return true;
  const rest = line.slice(tag[0].length);
  const closing = `</${tag[1].toLowerCase()}>`;
  const end = rest.toLowerCase().lastIndexOf(closing);
  push(state, tag[0].replace(marked[0], ''), start);
  const text = (end < 0 ? rest : rest.slice(0, end)).trim();
  if (text.startsWith('<')) push(state, text, start);
  else if (text) pushInline(state, text, start);
  if (end >= 0) push(state, rest.slice(end), start);
  state.line = start + 1;
  return true;
}

/** A line of HTML within HTML is no code, however far in it stands. */
function indentedHtml(state: StateBlock, start: number, last: number, silent: boolean): boolean {
  if (silent || state.tokens.at(-1)?.type !== 'html_block') return false;
  if ((state.sCount[start] ?? 0) - state.blkIndent < 4) return false;
  const text = state.src.slice(
    (state.bMarks[start] ?? 0) + (state.tShift[start] ?? 0),
    state.eMarks[start],
  );
  if (!BLOCK.test(text)) return false;
  let end = start + 1;
  while (end < last && !state.isEmpty(end)) end += 1;
  push(state, state.getLines(start, end, state.blkIndent, true), start, end);
  state.line = end;
  return true;
}

function push(state: StateBlock, html: string, line: number, end = line + 1): void {
  const token = state.push('html_block', '', 0);
  token.content = html.endsWith('\n') ? html : `${html}\n`;
  token.map = [line, end];
}
