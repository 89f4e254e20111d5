import type { Token } from 'markdown-it';
import MarkdownIt from 'markdown-it';
import deflist from 'markdown-it-deflist';
import { runsOf } from './quote-runs.ts';

/** Words of one look. `url` is where a link leads. */
export type Run = {
  text: string;
  bold?: true;
  italic?: true;
  strike?: true;
  code?: true;
  url?: string;
};

/** An entry of a list, however deep: lists within lists follow each other. `number` is null in a list of bullets. */
export type QuotedItem = { depth: number; number: number | null; runs: readonly Run[] };

/** A piece of a page as plain data: what every surface can show in its own way. */
export type DocPart =
  | { kind: 'text'; runs: readonly Run[] }
  | { kind: 'list'; items: readonly QuotedItem[] }
  | { kind: 'code'; text: string; language: string | null }
  | { kind: 'table'; rows: readonly (readonly (readonly Run[])[])[] }
  | { kind: 'quote'; parts: readonly DocPart[] }
  /** An admonition, a tab, an alert: something with a title of its own. */
  | { kind: 'note'; title: string; parts: readonly DocPart[] };

/** Where a link of the text leads; null where it leads nowhere that can be shown. */
export type LinkOf = (href: string) => string | null;

const md = new MarkdownIt({ html: true, linkify: true }).use(deflist);
/** Of a longer section only its beginning is quoted. */
const LONGEST = 30_000;
/** Deeper nesting is shown flat. */
const DEEPEST = 6;
const DETAILS = '(?:!!!|\\?\\?\\?\\+?)\\s*(?:([\\w -]*?)\\s*)?(?:"([^"]*)")?';
const BLOCK = new RegExp(`^ {0,3}(?:${DETAILS}|===[!+]?\\s*"([^"]*)")\\s*$`);
const SLASHES = /^ {0,3}\/{3,}\s*(\w[\w-]*)\s*(?:\|\s*(.*))?$/;
const FENCE = /^ {0,3}(`{3,}|~{3,})/;

/** The Markdown of a section as plain data. What only pages can show (diagrams, pictures) stays as its words. */
export function quoteOf(markdown: string, linkOf: LinkOf = outsideOnly, depth = 0): DocPart[] {
  const parts: DocPart[] = [];
  let plain: string[] = [];
  const flush = () => {
    const text = plain.join('\n');
    plain = [];
    if (text.trim() !== '') parts.push(...walk(md.parse(text, {}), linkOf, depth));
  };
  const lines = markdown.slice(0, LONGEST).split(/\r?\n/);
  for (let at = 0; at < lines.length; ) {
    const line = lines[at] ?? '';
    const fence = FENCE.exec(line)?.[1];
    if (fence) {
      const end = lines.findIndex((one, index) => index > at && one.trim().startsWith(fence));
      const next = end < 0 ? lines.length : end + 1;
      plain.push(...lines.slice(at, next));
      at = next;
      continue;
    }
    const block = depth < DEEPEST ? blockAt(lines, at) : null;
    if (!block) {
      plain.push(line);
      at += 1;
      continue;
    }
    flush();
    const inner = quoteOf(block.markdown, linkOf, depth + 1);
    if (block.title || inner.length > 0)
      parts.push({ kind: 'note', title: block.title, parts: inner });
    at = block.next;
  }
  flush();
  return parts;
}

/** The admonition, details block or tab that begins at a line, with what belongs to it. */
function blockAt(
  lines: readonly string[],
  at: number,
): { title: string; markdown: string; next: number } | null {
  const line = lines[at] ?? '';
  const [isBlock, sort, title, tab] = BLOCK.exec(line) ?? [];
  if (isBlock !== undefined) {
    let next = at + 1;
    while (next < lines.length && /^(?: {4}|\t|\s*$)/.test(lines[next] ?? '')) next += 1;
    const inner = lines.slice(at + 1, next).map((one) => one.replace(/^(?: {4}|\t)/, ''));
    return { title: tab ?? title ?? capital(sort ?? ''), markdown: inner.join('\n'), next };
  }
  const [, name, caption] = SLASHES.exec(line) ?? [];
  if (!name) return null;
  const end = lines.findIndex((one, index) => index > at && /^ {0,3}\/{3,}\s*$/.test(one));
  if (end < 0) return null;
  const markdown = lines.slice(at + 1, end).join('\n');
  return { title: caption?.trim() || capital(name), markdown, next: end + 1 };
}

function capital(sort: string): string {
  const word = sort.trim().split(/\s+/)[0] ?? '';
  return word.charAt(0).toUpperCase() + word.slice(1);
}

type Level = { number: number | null };

function walk(tokens: readonly Token[], linkOf: LinkOf, depth: number): DocPart[] {
  const parts: DocPart[] = [];
  const levels: Level[] = [];
  let items: { depth: number; number: number | null; runs: Run[] }[] = [];
  let isItemOpen = false;
  let isTerm = false;
  const endList = () => {
    if (items.length > 0) parts.push({ kind: 'list', items });
    items = [];
  };
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at] as Token;
    switch (token.type) {
      case 'bullet_list_open':
        levels.push({ number: null });
        break;
      case 'ordered_list_open':
        levels.push({ number: Number(token.attrGet('start') ?? 1) });
        break;
      case 'bullet_list_close':
      case 'ordered_list_close':
        levels.pop();
        if (levels.length === 0) endList();
        break;
      case 'list_item_open': {
        const level = levels.at(-1) as Level;
        items.push({ depth: Math.min(levels.length - 1, 8), number: level.number, runs: [] });
        if (level.number !== null) level.number += 1;
        isItemOpen = true;
        break;
      }
      case 'dt_open':
      case 'dt_close':
        isTerm = token.type === 'dt_open';
        break;
      case 'inline': {
        const said = runsOf(token.children ?? [], linkOf);
        const runs = isTerm ? said.map((run) => ({ ...run, bold: true as const })) : said;
        if (runs.length === 0) break;
        const item = items.at(-1);
        if (levels.length === 0) parts.push({ kind: 'text', runs });
        else if (item && isItemOpen) item.runs.push(...runs);
        else if (item) item.runs.push({ text: '\n' }, ...runs);
        else parts.push({ kind: 'text', runs });
        isItemOpen = false;
        break;
      }
      case 'fence':
      case 'code_block': {
        endList();
        isItemOpen = false;
        const language = /^[\w+#.-]+/.exec(token.info.trim())?.[0]?.toLowerCase() ?? null;
        parts.push({ kind: 'code', text: token.content.replace(/\n$/, ''), language });
        break;
      }
      case 'table_open': {
        const end = closing(tokens, at);
        endList();
        parts.push(tableOf(tokens.slice(at, end), linkOf));
        at = end;
        break;
      }
      case 'blockquote_open': {
        const end = closing(tokens, at);
        endList();
        parts.push(quotedOf(walk(tokens.slice(at + 1, end), linkOf, depth + 1)));
        at = end;
        break;
      }
      case 'html_block': {
        const text = withoutTags(token.content);
        if (text) parts.push({ kind: 'text', runs: [{ text }] });
        break;
      }
    }
  }
  endList();
  return parts;
}

/** Where what is opened at a token is closed. */
function closing(tokens: readonly Token[], from: number): number {
  const { type, level } = tokens[from] as Token;
  const close = type.replace(/_open$/, '_close');
  const at = tokens.findIndex(
    (one, index) => index > from && one.type === close && one.level === level,
  );
  return at < 0 ? tokens.length - 1 : at;
}

function tableOf(tokens: readonly Token[], linkOf: LinkOf): DocPart {
  const rows: Run[][][] = [];
  for (const token of tokens) {
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'inline') rows.at(-1)?.push(runsOf(token.children ?? [], linkOf));
  }
  return { kind: 'table', rows };
}

const ALERT = /^\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*/i;

/** A quotation, or an alert as GitHub writes it. */
function quotedOf(parts: readonly DocPart[]): DocPart {
  const [first, ...rest] = parts;
  const [run, ...runs] = first?.kind === 'text' ? first.runs : [];
  const sort = run && ALERT.exec(run.text);
  if (!first || !run || !sort) return { kind: 'quote', parts };
  const left = [{ ...run, text: run.text.slice(sort[0].length) }, ...runs].filter(
    ({ text }) => text.trim() !== '',
  );
  const title = capital((sort[1] ?? '').toLowerCase());
  const opening: DocPart[] = left.length > 0 ? [{ kind: 'text', runs: left }] : [];
  return { kind: 'note', title, parts: [...opening, ...rest] };
}

/** What HTML says without its tags; what a script or a style says is not said to anybody. */
function withoutTags(html: string): string {
  return html
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .replace(/<(script|style|template|iframe|svg|math)\b[\s\S]*?(?:<\/\1\s*>|$)/gi, '')
    .replace(/<[^<>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

function outsideOnly(href: string): string | null {
  return /^https?:\/\//i.test(href) ? href : null;
}
