import { isObject, type JsonObject } from '../json.ts';
import { choicesOf } from './choices.ts';
import type { Input } from './form.ts';
import { isPicker, pickerInput } from './picker.ts';
import { dereferenced } from './references.ts';
import { listOf } from './resolve.ts';
import { numberOr, textsIn, typeOf, uiOf } from './ui.ts';

/** How one value is asked for. Objects with properties are asked for property by property, elsewhere. */
export function inputOf(schema: JsonObject, root: JsonObject): Input {
  const field = schema['ui:field'];
  if (isPicker(field)) return pickerInput(field, schema);
  const type = typeOf(schema);
  if (type === 'null') return { kind: 'note' };
  if (type === 'array') return listInput(schema, root);
  const options = choicesOf(schema, root);
  const widget = uiOf(schema, 'widget');
  if (options) return { kind: 'choice', look: widget === 'radio' ? 'radio' : 'select', options };
  if (type === 'boolean') return { kind: 'flag' };
  if (type === 'number' || type === 'integer') return numberInput(schema, type === 'integer');
  if (type === 'object' || isOpen(schema)) return { kind: 'structure' };
  return textInput(schema, widget);
}

/** A choice between values of different shapes is no single text. */
function isOpen(schema: JsonObject): boolean {
  const parts = [...listOf(schema['oneOf']), ...listOf(schema['anyOf'])].filter(isObject);
  const types = parts.map(typeOf);
  return typeOf(schema) === null && types.some((type) => type === 'object' || type === 'array');
}

function listInput(schema: JsonObject, root: JsonObject): Input {
  const stated = schema['items'];
  const items = isObject(stated) ? (dereferenced(stated, root) ?? {}) : {};
  const bounds = {
    minItems: numberOr(schema['minItems'], 0),
    maxItems: numberOr(schema['maxItems'], null),
  };
  if (isPicker(items['ui:field'])) {
    const one = pickerInput(items['ui:field'], items);
    if (one.kind === 'entity') return { ...one, isMany: true, maxItems: bounds.maxItems };
  }
  const options = choicesOf(items, root);
  if (options) return { kind: 'choices', options, ...bounds };
  const type = typeOf(items);
  if (Array.isArray(stated)) return { kind: 'structure' };
  if (type === 'string' || (type === null && Object.keys(items).length === 0))
    return { kind: 'list', of: 'text', ...bounds };
  if (type === 'number' || type === 'integer') return { kind: 'list', of: 'number', ...bounds };
  return { kind: 'structure' };
}

function numberInput(schema: JsonObject, isWhole: boolean): Input {
  const above = numberOr(schema['exclusiveMinimum'], null);
  const below = numberOr(schema['exclusiveMaximum'], null);
  return {
    kind: 'number',
    isWhole,
    minimum: numberOr(schema['minimum'], isWhole && above !== null ? above + 1 : above),
    maximum: numberOr(schema['maximum'], isWhole && below !== null ? below - 1 : below),
  };
}

function textInput(schema: JsonObject, widget: unknown): Input {
  const { format } = schema;
  if (widget === 'date' || widget === 'alt-date' || format === 'date') return { kind: 'date' };
  if (widget === 'time' || format === 'time') return { kind: 'time' };
  const isMoment =
    widget === 'date-time' ||
    widget === 'datetime' ||
    widget === 'alt-datetime' ||
    format === 'date-time';
  if (isMoment) return { kind: 'date-time' };
  const isAddress = format === 'uri' || format === 'url' || widget === 'uri';
  const isEmail = format === 'email' || widget === 'email';
  return {
    kind: 'text',
    isLong: widget === 'textarea' || uiOf(schema, 'multiline') === true,
    minLength: numberOr(schema['minLength'], null),
    maxLength: numberOr(schema['maxLength'], null),
    format: isEmail ? 'email' : isAddress ? 'uri' : null,
    examples: textsIn(schema['examples']),
    ...((widget === 'password' || format === 'password') && { isConcealed: true }),
  };
}
