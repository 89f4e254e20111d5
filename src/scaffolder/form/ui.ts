import { isObject, type Json, type JsonObject, ownValue, textOr } from '../json.ts';

/** What a schema says of its own drawing: `ui:widget`, or `widget` in `ui:options`. */
export function uiOf(schema: JsonObject, name: string): Json | undefined {
  return schema[`ui:${name}`] ?? ownValue(schema['ui:options'], name);
}

export function optionsOf(schema: JsonObject): JsonObject {
  const options = schema['ui:options'];
  return isObject(options) ? options : {};
}

export function titleOf(schema: JsonObject, name: string): string {
  const stated = textOr(uiOf(schema, 'title'), '') || textOr(schema['title'], '');
  return stated.trim() || asWords(name);
}

export function helpOf(schema: JsonObject): string | null {
  const description = textOr(uiOf(schema, 'description'), '') || textOr(schema['description'], '');
  const help = textOr(uiOf(schema, 'help'), '');
  const parts = [description, help].map((part) => part.trim()).filter(Boolean);
  return [...new Set(parts)].join(' ') || null;
}

/** `component_id` and `repoUrl` as people read them. */
function asWords(name: string): string {
  const words = name
    .replace(
      /([\p{Ll}\p{N}])(\p{Lu})/gu,
      (_, before: string, capital: string) => `${before} ${capital.toLowerCase()}`,
    )
    .replace(/[_\-.]+/g, ' ')
    .trim();
  return words ? words.charAt(0).toUpperCase() + words.slice(1) : name;
}

/** The type that a value is of, as far as the schema tells: the first that is not null. */
export function typeOf(schema: JsonObject): string | null {
  const { type } = schema;
  const types = Array.isArray(type) ? type : [type];
  const stated = types.find((one) => typeof one === 'string' && one !== 'null') ?? types[0];
  if (typeof stated === 'string') return stated;
  if (isObject(schema['properties'])) return 'object';
  if (schema['items'] !== undefined) return 'array';
  return null;
}

export function numberOr<Otherwise>(value: unknown, otherwise: Otherwise): number | Otherwise {
  return typeof value === 'number' && Number.isFinite(value) ? value : otherwise;
}

export function textsIn(value: Json | undefined): string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}
