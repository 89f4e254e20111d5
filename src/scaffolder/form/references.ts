import { isObject, type Json, type JsonObject, valueAt } from '../json.ts';

/** A reference that leads to a reference, and so on. */
const MOST_STEPS = 20;

/** A schema without its `$ref`: what it names within `root`, with what stands beside it on top. Null where it leads nowhere. */
export function dereferenced(schema: JsonObject, root: JsonObject): JsonObject | null {
  let found = schema;
  for (let step = 0; found['$ref'] !== undefined; step += 1) {
    const { $ref, ...beside } = found;
    const target = targetOf($ref, root);
    if (!isObject(target) || step === MOST_STEPS) return null;
    found = { ...target, ...beside };
  }
  return found;
}

function targetOf(ref: Json | undefined, root: JsonObject): Json | undefined {
  if (typeof ref !== 'string' || !ref.startsWith('#')) return undefined;
  return valueAt(root, pointer(ref.slice(1)));
}

function pointer(text: string): string[] {
  if (text === '' || text === '/') return [];
  return text
    .replace(/^\//, '')
    .split('/')
    .map((part) => decoded(part).replaceAll('~1', '/').replaceAll('~0', '~'));
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
