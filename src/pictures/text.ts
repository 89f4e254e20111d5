import { type Weight, widthsOf } from './font.ts';

export type Style = { size: number; weight: Weight };

/** Stands for letters that the font lacks. */
const STAND_IN = '?';
const ELLIPSIS = '…';

// Control characters, and those that hide text or turn its direction round so that it reads as something else.
const TRICKS = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}]/gu;
// Emoji say nothing that a name does not; digits and the like count as such only together with others.
const EMOJI =
  /(?![0-9#*©®™])[\p{Extended_Pictographic}\p{RI}\p{EMod}]|[\u{FE00}-\u{FE0F}]|\u{20E3}/gu;

/**
 * The text as the font can show it, on one line: without emoji, and where it lacks letters (Inter has Latin, Greek and Cyrillic)
 * `instead`, which the name of an entity always can be; without one, a sign for each run of them.
 */
export function drawable(text: string, instead?: string): string {
  const shown = text
    .normalize('NFC')
    .replace(/\s+/g, ' ')
    .replace(TRICKS, '')
    .replace(EMOJI, (sign) => (has(sign) ? sign : ''))
    .replace(/\s+/g, ' ')
    .trim();
  const isComplete = [...shown].every(has);
  if (isComplete && shown) return shown;
  if (instead !== undefined) return drawable(instead);
  let kept = '';
  for (const character of shown) {
    if (has(character)) kept += character;
    else if (!kept.endsWith(STAND_IN)) kept += STAND_IN;
  }
  return kept || STAND_IN;
}

function has(character: string): boolean {
  return widthsOf('regular')(character.codePointAt(0) ?? 0) !== null;
}

/** Width of a drawable text. */
export function widthOf(text: string, { size, weight }: Style): number {
  const width = widthsOf(weight);
  let sum = 0;
  for (const character of text) sum += width(character.codePointAt(0) ?? 0) ?? 0;
  return sum * size;
}

/** Cuts a drawable text to a width, with an ellipsis. */
export function fitted(text: string, style: Style, most: number): string {
  if (widthOf(text, style) <= most) return text;
  let kept = '';
  for (const character of text) {
    if (widthOf(`${kept}${character}${ELLIPSIS}`, style) > most) break;
    kept += character;
  }
  return `${kept.trimEnd()}${ELLIPSIS}`;
}

/** One line, or two where it is wider than `most`; divided behind a sign that divides words, where there is one. */
export function wrapped(text: string, style: Style, most: number): string[] {
  if (widthOf(text, style) <= most) return [text];
  let first = '';
  for (const part of text.split(/(?<=[-._/ ])/)) {
    if (widthOf((first + part).trimEnd(), style) > most) break;
    first += part;
  }
  if (first === '')
    for (const character of text) {
      if (widthOf(first + character, style) > most) break;
      first += character;
    }
  return [first.trimEnd(), fitted(text.slice(first.length), style, most)];
}
