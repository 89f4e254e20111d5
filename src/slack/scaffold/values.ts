import type { Values } from '../../scaffolder/form/form.ts';
import type { Json, JsonObject } from '../../scaffolder/json.ts';

/** What stands at a path; undefined where nothing does. */
export function valueAt(values: Values, path: readonly string[]): Json | undefined {
  let at: Json | undefined = values;
  for (const key of path) {
    if (!isObject(at) || !Object.hasOwn(at, key)) return undefined;
    at = at[key];
  }
  return at;
}

/** The same values with another at `path`; undefined takes away what stood there. */
export function withValue(
  values: Values,
  path: readonly string[],
  value: Json | undefined,
): Values {
  const [key, ...rest] = path;
  if (key === undefined) return values;
  const own = Object.hasOwn(values, key) ? values[key] : undefined;
  const others = Object.entries(values).filter(([name]) => name !== key);
  const next = rest.length === 0 ? value : withValue(isObject(own) ? own : {}, rest, value);
  const isGone = next === undefined || (rest.length > 0 && isEmpty(next));
  // `Object.fromEntries` keeps a key named like a method of objects what it is: a key.
  return Object.fromEntries(isGone ? others : [...others, [key, next]]);
}

export function samePath(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((key, index) => key === b[index]);
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmpty(value: Json): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}
