import type { DocPart } from './quote.ts';
import { textOfPart } from './quote-text.ts';
import { wordsIn } from './search/analyse.ts';

export type Excerpt = { parts: readonly DocPart[]; isCut: boolean };

/** As much of some parts as `most` characters hold: whole parts, and of the one that does not fit what can stand alone. */
export function cutParts(parts: readonly DocPart[], most: number): Excerpt {
  const kept: DocPart[] = [];
  let left = most;
  for (const part of parts) {
    const length = textOfPart(part).length;
    if (length <= left) {
      kept.push(part);
      left -= length;
      continue;
    }
    const beginning = left > 0 ? beginningOf(part, left) : null;
    if (beginning) kept.push(beginning);
    return { parts: kept, isCut: true };
  }
  return { parts: kept, isCut: false };
}

function beginningOf(part: DocPart, most: number): DocPart | null {
  switch (part.kind) {
    case 'text': {
      const text = textOfPart(part).slice(0, Math.max(0, most - 1));
      const end = Math.max(text.lastIndexOf('. ') + 1, 0) || text.lastIndexOf(' ');
      return end > 0
        ? { kind: 'text', runs: [{ text: `${text.slice(0, end).trimEnd()}…` }] }
        : null;
    }
    case 'list':
      return whole(part.items, (items) => ({ ...part, items }), most);
    case 'code':
      return whole(part.text.split('\n'), (lines) => ({ ...part, text: lines.join('\n') }), most);
    case 'table':
      // Column names alone say nothing.
      return whole(part.rows, (rows) => ({ ...part, rows }), most, 2);
    case 'quote':
    case 'note': {
      const { parts } = cutParts(part.parts, most - (part.kind === 'note' ? part.title.length : 0));
      return parts.length > 0 ? { ...part, parts } : null;
    }
  }
}

/** The first of some pieces that fit, at least `fewest` of them. */
function whole<Piece>(
  pieces: readonly Piece[],
  partOf: (some: readonly Piece[]) => DocPart,
  most: number,
  fewest = 1,
): DocPart | null {
  for (let count = pieces.length - 1; count >= fewest; count -= 1) {
    const part = partOf(pieces.slice(0, count));
    if (textOfPart(part).length <= most) return part;
  }
  return null;
}

/**
 * The part of a section that says most of what is asked for, with what follows it: all of a short section, and of a long one from the
 * paragraph on that has the words, with the line that leads to it.
 */
export function excerptOf(
  parts: readonly DocPart[],
  { stems, most }: { stems: ReadonlySet<string>; most: number },
): Excerpt & { isLater: boolean } {
  const whole = cutParts(parts, most);
  if (!whole.isCut) return { ...whole, isLater: false };
  const found = parts.map((part) => countOf(textOfPart(part), stems));
  const inWhole = countOf(whole.parts.map(textOfPart).join('\n'), stems);
  const best = found.indexOf(Math.max(...found));
  if (best <= 0 || (found[best] ?? 0) <= inWhole) return { ...whole, isLater: false };
  const before = parts[best - 1];
  const from = before?.kind === 'text' && /[:：]\s*$/.test(textOfPart(before)) ? best - 1 : best;
  return { ...cutParts(parts.slice(from), most), isLater: true };
}

function countOf(text: string, stems: ReadonlySet<string>): number {
  return new Set(wordsIn(text).flatMap(({ stem }) => (stems.has(stem) ? [stem] : []))).size;
}

/** The sentence of a text that has most of the words; null where none has any. */
export function sentenceWith(text: string, stems: ReadonlySet<string>): string | null {
  const sentences = text
    .split(/\n+|(?<=[.!?])\s+(?=[\p{Lu}\d`"'])/u)
    .map((one) => one.trim())
    .filter((one) => one.length > 1);
  const counted = sentences.map((one) => countOf(one, stems));
  const most = Math.max(0, ...counted);
  return most > 0 ? (sentences[counted.indexOf(most)] ?? null) : null;
}
