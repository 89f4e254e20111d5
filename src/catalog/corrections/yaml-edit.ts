import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Pair,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { scalarText } from './yaml-scalar.ts';

export type YamlPath = readonly (string | number)[];

/** One change of a document, at the place where it stands. */
export type YamlChange =
  /** Gives a key its value; the key, and the maps around it, are made where they are missing. */
  | { kind: 'set'; path: YamlPath; value: string | number | boolean }
  /** Takes a key out with its value, and the map around it where nothing else is in it. */
  | { kind: 'unset'; path: YamlPath }
  /** One more item at the end of a list, which is made where it is missing. */
  | { kind: 'append'; path: YamlPath; value: string | Readonly<Record<string, string>> }
  /** Takes an item out of a list, and the list where nothing else is in it. */
  | { kind: 'drop'; path: YamlPath; index: number };

type Splice = { from: number; to: number; text: string };

/**
 * Changes the text of one YAML document in place: what is not changed stays as it was to the last blank. Null where the text is
 * of a shape in which that cannot be done. Line ends are `\n` here.
 */
export function editYaml(text: string, change: YamlChange): string | null {
  const document = parseDocument(text, {
    keepSourceTokens: true,
    prettyErrors: false,
    uniqueKeys: false,
    logLevel: 'error',
  });
  if (document.errors.length > 0 || !isMap(document.contents)) return null;
  const splice = spliceFor({ text, document }, change);
  return splice && text.slice(0, splice.from) + splice.text + text.slice(splice.to);
}

type Source = { text: string; document: Document };

function spliceFor(source: Source, change: YamlChange): Splice | null {
  switch (change.kind) {
    case 'set':
      return set(source, change.path, change.value);
    case 'unset':
      return unset(source, change.path);
    case 'append':
      return append(source, change.path, change.value);
    case 'drop':
      return drop(source, change.path, change.index);
  }
}

function set(source: Source, path: YamlPath, value: string | number | boolean): Splice | null {
  const pair = pairAt(source, path);
  const isItem = isSeq(nodeAt(source, path.slice(0, -1)));
  const old = isItem ? nodeAt(source, path) : pair?.value;
  if ((isItem || pair) && !isEmpty(old)) {
    const range = rangeOf(old);
    if (!range || isMap(old) || isSeq(old)) return null;
    const style = isScalar(old) ? (old.type ?? 'PLAIN') : 'PLAIN';
    const isBlock = style.startsWith('BLOCK');
    const end = isBlock ? lineBefore(source.text, range[1]) : range[1];
    return { from: range[0], to: end, text: written(value, style) };
  }
  if (pair) return afterColon(source, pair, ` ${written(value)}`);
  return make(source, path, (indent) => ({
    block: ` ${written(value)}`,
    flow: written(value, 'FLOW'),
    indent,
  }));
}

/** Numbers and yes or no stand without quotes, whatever stood there. */
function written(value: string | number | boolean, style?: string): string {
  return typeof value === 'string' ? scalarText(value, style) : String(value);
}

type Made = { block: string; flow: string };

/** Writes a key that is not there, below the deepest map of its path that is. `content`: what stands behind its colon. */
function make(source: Source, path: YamlPath, content: (indent: number) => Made): Splice | null {
  const step = stepOf(source);
  for (let depth = path.length - 1; depth >= 0; depth--) {
    const above = path.slice(0, depth);
    const keys = path.slice(depth).map(String);
    const map = depth === 0 ? source.document.contents : nodeAt(source, above);
    if (isMap(map) && map.flow) {
      const inner = keys
        .slice(1)
        .reduceRight((rest, key) => `{ ${scalarText(key, 'FLOW')}: ${rest} }`, content(0).flow);
      return intoFlow(map, `${scalarText(keys[0] ?? '', 'FLOW')}: ${inner}`);
    }
    if (isMap(map) && map.items.length > 0) {
      const indent = columnOf(source, map.items[0]?.key);
      if (indent === null) return null;
      const end = endOfLine(source.text, endOf(source, map));
      return { from: end, to: end, text: `\n${nest(keys, { indent, step, content })}` };
    }
    const pair = depth > 0 ? pairAt(source, above) : null;
    if (pair && isEmpty(pair.value)) {
      const indent = columnOf(source, pair.key);
      if (indent === null) return null;
      return afterColon(source, pair, `\n${nest(keys, { indent: indent + step, step, content })}`);
    }
    if (pair) return null;
  }
  return null;
}

function nest(
  keys: readonly string[],
  { indent, step, content }: { indent: number; step: number; content: (indent: number) => Made },
): string {
  return keys
    .map((key, depth) => {
      const at = indent + depth * step;
      const isLast = depth === keys.length - 1;
      return `${' '.repeat(at)}${scalarText(key)}:${isLast ? content(at).block : ''}`;
    })
    .join('\n');
}

function append(
  source: Source,
  path: YamlPath,
  value: string | Readonly<Record<string, string>>,
): Splice | null {
  const list = nodeAt(source, path);
  const flow = flowItem(value);
  if (isSeq(list) && list.flow) return intoFlow(list, flow);
  if (isSeq(list) && list.items.length > 0) {
    const dash = dashOf(list, 0);
    if (dash === null) return null;
    const indent = dash - startOfLine(source.text, dash);
    const end = endOfLine(source.text, endOf(source, list));
    return { from: end, to: end, text: `\n${blockItem(value, indent)}` };
  }
  const pair = pairAt(source, path);
  const under = listStep(source, path);
  if (pair && isEmpty(pair.value)) {
    const indent = columnOf(source, pair.key);
    return indent === null
      ? null
      : afterColon(source, pair, `\n${blockItem(value, indent + under)}`);
  }
  if (pair) return null;
  return make(source, path, (indent) => ({
    block: `\n${blockItem(value, indent + under)}`,
    flow: `[${flow}]`,
  }));
}

function blockItem(value: string | Readonly<Record<string, string>>, indent: number): string {
  const pad = ' '.repeat(indent);
  if (typeof value === 'string') return `${pad}- ${scalarText(value)}`;
  return Object.entries(value)
    .map(([key, text], at) => `${pad}${at === 0 ? '- ' : '  '}${key}: ${scalarText(text)}`)
    .join('\n');
}

function flowItem(value: string | Readonly<Record<string, string>>): string {
  if (typeof value === 'string') return scalarText(value, 'FLOW');
  const parts = Object.entries(value).map(([key, text]) => `${key}: ${scalarText(text, 'FLOW')}`);
  return `{ ${parts.join(', ')} }`;
}

function unset(source: Source, path: YamlPath): Splice | null {
  const map = path.length === 1 ? source.document.contents : nodeAt(source, path.slice(0, -1));
  const pair = pairAt(source, path);
  if (!isMap(map) || !pair) return null;
  if (map.items.length === 1) return path.length > 1 ? unset(source, path.slice(0, -1)) : null;
  if (map.flow) return outOfFlow(map, map.items.indexOf(pair));
  const start = rangeOf(pair.key)?.[0];
  if (start === undefined) return null;
  const end = isEmpty(pair.value) ? colonAfter(source, pair) : endOf(source, pair.value);
  return wholeLines(source.text, start, end);
}

function drop(source: Source, path: YamlPath, index: number): Splice | null {
  const list = nodeAt(source, path);
  if (!isSeq(list) || index >= list.items.length) return null;
  if (list.items.length === 1) return unset(source, path);
  if (list.flow) return outOfFlow(list, index);
  const dash = dashOf(list, index);
  return dash === null ? null : wholeLines(source.text, dash, endOf(source, list.items[index]));
}

// Places in the text.

/** One more thing between braces or brackets. */
function intoFlow(node: YAMLMap | YAMLSeq, text: string): Splice | null {
  const { items, range } = node;
  if (items.length === 0) {
    if (!range) return null;
    const [open, close] = isSeq(node) ? ['[', ']'] : ['{ ', ' }'];
    return { from: range[0], to: range[1], text: open + text + close };
  }
  const end = flowEnd(items.at(-1));
  return end === null ? null : { from: end, to: end, text: `, ${text}` };
}

function outOfFlow({ items }: YAMLMap | YAMLSeq, index: number): Splice | null {
  const [previous, own, next] = [items[index - 1], items[index], items[index + 1]];
  if (next !== undefined) {
    const [from, to] = [flowStart(own), flowStart(next)];
    return from === null || to === null ? null : { from, to, text: '' };
  }
  const [from, to] = [flowEnd(previous), flowEnd(own)];
  return from === null || to === null ? null : { from, to, text: '' };
}

function flowStart(item: unknown): number | null {
  return rangeOf(isPair(item) ? item.key : item)?.[0] ?? null;
}

function flowEnd(item: unknown): number | null {
  if (!isPair(item)) return rangeOf(item)?.[1] ?? null;
  return rangeOf(item.value)?.[1] ?? rangeOf(item.key)?.[1] ?? null;
}

/** Replaces what stands between the colon and the end of an empty value; a comment behind it stays. */
function afterColon(source: Source, pair: Pair, text: string): Splice {
  const colon = colonAfter(source, pair);
  const written = rangeOf(pair.value);
  const to = written && written[1] > colon ? written[1] : colon;
  const rest = source.text.slice(to, endOfLine(source.text, to));
  // Lines go below the comment, a value before it.
  if (text.startsWith('\n') && rest.trim() !== '') {
    const end = endOfLine(source.text, to);
    return { from: end, to: end, text };
  }
  return { from: colon, to, text };
}

function colonAfter({ text }: Source, pair: Pair): number {
  return text.indexOf(':', rangeOf(pair.key)?.[1] ?? 0) + 1;
}

/** The lines from one place to another, with the line end that belongs to them; null where something else begins on the first. */
function wholeLines(text: string, first: number, last: number): Splice | null {
  const from = startOfLine(text, first);
  if (text.slice(from, first).trim() !== '') return null;
  const end = endOfLine(text, last);
  if (end < text.length) return { from, to: end + 1, text: '' };
  return { from: Math.max(0, from - 1), to: end, text: '' };
}

/** Where the last thing in a node ends, without the blank lines behind it. */
function endOf(source: Source, node: unknown): number {
  if (isMap(node) && !node.flow) {
    const last = node.items.at(-1);
    if (!last) return rangeOf(node)?.[1] ?? 0;
    return isEmpty(last.value) ? colonAfter(source, last) : endOf(source, last.value);
  }
  if (isSeq(node) && !node.flow) {
    const last = node.items.length - 1;
    const item = node.items[last];
    return isEmpty(item) ? (dashOf(node, last) ?? 0) + 1 : endOf(source, item);
  }
  return lineBefore(source.text, rangeOf(node)?.[1] ?? 0);
}

/** A block of text ends behind its line end: the end of its last line that is not blank. */
function lineBefore(text: string, end: number): number {
  if (text[end - 1] !== '\n') return end;
  return text.slice(0, end).trimEnd().length;
}

function startOfLine(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1;
}

function endOfLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function columnOf({ text }: Source, key: unknown): number | null {
  const start = rangeOf(key)?.[0];
  return start === undefined ? null : start - startOfLine(text, start);
}

/** Where the dash of an item stands. */
function dashOf(list: { srcToken?: unknown }, index: number): number | null {
  const token = list.srcToken as
    | { type: string; items: { start: { type: string; offset: number }[] }[] }
    | undefined;
  if (token?.type !== 'block-seq') return null;
  const dashes = token.items.flatMap(({ start }) =>
    start.filter(({ type }) => type === 'seq-item-ind').map(({ offset }) => offset),
  );
  return dashes[index] ?? null;
}

/** By how much this document indents a map in a map. */
function stepOf(source: Source): number {
  const top = source.document.contents;
  if (!isMap(top)) return 2;
  for (const { key, value } of top.items) {
    if (!isMap(value) || value.flow) continue;
    const [outer, inner] = [columnOf(source, key), columnOf(source, value.items[0]?.key)];
    if (outer !== null && inner !== null && inner > outer) return inner - outer;
  }
  return 2;
}

/** By how much it indents the dashes of a list below its key, as nearest to `path` as there is one: many do not. */
function listStep(source: Source, path: YamlPath): number {
  const stepsIn = (node: unknown): number[] => {
    if (!isMap(node)) return [];
    const own = node.items.flatMap(({ key, value }) => {
      const outer = columnOf(source, key);
      const dash = isSeq(value) ? dashOf(value, 0) : null;
      return outer === null || dash === null ? [] : [dash - startOfLine(source.text, dash) - outer];
    });
    return [...own, ...node.items.flatMap(({ value }) => stepsIn(value))];
  };
  const near = stepsIn(nodeAt(source, path.slice(0, -1)));
  const steps = [...near, ...stepsIn(source.document.contents)];
  return steps.find((step) => step >= 0) ?? stepOf(source);
}

function pairAt({ document }: Source, path: YamlPath): Pair | null {
  const above = nodeIn(document.contents, path.slice(0, -1));
  const key = path.at(-1);
  if (!isMap(above)) return null;
  return (
    above.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === String(key)) ?? null
  );
}

function nodeAt({ document }: Source, path: YamlPath): unknown {
  return nodeIn(document.contents, path);
}

function nodeIn(top: unknown, path: YamlPath): unknown {
  let node = top;
  for (const step of path) {
    if (isMap(node))
      node = node.items.find(
        (pair) => isScalar(pair.key) && String(pair.key.value) === String(step),
      )?.value;
    else if (isSeq(node)) node = node.items[Number(step)];
    else return undefined;
  }
  return node;
}

/** Nothing, or a null however it is written. */
function isEmpty(node: unknown): boolean {
  return (
    node === null || node === undefined || (isScalar(node) && node.value === null && !node.anchor)
  );
}

function rangeOf(node: unknown): readonly [number, number, number] | null {
  return isNode(node) ? (node.range ?? null) : null;
}
