import type { DocPart, QuotedItem, Run } from './quote.ts';

/** Quoted parts as plain text: lists with their numbers, code and tables as they are written. */
export function textOfParts(parts: readonly DocPart[]): string {
  return parts.map(textOfPart).filter(Boolean).join('\n\n');
}

export function textOfPart(part: DocPart): string {
  switch (part.kind) {
    case 'text':
      return textOfRuns(part.runs);
    case 'list':
      return part.items.map(textOfItem).join('\n');
    case 'code':
      return indented(part.text, '    ');
    case 'table':
      return gridOf(part.rows).join('\n');
    case 'quote':
      return indented(textOfParts(part.parts), '> ');
    case 'note':
      return [part.title && `${part.title}:`, textOfParts(part.parts)].filter(Boolean).join(' ');
  }
}

/** Links with their address, unless that is what they say. */
export function textOfRuns(runs: readonly Run[]): string {
  return runs
    .map(({ text, url }) => (url && url !== text.trim() ? `${text} (${url})` : text))
    .join('');
}

function textOfItem({ depth, number, runs }: QuotedItem): string {
  const mark = number === null ? '-' : `${number}.`;
  return `${'  '.repeat(depth)}${mark} ${textOfRuns(runs).replaceAll('\n', ' ')}`;
}

function indented(text: string, before: string): string {
  return text
    .split('\n')
    .map((line) => `${before}${line}`)
    .join('\n');
}

/** A table in columns of equal width, its first row underlined. */
export function gridOf(rows: readonly (readonly (readonly Run[])[])[]): string[] {
  const cells = rows.map((row) => row.map((cell) => plainOf(cell).replaceAll('\n', ' ')));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? '').length)),
  );
  const lines = cells.map((row) =>
    widths
      .map((width, column) => (row[column] ?? '').padEnd(width))
      .join(' | ')
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join('-+-');
  return [lines[0] ?? '', rule, ...lines.slice(1)];
}

/** The words alone. */
export function plainOf(runs: readonly Run[]): string {
  return runs.map(({ text }) => text).join('');
}
