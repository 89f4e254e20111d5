import { isEqual, type Json, valueAt, withValueAt } from '../json.ts';
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
  let complete = values;
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = complete;
    for (const field of fieldsFor(template, complete)) {
      const isOpen = field.default !== undefined && field.input.kind !== 'secret';
      if (isOpen && valueAt(complete, field.path) === undefined)
        complete = withValueAt(complete, field.path, field.default);
    }
    if (complete === before || isEqual(complete, before)) break;
  }
  for (const field of fieldsFor(template, complete))
    if (isEmptied(field, valueAt(complete, field.path)))
      complete = withValueAt(complete, field.path, undefined);
  return complete;
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
