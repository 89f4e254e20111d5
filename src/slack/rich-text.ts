import type {
  KnownBlock,
  RichTextBlock,
  RichTextBlockElement,
  RichTextElement,
  RichTextList,
  RichTextSection,
  TableBlock,
} from '@slack/types';
import type { DocPart, QuotedItem, Run } from '../docs/quote.ts';
import { gridOf, plainOf, textOfPart } from '../docs/quote-text.ts';
import { safeUrl, visible } from './blocks.ts';

// Rich text is parsed already, so nothing in a document is read as markup: it cannot ping, mention or link anywhere but where it says.

/** https://docs.slack.dev/reference/block-kit/blocks/table-block */
const ROWS = 100;
const COLUMNS = 20;
const DEEPEST = 8;

/**
 * Parts of a page as blocks. Slack takes one table a message; others are lines of equal width.
 * @param base where addresses of ours are reached; null where they are not, and are words then
 */
export function drawParts(parts: readonly DocPart[], base: string | null): KnownBlock[] {
  return drawResolved(resolved(parts, base));
}

/** With whole addresses, as Slack wants them. */
function resolved(parts: readonly DocPart[], base: string | null): DocPart[] {
  const whole = (runs: readonly Run[]) =>
    runs.map(({ url, ...run }): Run => {
      const to = url?.startsWith('/') ? base && URL.parse(url, base)?.href : url;
      return to ? { ...run, url: to } : run;
    });
  return parts.map((part): DocPart => {
    switch (part.kind) {
      case 'text':
        return { ...part, runs: whole(part.runs) };
      case 'list':
        return { ...part, items: part.items.map((item) => ({ ...item, runs: whole(item.runs) })) };
      case 'table':
        return { ...part, rows: part.rows.map((row) => row.map(whole)) };
      case 'quote':
      case 'note':
        return { ...part, parts: resolved(part.parts, base) };
      default:
        return part;
    }
  });
}

function drawResolved(parts: readonly DocPart[]): KnownBlock[] {
  const blocks: KnownBlock[] = [];
  let elements: RichTextBlockElement[] = [];
  const flush = () => {
    if (elements.length > 0) blocks.push({ type: 'rich_text', elements } as RichTextBlock);
    elements = [];
  };
  let hasTable = false;
  for (const part of parts) {
    if (part.kind === 'table' && !hasTable && fits(part)) {
      hasTable = true;
      flush();
      blocks.push(drawTable(part));
    } else elements = withPart(elements, part);
  }
  flush();
  return blocks;
}

function fits({ rows }: DocPart & { kind: 'table' }): boolean {
  return rows.length > 1 && rows.length <= ROWS && (rows[0] ?? []).length <= COLUMNS;
}

function drawTable({ rows }: DocPart & { kind: 'table' }): TableBlock {
  const width = Math.min(COLUMNS, Math.max(...rows.map((row) => row.length)));
  const cellOf = (runs: readonly Run[] | undefined) => {
    const elements = leavesOf(runs ?? []);
    const isPlain = elements.every(({ type, style }) => type === 'text' && !style);
    if (isPlain) return { type: 'raw_text' as const, text: visible(plainOf(runs ?? [])) || ' ' };
    return {
      type: 'rich_text' as const,
      elements: [{ type: 'rich_text_section' as const, elements }],
    };
  };
  return {
    type: 'table',
    rows: rows.map((row) => Array.from({ length: width }, (_, at) => cellOf(row[at]))),
    column_settings: Array.from({ length: width }, () => ({ is_wrapped: true })),
  };
}

function withPart(before: readonly RichTextBlockElement[], part: DocPart): RichTextBlockElement[] {
  return part.kind === 'text'
    ? withParagraph(before, leavesOf(part.runs))
    : [...before, ...drawPart(part)];
}

/** Slack sets sections and lists close: paragraphs that follow each other are one section, with an empty line between. */
function withParagraph(
  before: readonly RichTextBlockElement[],
  leaves: readonly RichTextElement[],
): RichTextBlockElement[] {
  const last = before.at(-1);
  if (last?.type === 'rich_text_section') {
    const gap = leaf(endsInHeading(last) ? '\n' : '\n\n');
    const elements = [...last.elements, gap, ...leaves];
    return [...before.slice(0, -1), { type: 'rich_text_section', elements }];
  }
  const gap = last?.type === 'rich_text_list' ? [leaf('\n')] : [];
  return [...before, { type: 'rich_text_section', elements: [...gap, ...leaves] }];
}

/** Whether the last paragraph of a section is bold as a whole, as a heading is. */
function endsInHeading({ elements }: RichTextSection): boolean {
  const [before, last] = elements.slice(-2).length > 1 ? elements.slice(-2) : [null, elements[0]];
  const isFirst = !before || (before.type === 'text' && /^\n+$/.test(before.text));
  return isFirst && last?.type === 'text' && last.style?.bold === true;
}

function drawPart(part: DocPart): RichTextBlockElement[] {
  switch (part.kind) {
    case 'text':
      return [{ type: 'rich_text_section', elements: leavesOf(part.runs) }];
    case 'list':
      return drawList(part.items);
    case 'code':
      return [preformatted(part.text)];
    case 'table':
      return [preformatted(gridOf(part.rows).join('\n'))];
    case 'quote':
      return [{ type: 'rich_text_quote', elements: boxed(part.parts) }];
    case 'note': {
      const title = part.title ? [leaf(`${part.title}\n`, { bold: true })] : [];
      return [{ type: 'rich_text_quote', elements: [...title, ...boxed(part.parts)] }];
    }
  }
}

/** A quotation holds words alone: lists and code in it are lines. */
function boxed(parts: readonly DocPart[]): RichTextElement[] {
  const leaves = parts.flatMap((part, at) => {
    const gap = at > 0 ? [leaf('\n')] : [];
    if (part.kind === 'text') return [...gap, ...leavesOf(part.runs)];
    const style = part.kind === 'code' || part.kind === 'table' ? { code: true } : undefined;
    const text = part.kind === 'code' ? part.text : textOfPart(part);
    return [...gap, leaf(text, style)];
  });
  return leaves.length > 0 ? leaves : [leaf(' ')];
}

function preformatted(text: string): RichTextBlockElement {
  return {
    type: 'rich_text_preformatted',
    elements: [{ type: 'text', text: visible(text) || ' ' }],
  };
}

/** Entries of one depth and sort that follow each other are one list; `offset` goes on counting after a break. */
function drawList(items: readonly QuotedItem[]): RichTextList[] {
  const lists: (RichTextList & { offset?: number })[] = [];
  let last: QuotedItem | null = null;
  for (const item of items) {
    const { depth, number, runs } = item;
    const elements = leavesOf(runs);
    const entry: RichTextSection = {
      type: 'rich_text_section',
      elements: elements.length > 0 ? elements : [leaf(' ')],
    };
    const isSame = last?.depth === depth && (last.number === null) === (number === null);
    if (isSame) lists.at(-1)?.elements.push(entry);
    else
      lists.push({
        type: 'rich_text_list',
        style: number === null ? 'bullet' : 'ordered',
        elements: [entry],
        ...(depth > 0 && { indent: Math.min(depth, DEEPEST) }),
        ...(number !== null && number > 1 && { offset: number - 1 }),
      });
    last = item;
  }
  return lists;
}

type Style = { bold?: true; italic?: true; strike?: true; code?: true };

function leaf(text: string, style?: Style | Record<string, boolean>): RichTextElement {
  return { type: 'text', text: visible(text) || ' ', ...(style && { style }) };
}

function leavesOf(runs: readonly Run[]): RichTextElement[] {
  return runs.flatMap(({ text, url, ...style }) => {
    const look = Object.keys(style).length > 0 ? style : undefined;
    const safe = url ? safeUrl(url) : null;
    if (!safe) return [leaf(text, look)];
    const shown = visible(text).trim();
    // Words that look like an address are shown with the one they lead to, so that nobody is led astray.
    if (isAddress(shown) && URL.parse(withScheme(shown))?.host !== URL.parse(safe)?.host)
      return [leaf(`${text} (`, look), linked(safe, safe), leaf(')', look)];
    return [linked(safe, shown || safe, look)];
  });
}

function linked(url: string, text: string, style?: Style): RichTextElement {
  return { type: 'link', url, text, ...(style && { style }) };
}

const FILE =
  /^[^/]+\.(?:md|markdown|txt|ya?ml|json|toml|xml|csv|ts|tsx|js|mjs|py|go|java|kt|rb|rs|php|sh|sql|proto|graphql|html|css|png|svg|pdf|v\d+)$/i;

function isAddress(text: string): boolean {
  if (FILE.test(text)) return false;
  return /^(?:[a-z]+:\/\/|www\.)\S+$|^[\w-]+(?:\.[\w-]+)+(?:[/:?#]\S*)?$/i.test(text);
}

function withScheme(text: string): string {
  return /^[a-z]+:\/\//i.test(text) ? text : `https://${text}`;
}
