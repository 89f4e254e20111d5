import type { Json, JsonObject } from '../json.ts';

/** Takes the secrets of a run out of what is kept, logged or said of it. */
export type Redact = {
  text: (text: string) => string;
  value: <Value extends Json>(value: Value) => Value;
};

const MARK = '***';
/** What a short secret becomes in base64 or hex is too short to tell from other text. */
const SHORTEST_DERIVED = 6;

/** Finds each secret as it is, line by line, and as base64, hex, an address, JSON, XML or a shell would write it. */
export function createRedact(secrets: Iterable<string>): Redact {
  const shapes = new Set<string>();
  for (const secret of secrets) for (const shape of shapesOf(secret)) shapes.add(shape);
  // The longest first: a part of a secret taken out would hide the rest of it from the search.
  const found = [...shapes].sort((a, b) => b.length - a.length);
  const pattern = found.length > 0 ? new RegExp(found.map(RegExp.escape).join('|'), 'gi') : null;
  const text = (raw: string) => (pattern ? raw.replace(pattern, MARK) : raw);
  const value = (raw: Json): Json => {
    if (typeof raw === 'string') return text(raw);
    if (typeof raw === 'number') return text(String(raw)) === String(raw) ? raw : MARK;
    if (Array.isArray(raw)) return raw.map(value);
    if (raw === null || typeof raw !== 'object') return raw;
    return Object.fromEntries(
      Object.entries(raw as JsonObject).map(([key, one]) => [text(key), value(one)]),
    );
  };
  return { text, value: (raw) => (pattern ? (value(raw) as typeof raw) : raw) };
}

function* shapesOf(secret: string): Iterable<string> {
  const parts = new Set([
    secret,
    secret.trim(),
    ...secret.split(/\r?\n/).map((line) => line.trim()),
  ]);
  for (const part of parts) {
    if (part === '') continue;
    // A line of one or two characters ("}", "--") would take every such character out of the log.
    if (part !== secret.trim() && part !== secret && part.length < SHORTEST_DERIVED) continue;
    yield part;
    for (const shape of derived(part)) if (shape.length >= SHORTEST_DERIVED) yield shape;
  }
}

function* derived(part: string): Iterable<string> {
  const json = JSON.stringify(part).slice(1, -1);
  yield json;
  yield JSON.stringify(json).slice(1, -1);
  const address = encodeURIComponent(part);
  yield address;
  yield encodeURIComponent(address);
  yield encodeURI(part);
  yield new URLSearchParams([['', part]]).toString().slice(1);
  yield html(part);
  yield part.replaceAll("'", "'\\''");
  const bytes = Buffer.from(part);
  yield bytes.toString('hex');
  for (const encoded of insideBase64(bytes)) {
    yield encoded;
    yield encoded.replaceAll('+', '-').replaceAll('/', '_');
    yield encodeURIComponent(encoded);
  }
}

/** The characters of base64 that stand for these bytes alone, wherever in a longer text they begin. */
function* insideBase64(bytes: Buffer): Iterable<string> {
  for (const before of [0, 1, 2]) {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const start = Math.ceil((before * 8) / 6);
    const end = Math.floor(((before + bytes.length) * 8) / 6);
    yield encoded.slice(start, end);
  }
}

function html(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
