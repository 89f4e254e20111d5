import { isEqual, isObject, type Json, type JsonObject, valueAt, withValueAt } from '../json.ts';
import type { Template } from '../template.ts';
import type { Field, Values } from './form.ts';
import { askedOn } from './form-of.ts';
import { listOf } from './resolve.ts';

/** A default may bring in a field with a default of its own, and so on. */
const MOST_ROUNDS = 6;

/**
 * The values as the form would hold them: defaults where nothing is said, and nothing where a field was emptied. Backstage's browser does
 * the same before it sends them.
 */
export function completeValues(template: Pick<Template, 'pages'>, values: Values): Values {
  let complete = withDefaults(template, values);
  for (const field of fieldsFor(template, complete))
    if (isEmptied(field, valueAt(complete, field.path)))
      complete = withValueAt(complete, field.path, undefined);
  return complete;
}

function withDefaults({ pages }: Pick<Template, 'pages'>, values: Values): Values {
  let complete = values;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = complete;
    for (const page of pages)
      for (const { field, schema } of askedOn(page, complete)) {
        const { path, input, default: standard } = field;
        const value = valueAt(complete, path) ?? (input.kind === 'secret' ? undefined : standard);
        if (valueAt(complete, path) === null || value === undefined) continue;
        const whole = input.kind === 'structure' ? withinList(value, schema, page) : value;
        if (whole !== valueAt(complete, path)) complete = withValueAt(complete, path, whole);
      }
    if (complete === before || isEqual(complete, before)) break;
  }
  return complete;
}

/** The entries of a list that is typed, each as a form of its own would hold it. */
function withinList(value: Json, { items }: JsonObject, { definitions, $defs }: JsonObject): Json {
  if (!Array.isArray(value) || !isObject(items)) return value;
  const named = { ...(definitions && { definitions }), ...($defs && { $defs }) };
  const page = { ...named, ...items };
  return value.map((entry: Json) =>
    isObject(entry) ? withDefaults({ pages: [page] }, entry) : entry,
  );
}

export function fieldsFor(template: Pick<Template, 'pages'>, values: Values): Field[] {
  return template.pages.flatMap((page) => askedOn(page, values).map(({ field }) => field));
}

function isEmptied({ input }: Field, value: Json | undefined): boolean {
  if (value !== null && value !== '') return false;
  const isChoice =
    input.kind === 'choice' && listOf(input.options.map((one) => one.value)).includes(value);
  return !isChoice && input.kind !== 'note' && input.kind !== 'structure';
}
