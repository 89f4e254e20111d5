/** Plain data, as it stands in JSON. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export function isObject(value: unknown): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function textOr<Otherwise>(value: unknown, otherwise: Otherwise): string | Otherwise {
  return typeof value === 'string' ? value : otherwise;
}

/** What stands at `key` of an object of somebody else's making: never what every object has. */
export function ownValue(object: unknown, key: string): Json | undefined {
  return isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

/** What stands at a path of keys and positions. */
export function valueAt(value: unknown, path: readonly (string | number)[]): Json | undefined {
  let found = value;
  for (const step of path) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, step))
      return undefined;
    found = (found as Record<string | number, unknown>)[step];
  }
  return found as Json | undefined;
}

/** A copy with `value` at `path`, or without anything there where it is undefined. Objects on the way are made. */
export function withValueAt(
  object: JsonObject,
  [step, ...rest]: readonly string[],
  value: Json | undefined,
): JsonObject {
  if (step === undefined) return object;
  const { [step]: old, ...others } = object;
  if (rest.length > 0)
    return withOwn(object, step, withValueAt(isObject(old) ? old : {}, rest, value));
  return value === undefined ? others : withOwn(object, step, value);
}

function withOwn(object: JsonObject, key: string, value: Json): JsonObject {
  // A computed key in braces is a property of its own even where it is called __proto__.
  return { ...object, [key]: value };
}

export function isEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a === null || b === null || typeof a !== 'object' || typeof b !== 'object') return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every(
    (key) => isEqual(valueAt(a, [key]), valueAt(b, [key])) && Object.hasOwn(b, key),
  );
}
