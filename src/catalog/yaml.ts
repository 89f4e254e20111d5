import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments } from 'yaml';
import { readPlainYaml } from './plain-yaml.ts';

/** Lines and columns count from 1. */
export type Position = { line: number; column: number };
export type Path = readonly (string | number)[];

/** One document of a YAML file. `position` counts every document from 0, empty ones too. */
export type YamlDocument = {
  position: number;
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

/**
 * Reads each document of a YAML file for itself, so that one broken document leaves the others readable. Merge keys (`<<`) stay
 * ordinary keys, as in Backstage.
 */
export function readYaml(text: string): YamlDocument[] {
  return split(text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')).map((part, position) => {
    const parse = () => parseOne(part);
    const plain = readPlainYaml(part.body);
    if (!plain) return { position, ...parse() };
    // Positions are needed only for what is wrong; most documents are never parsed with them.
    return {
      position,
      value: plain.value,
      error: null,
      locate: (path, what) => parse().locate(path, what),
    };
  });
}

/** `text` with its `---` line, `body` without it; `line` is the number of lines before it in the file. */
type Part = { text: string; body: string; line: number };

/** Cuts at `---` in the first column: there it ends a document whatever stands around it. */
function split(text: string): Part[] {
  const parts: Part[] = [];
  let from = 0;
  let line = 0;
  const add = (to: number) => {
    const part = text.slice(from, to);
    const isMarked = part.startsWith('---');
    parts.push({ text: part, body: isMarked ? withoutMarker(part) : part, line });
    line += countLines(part);
    from = to;
  };
  for (const marker of text.matchAll(/^---(?=\s|$)/gm)) {
    const before = text.slice(from, marker.index);
    // What stands before the first marker is a document only if it says something.
    const isPreamble = parts.length === 0 && from === 0 && /^(?:\s*(?:#.*)?\n)*$/.test(before);
    if (isPreamble) {
      line += countLines(before);
      from = marker.index;
    } else if (marker.index > from) add(marker.index);
  }
  add(text.length);
  return parts;
}

/** Content on the line of the marker stays where it is: it follows other rules there, which the parser knows. */
function withoutMarker(part: string): string {
  const end = part.indexOf('\n');
  const firstLine = end < 0 ? part : part.slice(0, end);
  return /^--- *(?:#.*)?$/.test(firstLine) ? part.slice(firstLine.length) : part;
}

function countLines(text: string): number {
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++;
  return lines;
}

function parseOne(part: Part): Omit<YamlDocument, 'position'> {
  const lines = new LineCounter();
  const positionAt = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(line, 1) + part.line, column: Math.max(col, 1) };
  };
  const failed = (message: string, offset: number) => {
    const position = positionAt(offset);
    return { value: null, error: { message, ...position }, locate: () => position };
  };
  try {
    const documents = parseAllDocuments(part.text, {
      lineCounter: lines,
      prettyErrors: false,
      logLevel: 'error',
    });
    const document = Array.isArray(documents) ? documents[0] : undefined;
    if (!document) return { value: null, error: null, locate: () => positionAt(0) };
    const error = document.errors[0];
    if (error) return failed(error.message, error.pos[0]);
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    if (isDeeperThan(value, MAX_DEPTH))
      return failed(`It is nested more than ${MAX_DEPTH} levels deep`, 0);
    return {
      value,
      error: null,
      locate: (path, what) => positionAt(offsetOf(document.contents, path, what)),
    };
  } catch (error) {
    // The parser recurses and counts aliases: both end in an error of the language, not in one of the document.
    if (error instanceof RangeError) return failed('It is nested too deeply', 0);
    if (error instanceof ReferenceError)
      return failed(`Its aliases (\`*name\`) repeat more than ${MAX_ALIASES} times`, 0);
    throw error;
  }
}

function isDeeperThan(value: unknown, levels: number): boolean {
  if (value === null || typeof value !== 'object') return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeperThan(inner, levels - 1));
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
