import { isEqual, isObject, type Json, type JsonObject, ownValue, textOr } from '../json.ts';
import type { Choice } from './form.ts';
import { dereferenced } from './references.ts';
import { listOf } from './resolve.ts';
import { typeOf, uiOf } from './ui.ts';

/** The few values a schema allows, each with the words for it; null where it allows more than a list. */
export function choicesOf(schema: JsonObject, root: JsonObject): Choice[] | null {
  const all = enumerated(schema) ?? alternatives(schema, root) ?? yesAndNo(schema);
  const disabled = listOf(uiOf(schema, 'enumDisabled'));
  return all?.filter(({ value }) => !disabled.some((one) => isEqual(one, value))) ?? null;
}

function enumerated(schema: JsonObject): Choice[] | null {
  if (!Array.isArray(schema['enum'])) return null;
  const names = uiOf(schema, 'enumNames') ?? schema['enumNames'];
  return listOf(schema['enum']).map((value, at) => {
    const name = isObject(names) ? ownValue(names, String(value)) : listOf(names)[at];
    return { value, label: textOr(name, '') || labelOf(value) };
  });
}

/** `oneOf: [{ const: a, title: A }]`, JSON Schema's way to give names to values. */
function alternatives(schema: JsonObject, root: JsonObject): Choice[] | null {
  const parts = [...listOf(schema['oneOf']), ...listOf(schema['anyOf'])];
  if (parts.length === 0) return null;
  const choices: Choice[] = [];
  for (const part of parts) {
    const found = isObject(part) ? dereferenced(part, root) : null;
    const value = found?.['const'] ?? onlyOne(found?.['enum']);
    if (!found || value === undefined) return null;
    choices.push({ value, label: textOr(found['title'], '') || labelOf(value) });
  }
  return choices;
}

function onlyOne(values: Json | undefined): Json | undefined {
  return Array.isArray(values) && values.length === 1 ? values[0] : undefined;
}

function yesAndNo(schema: JsonObject): Choice[] | null {
  const widget = uiOf(schema, 'widget');
  if (typeOf(schema) !== 'boolean' || (widget !== 'radio' && widget !== 'select')) return null;
  const names = listOf(uiOf(schema, 'enumNames') ?? schema['enumNames']);
  return [
    { value: true, label: textOr(names[0], 'Yes') },
    { value: false, label: textOr(names[1], 'No') },
  ];
}

function labelOf(value: Json): string {
  if (value === null || value === '') return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
