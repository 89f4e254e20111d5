/** A definition is a text anybody may write: what is not of the expected shape says nothing. */
export type Values = Readonly<Record<string, unknown>>;

export function mapOf(value: unknown): Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Values)
    : {};
}

export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text or a number as text; null for anything else, and for nothing but spaces. */
export function textOf(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() ? value.trim() : null;
}

/** Entries of a map, without those whose value is none. */
export function entriesOf(value: unknown): [string, Values][] {
  return Object.entries(mapOf(value)).map(([key, one]) => [key, mapOf(one)]);
}

/** The empty text for "deprecated, no reason given". */
export function deprecatedOf(value: Values): string | null {
  return value['deprecated'] === true ? '' : null;
}

const MOST_STEPS = 20;

/** What a value means where it is a `$ref` within its document: `#/components/schemas/Payment`. */
export function resolved(root: unknown, value: unknown): { value: Values; names: string[] } {
  const names: string[] = [];
  let at = mapOf(value);
  while (typeof at['$ref'] === 'string' && names.length < MOST_STEPS) {
    const ref = at['$ref'];
    if (names.includes(ref)) return { value: {}, names };
    names.push(ref);
    at = mapOf(pointed(root, ref));
  }
  return { value: at, names };
}

/** The value a JSON pointer leads to; only within the document, never to a file or an address. */
function pointed(root: unknown, ref: string): unknown {
  if (!ref.startsWith('#/')) return undefined;
  let at: unknown = root;
  for (const step of ref.slice(2).split('/')) {
    const key = decoded(step).replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

/** The last part of a `$ref`: what people call the thing. */
export function lastName(ref: string): string {
  return decoded(ref.slice(ref.lastIndexOf('/') + 1));
}
