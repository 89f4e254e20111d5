import type { Json } from '../json.ts';

/** What a rendered `if` means: as in JavaScript, and an empty list is false. `"false"` and `{}` are true. */
export function isTruthy(value: Json | undefined): boolean {
  return Array.isArray(value) ? value.length > 0 : Boolean(value);
}
