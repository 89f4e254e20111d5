/**
 * The YAML that most descriptors are written in, read about twenty times faster than a whole YAML parser does: block maps and
 * lists of one-line scalars, one-line flow lists and literal blocks (`|`). Whatever goes beyond (anchors, tags, escapes, folded
 * text, several lines, tabs, doubtful numbers) and everything wrong is left to the parser, so that this decides nothing itself.
 * Syncing 10,000 entities a second leaves 100 µs for each, of which the `yaml` package alone takes 120 and more.
 * A property test holds both to the same values.
 */
export function readPlainYaml(text: string): { value: unknown } | null {
  if (UNUSUAL.test(text)) return null;
  const lines = text.split('\n');
  const reader: Reader = { lines, at: 0, depth: 0 };
  skipBlank(reader);
  if (reader.at === lines.length) return { value: null };
  const value = readBlock(reader, indentOf(reader.lines[reader.at] ?? ''));
  if (value === NOT_PLAIN) return null;
  skipBlank(reader);
  return reader.at === lines.length ? { value } : null;
}

type Reader = { lines: string[]; at: number; depth: number };

const NOT_PLAIN = Symbol('not plain');
type Read = unknown | typeof NOT_PLAIN;

/** Anything but printable characters and line feeds; tabs, so that indentation is a count of spaces. */
const UNUSUAL = /[^\x20-\x7e\n\u00a1-\u1fff\u2010-\u2027\u2030-\ud7ff\ue000-\ufefe\ud800-\udfff]/;
const BLANK = /^ *(?:#.*)?$/;
const PAIR = /^( *)([A-Za-z$][\w./$-]*):(?: +(\S.*))?$/;
const ITEM = /^( *)- +(\S.*)$/;
/** One-line scalars that cannot be taken for a number, a date, a structure or a comment. */
const WORDS =
  /^(?:[A-Za-z/\u00c0-\u024f]|[0-9.](?=[^ ]*\/)|[0-9]+\.[0-9]+\.[0-9])(?:[^#:]|:(?=[^ ])|(?<=\S)#)*$/;
const QUOTED = /^(?:"([^"\\]*)"|'([^']*)')$/;
const FLOW_ITEM = /^[A-Za-z][\w./+-]*(?::[\w./+-]+)?$/;
const COUNT = /^(?:0|[1-9][0-9]{0,14})$/;
const CONSTANT = /^(?:null|true|false)$/i;
const LITERAL = /^\|(-?)$/;
const DEEPEST = 60;

function readBlock(reader: Reader, indent: number): Read {
  if (++reader.depth > DEEPEST) return NOT_PLAIN;
  const line = reader.lines[reader.at] ?? '';
  const value = line.startsWith('- ', indent) ? readList(reader, indent) : readMap(reader, indent);
  reader.depth--;
  return value;
}

function readMap(reader: Reader, indent: number): Read {
  const map: Record<string, unknown> = {};
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at] ?? '';
    if (BLANK.test(line)) {
      reader.at++;
      continue;
    }
    if (indentOf(line) < indent) break;
    const pair = PAIR.exec(line.trimEnd());
    const key = pair?.[2] ?? '';
    if (!pair || pair[1]?.length !== indent || CONSTANT.test(key) || Object.hasOwn(map, key))
      return NOT_PLAIN;
    reader.at++;
    const value = readValue(reader, indent, pair[3], true);
    if (value === NOT_PLAIN) return NOT_PLAIN;
    map[key] = value;
  }
  return map;
}

function readList(reader: Reader, indent: number): Read {
  const list: unknown[] = [];
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at] ?? '';
    if (BLANK.test(line)) {
      reader.at++;
      continue;
    }
    const lineIndent = indentOf(line);
    if (lineIndent < indent || (lineIndent === indent && line[indent] !== '-')) break;
    const item = ITEM.exec(line.trimEnd());
    if (!item || item[1]?.length !== indent) return NOT_PLAIN;
    const content = item[2] ?? '';
    let value: Read;
    if (PAIR.test(content)) {
      // The map of an item begins on the line of its dash: blank the dash out and read it as a block of its own.
      const column = line.indexOf(content, indent + 1);
      reader.lines[reader.at] = ' '.repeat(column) + content;
      value = readBlock(reader, column);
    } else {
      reader.at++;
      value = readValue(reader, indent, content, false);
    }
    if (value === NOT_PLAIN) return NOT_PLAIN;
    list.push(value);
  }
  return list;
}

/** What follows a key or a dash: on the same line (`rest`), or as a block below it. */
function readValue(
  reader: Reader,
  indent: number,
  rest: string | undefined,
  isInMap: boolean,
): Read {
  if (rest === undefined || rest.startsWith('#')) {
    skipBlank(reader);
    const next = reader.lines[reader.at];
    if (next === undefined) return null;
    const nextIndent = indentOf(next);
    if (nextIndent > indent) return readBlock(reader, nextIndent);
    const isListOfKey = isInMap && nextIndent === indent && next.startsWith('- ', indent);
    return isListOfKey ? readBlock(reader, indent) : null;
  }
  const literal = LITERAL.exec(rest);
  if (literal) return readLiteral(reader, indent, literal[1] === '');
  const value = readScalar(rest);
  if (value === NOT_PLAIN) return NOT_PLAIN;
  // A deeper line would continue the scalar.
  skipBlank(reader);
  const next = reader.lines[reader.at];
  return next !== undefined && indentOf(next) > indent ? NOT_PLAIN : value;
}

function readScalar(written: string): Read {
  const text = withoutComment(written);
  if (WORDS.test(text)) return CONSTANT.test(text) ? constant(text) : text;
  const quoted = QUOTED.exec(text);
  if (quoted) return quoted[1] ?? quoted[2];
  if (COUNT.test(text)) return Number(text);
  if (text === '{}') return {};
  if (text.startsWith('[') && text.endsWith(']')) return readFlowList(text.slice(1, -1).trim());
  return NOT_PLAIN;
}

/** A comment begins at a `#` after a space; within quotes the parser has to say. */
function withoutComment(text: string): string {
  const comment = /^["'[{]/.test(text) ? -1 : text.indexOf(' #');
  return comment < 0 ? text : text.slice(0, comment).trimEnd();
}

/** YAML's core schema knows three spellings of each; others are words. */
function constant(text: string): Read {
  if (/^(?:null|Null|NULL)$/.test(text)) return null;
  if (/^(?:true|True|TRUE)$/.test(text)) return true;
  if (/^(?:false|False|FALSE)$/.test(text)) return false;
  return text;
}

function readFlowList(text: string): Read {
  if (text === '') return [];
  const list: unknown[] = [];
  for (const part of text.split(',')) {
    const item = part.trim();
    const quoted = QUOTED.exec(item);
    if (quoted) list.push(quoted[1] ?? quoted[2]);
    else if (FLOW_ITEM.test(item) && !CONSTANT.test(item)) list.push(item);
    else return NOT_PLAIN;
  }
  return list;
}

/** The lines of a literal block. Its indentation is that of its first line, which therefore must not be blank. */
function readLiteral(reader: Reader, indent: number, keepsLineEnd: boolean): Read {
  const first = reader.lines[reader.at] ?? '';
  const blockIndent = indentOf(first);
  if (first.trim() === '' || blockIndent <= indent) return NOT_PLAIN;
  const content: string[] = [];
  while (reader.at < reader.lines.length) {
    const line = reader.lines[reader.at] ?? '';
    if (line.trim() === '') content.push(line.slice(blockIndent));
    else if (indentOf(line) >= blockIndent) content.push(line.slice(blockIndent));
    else break;
    reader.at++;
  }
  const next = reader.lines[reader.at];
  if (next !== undefined && (indentOf(next) > indent || next.trimStart().startsWith('#')))
    return NOT_PLAIN;
  while (content.length > 0 && content.at(-1)?.trim() === '') {
    // Spaces on the last lines may belong to the text; the parser knows.
    if (content.at(-1) !== '') return NOT_PLAIN;
    content.pop();
  }
  return content.join('\n') + (keepsLineEnd ? '\n' : '');
}

function skipBlank(reader: Reader): void {
  while (reader.at < reader.lines.length && BLANK.test(reader.lines[reader.at] ?? '')) reader.at++;
}

function indentOf(line: string): number {
  let indent = 0;
  while (line.charCodeAt(indent) === 32) indent++;
  return indent;
}
