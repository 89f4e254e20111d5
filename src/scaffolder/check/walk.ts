import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../read-template.ts';

/** Deeper is no schema anybody writes. */
const MAX_DEPTH = 40;

const MAPS = [
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'dependentSchemas',
  'dependencies',
];
const LISTS = ['allOf', 'anyOf', 'oneOf'];
const SINGLES = [
  'if',
  'then',
  'else',
  'not',
  'items',
  'additionalProperties',
  'contains',
  'propertyNames',
];

/** Calls `visit` with every schema within a schema, itself first, and where it stands. */
export function visitSchemas(
  schema: Json | undefined,
  path: Path,
  visit: (schema: JsonObject, path: Path) => void,
): void {
  if (!isObject(schema) || path.length > MAX_DEPTH) return;
  visit(schema, path);
  for (const key of MAPS)
    for (const [name, inner] of Object.entries(isObject(schema[key]) ? schema[key] : {}))
      visitSchemas(inner, [...path, key, name], visit);
  for (const key of [...LISTS, ...SINGLES]) {
    const inner = schema[key];
    if (!Array.isArray(inner)) visitSchemas(inner, [...path, key], visit);
    else for (const [at, one] of inner.entries()) visitSchemas(one, [...path, key, at], visit);
  }
}

/** Calls `visit` with every text within plain data, and where it stands. */
export function visitTexts(
  value: Json | undefined,
  path: Path,
  visit: (text: string, path: Path) => void,
): void {
  if (typeof value === 'string') visit(value, path);
  else if (value !== null && typeof value === 'object' && path.length <= MAX_DEPTH)
    for (const [key, inner] of Object.entries(value))
      visitTexts(inner, [...path, Array.isArray(value) ? Number(key) : key], visit);
}
