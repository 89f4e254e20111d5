import { excerpt } from '../../catalog/excerpt.ts';
import { nearestWord } from '../../catalog/nearest.ts';
import { didYouMean } from '../../catalog/wording.ts';
import { advice, UserError } from '../../errors.ts';
import { askedOn } from '../form/form-of.ts';
import { isPicker, PICKERS } from '../form/picker.ts';
import { dereferenced } from '../form/references.ts';
import { readPattern } from '../form/regex.ts';
import { listOf } from '../form/resolve.ts';
import { optionsOf, textsIn, typeOf, uiOf } from '../form/ui.ts';
import { schemaErrors } from '../form/validate.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Path } from '../read-template.ts';
import type { Findings } from './findings.ts';
import { visitSchemas } from './walk.ts';

const TYPES = ['string', 'number', 'integer', 'boolean', 'array', 'object', 'null', 'any', 'date'];
const WIDGETS = (
  'text textarea select radio checkboxes checkbox hidden password updown range date datetime date-time time ' +
  'alt-date alt-datetime email uri url color file number string TextWidget TextareaWidget SelectWidget ' +
  'RadioWidget CheckboxesWidget CheckboxWidget HiddenWidget PasswordWidget UpDownWidget RangeWidget'
).split(' ');

/** What cannot be asked for as a page of a form says, and what is asked for otherwise. */
export function checkPage(page: JsonObject, path: Path, found: Findings): void {
  const before = found.problems.length;
  visitSchemas(page, path, (schema, place) => {
    checkShape(schema, place, found);
    if (schema['$ref'] !== undefined) checkReference(schema, { path: place, page, found });
    if (schema['ui:field'] !== undefined) checkField(schema, place, found);
    checkWidget(schema, place, found);
    if (schema !== page && schema['backstage:featureFlag'] !== undefined)
      found.note([...place, 'backstage:featureFlag'], FLAGGED);
  });
  if (found.problems.length > before) return;
  checkDefaults(page, path, found);
  checkRequired(page, path, found);
  try {
    askedOn(page, {});
    schemaErrors({}, page);
  } catch (error) {
    const why =
      error instanceof UserError
        ? advice(error)
        : `This page is no JSON Schema that can be checked: ${(error as Error).message}.`;
    found.problem(path, why);
  }
}

const FLAGGED =
  'This is not asked for: in Backstage it is shown only to those who have turned on a feature flag, and there are no flags here.';

const MAPS = [
  'properties',
  'patternProperties',
  'definitions',
  '$defs',
  'dependencies',
  'dependentSchemas',
];
const LISTS = ['enum', 'allOf', 'anyOf', 'oneOf'];

function checkShape(schema: JsonObject, path: Path, found: Findings): void {
  for (const key of MAPS) {
    const map = schema[key];
    if (map === undefined) continue;
    if (!isObject(map)) found.problem([...path, key], `\`${key}\` is not a map.`);
    else
      for (const [name, inner] of Object.entries(map))
        if (inner === null || typeof inner !== 'object')
          if (typeof inner !== 'boolean')
            found.problem(
              [...path, key, name],
              `\`${excerpt(name)}\` has no schema; write e.g. \`type: string\` below it.`,
            );
  }
  for (const key of LISTS)
    if (schema[key] !== undefined && !Array.isArray(schema[key]))
      found.problem([...path, key], `\`${key}\` is not a list.`);
  const { pattern, type } = schema;
  if (pattern !== undefined && (typeof pattern !== 'string' || readPattern(pattern) === null))
    found.problem(
      [...path, 'pattern'],
      `\`${excerpt(String(pattern))}\` is not a regular expression.`,
    );
  for (const one of Array.isArray(type) ? type : type === undefined ? [] : [type])
    if (typeof one !== 'string' || !TYPES.includes(one)) {
      const meant = typeof one === 'string' ? nearestWord(one, TYPES) : null;
      found.note(
        [...path, 'type'],
        `\`${excerpt(JSON.stringify(one))}\` is not a type${didYouMean(meant)} It is asked for as text.`,
      );
    }
  const names = uiOf(schema, 'enumNames') ?? schema['enumNames'];
  if (
    Array.isArray(names) &&
    Array.isArray(schema['enum']) &&
    names.length !== schema['enum'].length
  )
    found.note(
      [...path, 'enum'],
      `There are ${schema['enum'].length} values and ${names.length} names for them.`,
    );
}

function checkReference(
  schema: JsonObject,
  { path, page, found }: { path: Path; page: JsonObject; found: Findings },
): void {
  const ref = schema['$ref'];
  const isWithin = typeof ref === 'string' && ref.startsWith('#');
  const at = [...path, '$ref'];
  if (!isWithin)
    found.problem(
      at,
      `\`$ref: ${excerpt(String(ref))}\` leads out of the page; only what stands on the same page is read (\`#/definitions/…\`).`,
    );
  else if (dereferenced(schema, page) === null)
    found.problem(at, `\`$ref: ${excerpt(ref)}\` leads to nothing on this page.`);
}

/** What holds a credential in Backstage keeps it out of the parameters; a plain field in its place would store it in clear. */
const CREDENTIAL = /secret|token|passw|credential/i;

/**
 * A field of one's own is a program in Backstage's browser. Its template still runs with a plain field of the same type, whose value the
 * schema checks; not so where the type is not stated, or where the field may be there to keep a secret.
 */
function checkField(schema: JsonObject, path: Path, found: Findings): void {
  const field = schema['ui:field'];
  if (isPicker(field)) {
    checkNames(schema, path, found);
    return;
  }
  const at = [...path, 'ui:field'];
  const name = excerpt(String(field));
  const meant = typeof field === 'string' ? nearestWord(field, PICKERS) : null;
  const own = `\`${name}\` is not one of Backstage's own fields${didYouMean(meant)}`;
  if (CREDENTIAL.test(name))
    found.problem(
      at,
      `${own} It asks for a credential, which a plain field would store in clear; use \`Secret\`.`,
    );
  else if (typeOf(schema) === null && !Array.isArray(schema['enum']))
    found.problem(
      at,
      `${own} The schema does not say what type its value has, so nothing can be asked for in its place; add \`type\`.`,
    );
  else
    found.note(
      at,
      `${own} A plain field for ${typeOf(schema) ?? 'a choice'} is asked for in its place.`,
    );
}

function checkNames(schema: JsonObject, path: Path, found: Findings): void {
  for (const [option, names] of Object.entries(optionsOf(schema)))
    if (option.startsWith('allowed') && textsIn(names).some((name) => name.includes('{{')))
      found.note(
        [...path, 'ui:options', option],
        `Expressions are not rendered in a form, so \`${option}\` names nothing with one.`,
      );
}

function checkWidget(schema: JsonObject, path: Path, found: Findings): void {
  const widget = uiOf(schema, 'widget');
  if (widget === undefined || WIDGETS.some((one) => one === widget)) return;
  const meant = typeof widget === 'string' ? nearestWord(widget, WIDGETS) : null;
  const place = schema['ui:widget'] === undefined ? ['ui:options', 'widget'] : ['ui:widget'];
  found.note(
    [...path, ...place],
    `\`${excerpt(String(widget))}\` is not a widget known here${didYouMean(meant)} The usual one for the type is taken.`,
  );
}

/** A default that its own schema refuses makes a form that nobody can submit untouched. */
function checkDefaults(page: JsonObject, path: Path, found: Findings): void {
  visitSchemas(page, path, (schema, place) => {
    const standard = schema['default'];
    if (standard === undefined || standard === null || schema['$ref'] !== undefined) return;
    // Empty stands for nothing yet.
    if (standard === '' || isObject(standard)) return;
    const [error] = tried(standard, schema);
    if (error)
      found.note(
        [...place, 'default'],
        `The default ${excerpt(JSON.stringify(standard))} ${error}.`,
      );
  });
}

function tried(value: Json, schema: JsonObject): string[] {
  try {
    return schemaErrors(value, schema).map(({ message }) => message);
  } catch {
    // A part that names another part of the page cannot be judged alone.
    return [];
  }
}

function checkRequired(page: JsonObject, path: Path, found: Findings): void {
  const known = new Set<string>();
  let isOpen = false;
  visitSchemas(page, path, (schema) => {
    for (const name of Object.keys(isObject(schema['properties']) ? schema['properties'] : {}))
      known.add(name);
    isOpen ||= schema['patternProperties'] !== undefined;
  });
  if (isOpen) return;
  for (const [at, name] of listOf(page['required']).entries())
    if (typeof name === 'string' && !known.has(name)) {
      const meant = nearestWord(name, known);
      found.note(
        [...path, 'required', at],
        `\`${excerpt(name)}\` is required, and no field asks for it${didYouMean(meant)}`,
      );
    }
}
