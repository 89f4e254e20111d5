import type { Position } from '../catalog/yaml.ts';

/**
 * Where a character of a YAML value stands in the file. `start` is where the value begins. Folding and indenting change spaces only, so the
 * other characters are counted; a backslash of a double-quoted text and the second of two single quotes do not count.
 */
export function positionInScalar(
  file: string,
  { start, value, offset }: { start: Position; value: string; offset: number },
): Position {
  const lines = file.replaceAll('\r\n', '\n').split('\n');
  let line = start.line - 1;
  let column = start.column - 1;
  const style = lines[line]?.[column] ?? '';
  if (style === '|' || style === '>') {
    line++;
    column = 0;
  } else if (style === '"' || style === "'") column++;
  let left = solid(value.slice(0, offset));
  for (; line < lines.length; line++, column = 0) {
    const text = lines[line] ?? '';
    for (; column < text.length; column++) {
      const letter = text[column] ?? '';
      if (/\s/.test(letter)) continue;
      if (left === 0) return { line: line + 1, column: column + 1 };
      const isEscape =
        (style === '"' && letter === '\\') ||
        (style === "'" && letter === "'" && text[column + 1] === "'");
      if (isEscape) column++;
      left--;
    }
    // What is missing at the end of a value is told where the value ends.
    if (left === 0) return { line: line + 1, column: Math.max(text.trimEnd().length, 1) };
  }
  return start;
}

function solid(text: string): number {
  return text.replace(/\s+/g, '').length;
}
