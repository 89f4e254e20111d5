import { parseDocument } from 'yaml';

/** How a text is written where another stands, or in a map or list in braces (`FLOW`). */
export type ScalarStyle = string;

// What YAML 1.1, which other readers of descriptors speak, takes for no text at all.
const OLD_WORD = /^(?:y|yes|n|no|on|off|true|false|null|~)$/i;
const OLD_NUMBER = /^[-+.\d][\d_:.,eE+-]*$|^0[xob][\da-fA-F_]+$/;
const PLAIN = /^[\p{L}\p{N}_./@][^\p{Cc}#]*$/u;
const QUOTABLE = /^[^\p{Cc}\u0085\u2028\u2029\ufeff]*$/u;

/**
 * A text as a YAML scalar of one line that every reader reads as that text. In the quotes of what stood there; without quotes where
 * that is safe.
 */
export function scalarText(value: string, style: ScalarStyle = 'PLAIN'): string {
  if (!QUOTABLE.test(value)) return doubleQuoted(value);
  if (style === 'QUOTE_DOUBLE') return doubleQuoted(value);
  if (style === 'QUOTE_SINGLE') return singleQuoted(value);
  return isPlain(value, style === 'FLOW') ? value : quoted(value);
}

function isPlain(value: string, isFlow: boolean): boolean {
  if (!PLAIN.test(value) || value !== value.trim() || OLD_WORD.test(value)) return false;
  if (OLD_NUMBER.test(value) || /:(?:\s|$)/.test(value)) return false;
  if (isFlow && /[,[\]{}:]/.test(value)) return false;
  const read = parseDocument(value, { logLevel: 'error', prettyErrors: false });
  return read.errors.length === 0 && read.toJS() === value;
}

/** Double quotes, as most descriptors have them, where nothing in the text means something there. */
function quoted(value: string): string {
  return /["\\]/.test(value) ? singleQuoted(value) : `"${value}"`;
}

function singleQuoted(value: string): string {
  return `'${value.replaceAll("'", "''")}'`;
}

function doubleQuoted(value: string): string {
  const escaped = JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return escaped;
}
