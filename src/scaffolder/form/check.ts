import type { ValidationError } from 'jsonschema';
import { excerpt } from '../../catalog/excerpt.ts';
import { UserError } from '../../errors.ts';
import { type Json, type JsonObject, valueAt } from '../json.ts';
import type { Template } from '../template.ts';
import type { Field, FormError, Values } from './form.ts';
import { type Asked, askedOn } from './form-of.ts';
import { fieldErrors } from './rules.ts';
import { schemaErrors } from './validate.ts';
import { REQUIRED, sayWrong } from './wrong.ts';

/** Far more than anybody types into a form. */
const MOST_CHARACTERS = 256 * 1024;
const MAX_DEPTH = 30;

/**
 * What is wrong with complete values, of one page or of all: Backstage's verdict by its own library, in words for people, and what its
 * pickers would not let through.
 */
export function checkValues(
  template: Pick<Template, 'pages'>,
  values: Values,
  page?: number,
): FormError[] {
  const tooMuch = whyTooMuch(values);
  if (tooMuch) return [{ path: [], message: tooMuch }];
  const pages = page === undefined ? template.pages : template.pages.slice(page, page + 1);
  return pages.flatMap((one) => {
    const asked = askedOn(one, values);
    const errors = pageErrors(one, values, asked);
    const told = new Set(errors.map(({ path }) => key(path)));
    const further = asked.flatMap(({ field }) =>
      told.has(key(field.path)) ? [] : fieldErrors(field, valueAt(values, field.path)),
    );
    return [...errors, ...further];
  });
}

function whyTooMuch(values: Values): string | null {
  if (depthOf(values) > MAX_DEPTH) return 'The values are nested too deeply.';
  return JSON.stringify(values).length > MOST_CHARACTERS
    ? `The values are longer than ${MOST_CHARACTERS / 1024} KB together.`
    : null;
}

function depthOf(value: unknown, depth = 0): number {
  if (value === null || typeof value !== 'object' || depth > MAX_DEPTH) return depth;
  return Math.max(depth, ...Object.values(value).map((inner) => depthOf(inner, depth + 1)));
}

/** Rules about several values at once: what they find is told of the fields they are about. */
const GROUPS = ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'dependencies'];

function pageErrors(page: JsonObject, values: Values, asked: readonly Asked[]): FormError[] {
  const wrong = tried(values, page);
  const open = wrong.filter((error) => !isOfSecret(pathOf(error), asked));
  if (open.length === 0) return [];
  const found = new Map<string, FormError>();
  const tell = (path: readonly string[], message: string) => {
    if (!found.has(key(path))) found.set(key(path), { path, message });
  };
  for (const { field, schema } of asked) {
    const value = valueAt(values, field.path);
    if (field.input.kind === 'secret' || field.input.kind === 'note') continue;
    if (value === undefined && field.isRequired) tell(field.path, REQUIRED);
    const errors = value === undefined ? [] : tried(value, { ...definitionsOf(page), ...schema });
    const [error] = errors;
    if (error && field.input.kind === 'structure') tell(field.path, sayWithin(errors, value));
    else if (error) tell(field.path, sayWrong(error, valueAt(value, error.path)));
  }
  for (const error of open) {
    const path = fieldAt(pathOf(error), asked);
    if (!GROUPS.includes(error.name) && path)
      tell(path, sayWrong(error, valueAt(values, error.path)));
  }
  const [first] = open;
  if (found.size === 0 && first)
    tell(
      [],
      first.name === 'required' || !GROUPS.includes(first.name)
        ? `${pathOf(first).join('.')}: ${sayWrong(first, valueAt(values, first.path))}`
        : 'These values do not go together; the template allows only certain combinations.',
    );
  return [...found.values()];
}

const MOST_WITHIN = 5;

/** All that is wrong in what is typed as one text, each with where it stands there. */
function sayWithin(errors: readonly ValidationError[], value: Json | undefined): string {
  const said = new Map<string, string>();
  for (const error of errors) {
    const path = pathOf(error);
    const [first, ...rest] = path;
    const isEntry = Array.isArray(value) && first !== undefined;
    const inside = (isEntry ? rest : path).join('.');
    const place = [isEntry && `Entry ${Number(first) + 1}`, inside && `\`${excerpt(inside)}\``];
    const where = place.filter(Boolean).join(', ');
    const words = sayWrong(error, valueAt(value, error.path));
    if (!said.has(key(path))) said.set(key(path), where ? `${where}: ${words}` : words);
  }
  return [...said.values()].slice(0, MOST_WITHIN).join(' ');
}

function tried(value: unknown, schema: JsonObject): ValidationError[] {
  try {
    return schemaErrors(value, schema);
  } catch (error) {
    // What could not be checked is not right.
    if (error instanceof UserError) throw error;
    // A part of a schema that names what is not beside it, or that is none: told when the template was loaded.
    return [];
  }
}

/** What a `$ref` in a field of the page may lead to. */
function definitionsOf(page: JsonObject): JsonObject {
  const { definitions, $defs } = page;
  return {
    ...(definitions !== undefined && { definitions }),
    ...($defs !== undefined && { $defs }),
  };
}

function pathOf({ path, name, argument }: ValidationError): string[] {
  const at = path.map(String);
  return name === 'required' && typeof argument === 'string' ? [...at, argument] : at;
}

/** The field that a path is in. */
function fieldAt(path: readonly string[], asked: readonly Asked[]): readonly string[] | null {
  const around = asked.filter(({ field }) => field.path.every((step, at) => path[at] === step));
  return around[0]?.field.path ?? null;
}

/** Secrets travel apart from the values; whether they are there is judged where they are. */
function isOfSecret(path: readonly string[], asked: readonly Asked[]): boolean {
  const isIn = (field: Field) => key(field.path) === key(path);
  return asked.some(({ field }) => field.input.kind === 'secret' && isIn(field));
}

function key(path: readonly string[]): string {
  return JSON.stringify(path);
}

/** What is missing or wrong among the secrets of a start, which travel apart from the values. */
export function checkSecrets(
  template: Pick<Template, 'pages' | 'secrets'>,
  values: Values,
  secrets: Readonly<Record<string, string>>,
): FormError[] {
  const asked = template.pages.flatMap((page) => askedOn(page, values));
  const missing = asked.flatMap(({ field }) => {
    const isMissing = field.input.kind === 'secret' && field.isRequired;
    return isMissing && !secrets[field.path.at(-1) ?? ''] ? [field.path] : [];
  });
  const wrong = template.secrets ? tried(secrets, template.secrets) : [];
  const errors = [
    ...missing.map((path) => ({ path, message: REQUIRED })),
    // A message about a secret never repeats it.
    ...wrong.map((error) => ({
      path: pathOf(error),
      message:
        error.name === 'required'
          ? REQUIRED
          : 'This secret is not of the form that the template asks for.',
    })),
  ];
  return [...new Map(errors.map((error) => [key(error.path), error])).values()];
}
