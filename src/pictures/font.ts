import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { rootFolder } from '../root.ts';

export type Weight = 'regular' | 'bold';

/** How wide a character is, as a share of the font size; null where the font does not have it. */
export type WidthOf = (codePoint: number) => number | null;

const FILES: Record<Weight, string> = { regular: 'Inter-Regular.ttf', bold: 'Inter-Bold.ttf' };
const loaded = new Map<Weight, WidthOf>();

export function fontFile(weight: Weight): string {
  return join(rootFolder(), 'assets', 'fonts', FILES[weight]);
}

/** The widths of the bundled Inter, read on first use. */
export function widthsOf(weight: Weight): WidthOf {
  const known = loaded.get(weight);
  if (known) return known;
  const widths = readWidths(readFileSync(fontFile(weight)));
  loaded.set(weight, widths);
  return widths;
}

/**
 * The advance widths of a TrueType font: `cmap` (format 4) says which glyph a character is, `hmtx` how wide that is.
 * https://learn.microsoft.com/typography/opentype/spec/otff
 */
function readWidths(bytes: Buffer): WidthOf {
  const tables = new Map<string, number>();
  for (let index = 0; index < bytes.readUInt16BE(4); index += 1) {
    const at = 12 + index * 16;
    tables.set(bytes.toString('latin1', at, at + 4), bytes.readUInt32BE(at + 8));
  }
  const offset = (name: string) => {
    const at = tables.get(name);
    if (at === undefined) throw new Error(`The font has no table ${name}.`);
    return at;
  };
  const unitsPerEm = bytes.readUInt16BE(offset('head') + 18);
  const metrics = bytes.readUInt16BE(offset('hhea') + 34);
  const widths = offset('hmtx');
  const glyphOf = readGlyphs(bytes, offset('cmap'));
  return (codePoint) => {
    const glyph = glyphOf(codePoint);
    if (glyph === 0) return null;
    // Glyphs behind the last metric are all as wide as that one.
    return bytes.readUInt16BE(widths + Math.min(glyph, metrics - 1) * 4) / unitsPerEm;
  };
}

function readGlyphs(bytes: Buffer, cmap: number): (codePoint: number) => number {
  const table = subtable(bytes, cmap);
  const segments = bytes.readUInt16BE(table + 6) / 2;
  const ends = table + 14;
  const starts = ends + segments * 2 + 2;
  const deltas = starts + segments * 2;
  const ranges = deltas + segments * 2;
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    for (let index = 0; index < segments; index += 1) {
      if (bytes.readUInt16BE(ends + index * 2) < codePoint) continue;
      const start = bytes.readUInt16BE(starts + index * 2);
      if (start > codePoint) return 0;
      const delta = bytes.readUInt16BE(deltas + index * 2);
      const range = bytes.readUInt16BE(ranges + index * 2);
      if (range === 0) return (codePoint + delta) & 0xffff;
      const glyph = bytes.readUInt16BE(ranges + index * 2 + range + (codePoint - start) * 2);
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

/** The Unicode subtable of format 4: all of the Basic Multilingual Plane that the font knows. */
function subtable(bytes: Buffer, cmap: number): number {
  for (let index = 0; index < bytes.readUInt16BE(cmap + 2); index += 1) {
    const table = cmap + bytes.readUInt32BE(cmap + 4 + index * 8 + 4);
    if (bytes.readUInt16BE(table) === 4) return table;
  }
  throw new Error('The font maps no characters in format 4.');
}
