/** What a definition of an API calls things that people ask about. */
export type DefinitionName = {
  sort: 'topic' | 'operation' | 'type' | 'service' | 'package' | 'host';
  name: string;
};

// Definitions may be megabytes of examples: names are looked for in their beginning, without parsing.
const LENGTH = 256 * 1024;
const MOST = 150;
/** No name stands in a longer line; what would read one does so in time. */
const LINE = 500;

/** Names in an OpenAPI, AsyncAPI, GraphQL or protobuf text, each once; none in anything else. */
export function definitionNames(definition: string): DefinitionName[] {
  const text = definition.slice(0, LENGTH);
  const found = new Map<string, DefinitionName>();
  for (const one of namesIn(text)) {
    if (found.size >= MOST) break;
    found.set(`${one.sort} ${one.name}`, one);
  }
  return [...found.values()];
}

function namesIn(text: string): DefinitionName[] {
  const head = text.slice(0, 4096);
  if (/["']?(?:openapi|swagger)["']?\s*:/.test(head)) return inOpenApi(text);
  if (/["']?asyncapi["']?\s*:/.test(head)) return inAsyncApi(text);
  if (/^[ \t]*(?:syntax\s*=|edition\s*=|package\s+[\w.]+\s*;|service\s+\w+\s*\{)/m.test(head))
    return inProto(text);
  if (
    /^[ \t]*(?:extend[ \t]+)?(?:type|interface|schema|input|enum|union|scalar)\b[^:=]*[{=]/m.test(
      head,
    )
  )
    return inGraphql(text);
  return [];
}

function inOpenApi(text: string): DefinitionName[] {
  const servers = all(text, /["']?url["']?\s*:\s*["']?https?:\/\/([\w.-]+)/g);
  const host = all(text, /^\s{0,2}["']?host["']?\s*:\s*["']?([\w.-]+\.[\w.-]+)/gm);
  const operations = all(text, /["']?operationId["']?\s*:\s*["']?([\w.-]+)/g);
  return [
    ...[...servers, ...host].map((name) => ({ sort: 'host' as const, name })),
    ...operations.map((name) => ({ sort: 'operation' as const, name })),
  ];
}

/** Channels by name (AsyncAPI 2) and by address (AsyncAPI 3). Brokers are shared, and none of an API's own. */
function inAsyncApi(text: string): DefinitionName[] {
  const names = text.trimStart().startsWith('{') ? jsonChannels(text) : yamlChannels(text);
  return names.map((name) => ({ sort: 'topic', name }));
}

function yamlChannels(text: string): string[] {
  const names: string[] = [];
  let depth: number | null = null;
  let isInside = false;
  for (const line of text.split('\n')) {
    if (line.length > LINE || /^\s*(#|$)/.test(line)) continue;
    const indent = line.search(/\S/);
    if (indent === 0) {
      isInside = /^["']?channels["']?\s*:/.test(line);
      depth = null;
      continue;
    }
    if (!isInside) continue;
    depth ??= indent;
    const [, key = '', value = ''] =
      /^\s*["']?([^"':][^"']*?)["']?\s*:(?:\s+["']?([^"'\s#]+))?/.exec(line) ?? [];
    if (indent === depth && key) names.push(key);
    if (key === 'address' && value) names.push(value);
    else names.push(...all(line, /\baddress["']?\s*:\s*["']?([^"'\s,}#]+)/g));
  }
  return names;
}

function jsonChannels(text: string): string[] {
  const start = /"channels"\s*:\s*\{/.exec(text);
  if (!start) return [];
  const names: string[] = [];
  let depth = 1;
  for (const [part, key] of tokens(text, start.index + start[0].length)) {
    if (part === '{' || part === '[') depth += 1;
    else if (part === '}' || part === ']') depth -= 1;
    else if (depth === 1 && key) names.push(key);
    if (depth === 0) break;
  }
  return [...names, ...all(text, /"address"\s*:\s*"([^"]+)"/g)];
}

/** Braces, and the keys between them. */
function* tokens(text: string, from: number): Generator<[part: string, key: string | null]> {
  const shape = /[{}[\]]|"((?:[^"\\]|\\.)*)"(\s*:)?/g;
  shape.lastIndex = from;
  for (let match = shape.exec(text); match; match = shape.exec(text))
    yield [match[0], match[2] ? (match[1] ?? null) : null];
}

const ROOTS = new Set(['query', 'mutation', 'subscription']);

function inGraphql(text: string): DefinitionName[] {
  return all(text, /^[ \t]*(?:extend[ \t]+)?(?:type|interface|input|enum|union|scalar)\s+(\w+)/gm)
    .filter((name) => !ROOTS.has(name.toLowerCase()))
    .map((name) => ({ sort: 'type', name }));
}

function inProto(text: string): DefinitionName[] {
  const plain = withoutComments(text);
  const [pack] = all(plain, /^[ \t]*package[ \t]+([\w.]+)[ \t]*;/gm);
  const names: DefinitionName[] = pack ? [{ sort: 'package', name: pack }] : [];
  let service = '';
  for (const [, kind, name = ''] of plain.matchAll(/\b(service|rpc)\s+(\w+)/g)) {
    if (kind === 'service') service = name;
    const one = kind === 'service' ? name : `${service}.${name}`;
    names.push({ sort: 'service', name: one });
    if (pack) names.push({ sort: 'service', name: `${pack}.${one}` });
    // As clients log it.
    if (pack && kind === 'rpc') names.push({ sort: 'service', name: `${pack}.${service}/${name}` });
    // "Get" says nothing by itself; "SubmitClaim" does.
    if (kind === 'rpc' && /\p{Ll}\p{Lu}/u.test(name)) names.push({ sort: 'operation', name });
  }
  return names;
}

/** Once over the text, whatever is opened in it and never closed. */
function withoutComments(text: string): string {
  let plain = '';
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf('/*', at);
    const close = open < 0 ? -1 : text.indexOf('*/', open + 2);
    if (close < 0) return plain + text.slice(at).replace(/\/\/[^\n]*/g, '');
    plain += text.slice(at, open);
    at = close + 2;
  }
  return plain.replace(/\/\/[^\n]*/g, '');
}

function all(text: string, shape: RegExp): string[] {
  return [...text.matchAll(shape)].slice(0, MOST).flatMap((match) => match[1] ?? []);
}
