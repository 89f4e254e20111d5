import { excerpt } from './excerpt.ts';
import type { Path } from './yaml.ts';

// The words that problems are told in.

/** What ends a statement: the word that may have been meant, or a full stop. */
export function didYouMean(word: string | null): string {
  return word === null ? '.' : ` – did you mean \`${word}\`?`;
}

export function inTicks(path: Path): string {
  return `\`${path.map((step) => excerpt(String(step))).join('.')}\``;
}

/** A value found, as a short part of a sentence. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  return typeof value === 'string' ? `"${excerpt(value)}"` : `\`${String(value)}\``;
}

/** A type of JSON in the words of people who write YAML. */
export function typeInWords(expected: string): string {
  if (expected === 'string') return 'text';
  if (expected === 'array') return 'a list';
  if (expected === 'boolean') return 'true or false';
  return expected === 'object' || expected === 'record' ? 'a map' : expected;
}

export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/** Why a file is not read that has more bytes than `most`. */
export function tooLarge(bytes: number, most: number): string {
  const megabytes = (count: number) => (count / 1024 / 1024).toFixed(1).replace(/\.0$/, '');
  return `it has ${megabytes(bytes)} MB; files are read up to ${megabytes(most)} MB`;
}
