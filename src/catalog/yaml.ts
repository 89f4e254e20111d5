import { Composer, type Document, isMap, isScalar, isSeq, Lexer, LineCounter, Parser } from 'yaml';
import { excerpt } from './excerpt.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { splitYaml, type YamlPart } from './yaml-parts.ts';

/** Lines and columns count from 1. */
export type Position = { line: number; column: number };
export type Path = readonly (string | number)[];

/** One document of a YAML file. `position` counts every document from 0, empty ones too. */
export type YamlDocument = {
  position: number;
  /** Its part of the file. */
  text: string;
  value: unknown;
  /** Why it cannot be read; `value` is then null. */
  error: (Position & { message: string }) | null;
  /** Where something stands: the key or the value at `path`, or the nearest thing around it that exists. */
  locate: (path: Path, what: 'key' | 'value') => Position;
};

/** Backstage reads aliases too, but a file of a few lines must not become gigabytes of entity. */
const MAX_ALIASES = 100;
/** JSON and recursion downstream stay safe far beyond what anybody writes by hand. */
const MAX_DEPTH = 200;
const TOO_DEEP = `It is nested more than ${MAX_DEPTH} levels deep`;
/** The parser takes up to 4 µs a character, during which nothing else happens. Plain documents are read whatever their size. */
const MAX_PARSED = 1024 * 1024;
/** Each word and mark of YAML costs the parser half a kilobyte and some µs; so many of one file are 70 MB and a good part of a second. */
const MAX_TOKENS = 100_000;
const TOO_MANY =
  'It holds more YAML than is read of one file; split it, or put long definitions into files of their own';

/**
 * Reads each document of a YAML file for itself, so that one broken document leaves the others readable. Merge keys (`<<`) stay
 * ordinary keys, as in Backstage. A document remembers where everything stands, so let go of one before taking the next.
 */
export function* readYaml(text: string): Generator<YamlDocument> {
  const parts = splitYaml(
    text
      .toWellFormed()
      .replace(/^\ufeff/, '')
      .replaceAll('\r\n', '\n'),
  );
  const room: Room = { tokens: MAX_TOKENS };
  for (const [position, part] of parts.entries())
    yield { position, text: part.text, ...readPart(part, room) };
}

type Read = Omit<YamlDocument, 'position' | 'text'>;
/** How much more of a file the parser may take. */
type Room = { tokens: number };

function readPart(part: YamlPart, room: Room): Read {
  const plain = part.body === null ? null : readPlainYaml(part.body);
  if (!plain) return parsePart(part, room);
  // Positions are needed only for what is wrong; most documents are never parsed with them.
  let parsed: Read | null = null;
  return {
    value: plain.value,
    error: null,
    locate: (path, what) => {
      parsed ??= parsePart(part, room);
      return parsed.locate(path, what);
    },
  };
}

function parsePart(part: YamlPart, room: Room): Read {
  const lines = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1) + part.line, column: Math.max(col, 1) };
  };
  const failed = (message: string, offset = 0): Read => {
    const position = positionAt(offset);
    return { value: null, error: { message, ...position }, locate: () => position };
  };
  if (part.text.length > MAX_PARSED)
    return failed('It is longer than 1 MB; put long definitions into files of their own');
  try {
    const document = compose(part.text, lines, room);
    if (typeof document === 'string') return failed(document);
    if (!document) return { value: null, error: null, locate: () => positionAt(0) };
    const error = document.errors[0];
    if (error) return failed(error.message, error.pos[0]);
    const repeated = repeatedKey(document.contents);
    if (repeated)
      return failed(
        `Map keys must be unique, and \`${repeated.key}\` stands here again`,
        repeated.offset,
      );
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    const unfit = whyUnfit(value);
    if (unfit) return failed(unfit);
    const locate: Read['locate'] = (path, what) =>
      positionAt(offsetOf(document.contents, path, what));
    return { value, error: null, locate };
  } catch (error) {
    // The parser recurses and counts aliases: both end in an error of the language, not in one of the document.
    if (error instanceof RangeError) return failed('It is nested too deeply');
    if (error instanceof ReferenceError)
      return failed(`Its aliases (\`*name\`) repeat more than ${MAX_ALIASES} times`);
    throw error;
  }
}

/**
 * `yaml`'s own parse, except that it stops at the depth where composing would overflow the stack and where it would take too much, with the
 * reason, and is linear in errors and keys.
 */
function compose(
  text: string,
  lines: LineCounter,
  room: Room,
): Document.Parsed | string | undefined {
  const parser = new Parser(lines.addNewLine);
  // The first line is counted by `parse`, which is not called here.
  lines.addNewLine(0);
  const tokens = [];
  for (const lexeme of new Lexer().lex(text)) {
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (parser.stack.length > MAX_DEPTH) return TOO_DEEP;
    if (--room.tokens < 0) return TOO_MANY;
  }
  for (const token of parser.end()) tokens.push(token);
  const traceLimit = Error.stackTraceLimit;
  // A text of nothing but mistakes has one error a character; only the first is told, and none needs its trace.
  Error.stackTraceLimit = 0;
  try {
    const composer = new Composer({ prettyErrors: false, logLevel: 'error', uniqueKeys: false });
    return [...composer.compose(tokens)][0];
  } finally {
    Error.stackTraceLimit = traceLimit;
  }
}

type Repeated = { key: string; offset: number };

/** The first key that stands twice in one map. `yaml` compares each key with each other: 100,000 keys take a minute. */
function repeatedKey(node: unknown): Repeated | null {
  if (isSeq(node)) return firstOf(node.items, repeatedKey);
  if (!isMap(node)) return null;
  const keys = new Set<unknown>();
  return firstOf(node.items, ({ key, value }) => {
    if (isScalar(key)) {
      if (keys.has(key.value))
        return { key: excerpt(String(key.value)), offset: startOf(key) ?? 0 };
      keys.add(key.value);
    }
    return repeatedKey(key) ?? repeatedKey(value);
  });
}

function firstOf<T, Found>(items: readonly T[], find: (item: T) => Found | null): Found | null {
  for (const item of items) {
    const found = find(item);
    if (found !== null) return found;
  }
  return null;
}

/** What JSON, recursion or PostgreSQL could not take; aliases and escapes bring about what the text itself does not show. */
export function whyUnfit(value: unknown, levels = MAX_DEPTH): string | null {
  if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed()))
    return 'It holds a character that cannot be stored (NUL, or half of a surrogate pair)';
  if (value === null || typeof value !== 'object') return null;
  if (levels === 0) return TOO_DEEP;
  for (const [key, inner] of Object.entries(value)) {
    const why = whyUnfit(key, 0) ?? whyUnfit(inner, levels - 1);
    if (why) return why;
  }
  return null;
}

function offsetOf(contents: unknown, path: Path, what: 'key' | 'value'): number {
  let node = contents;
  let offset = startOf(node) ?? 0;
  for (const [index, step] of path.entries()) {
    const isLast = index === path.length - 1;
    if (isMap(node)) {
      const pair = node.items.find((item) => String(keyOf(item.key)) === String(step));
      if (!pair) return offset;
      const isKeyWanted = what === 'key' || pair.value === null;
      offset =
        (isLast && !isKeyWanted ? startOf(pair.value) : undefined) ?? startOf(pair.key) ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      offset = startOf(node) ?? offset;
    } else return offset;
  }
  return offset;
}

function keyOf(key: unknown): unknown {
  return isScalar(key) ? key.value : key;
}

function startOf(node: unknown): number | undefined {
  return (node as { range?: [number, number, number] | null } | null | undefined)?.range?.[0];
}
