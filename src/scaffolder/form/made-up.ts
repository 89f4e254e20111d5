import { type Json, type JsonObject, textOr, valueAt, withValueAt } from '../json.ts';
import type { Template } from '../template.ts';
import { checkValues } from './check.ts';
import { completeValues } from './complete.ts';
import type { EntityInput, Values } from './form.ts';
import { type Asked, askedOn } from './form-of.ts';
import { oneOf, type Random, randomFrom, textFor } from './from-pattern.ts';
import { readPattern, testPattern } from './regex.ts';
import { listOf } from './resolve.ts';
import { numberOr } from './ui.ts';
import { schemaErrors } from './validate.ts';

export type MakingUp = {
  seed: number;
  /** Fills in what is optional, too. */
  isFull?: boolean;
  /** Entities that a picker may hold; where there are none, one of the wanted kind is invented. */
  entities?: (input: EntityInput) => readonly string[];
  /** Who owns the repositories that are named. */
  organization?: string;
};

/** What is filled in brings up further fields; after so many rounds none is left in any form that was seen. */
const MOST_ROUNDS = 12;

/** Some forms require what they ask for only after another answer than the default. */
const MOST_ATTEMPTS = 12;

/** Values that a template takes, the same for the same seed: what it requires, and some of what it does not. Secrets are left out. */
export function madeUpValues(template: Pick<Template, 'pages'>, options: MakingUp): Values {
  const random = randomFrom(options.seed);
  let best: { values: Values; errors: number } | null = null;
  for (let attempt = 0; attempt < MOST_ATTEMPTS && best?.errors !== 0; attempt += 1) {
    const start = attempt === 0 ? {} : otherAnswers(template, random);
    const values = filledIn(template, start, { random, options });
    const errors = checkValues(template, values).length;
    if (!best || errors < best.errors) best = { values, errors };
  }
  return best?.values ?? {};
}

/** Other answers than the defaults to what other questions hang on. */
function otherAnswers(template: Pick<Template, 'pages'>, random: Random): Values {
  let values: Values = {};
  for (const page of template.pages)
    for (const { field } of askedOn(page, {})) {
      if (!field.isControlling || random() < 0.3) continue;
      if (field.input.kind === 'flag') values = withValueAt(values, field.path, random() < 0.5);
      if (field.input.kind === 'choice')
        values = withValueAt(values, field.path, oneOf(field.input.options, random).value);
    }
  return values;
}

function filledIn(
  template: Pick<Template, 'pages'>,
  start: Values,
  { random, options }: { random: Random; options: MakingUp },
): Values {
  let values = completeValues(template, start);
  const passed = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const before = values;
    for (const page of template.pages)
      for (const asked of askedOn(page, values)) {
        const { path, isRequired } = asked.field;
        const name = path.join('.');
        const value = valueAt(values, path);
        const isRight = value !== undefined && errorsOf(value, asked, page).length === 0;
        if (isRight || (passed.has(name) && !isRequired)) continue;
        passed.add(name);
        if (value === undefined && !isRequired && !options.isFull && random() < 0.5) continue;
        const made = madeUp(asked, { random, page, options });
        if (made !== undefined) values = withValueAt(values, path, made);
      }
    if (values === before) break;
    values = completeValues(template, values);
  }
  return values;
}

type Context = { random: Random; page: JsonObject; options: MakingUp };

function errorsOf(value: Json, { schema }: Asked, page: JsonObject): unknown[] {
  try {
    const { definitions = {}, $defs = {} } = page;
    return schemaErrors(value, { definitions, $defs, ...schema });
  } catch {
    return [];
  }
}

function madeUp(asked: Asked, { random, page, options }: Context): Json | undefined {
  const { input } = asked.field;
  const { schema } = asked;
  const owner = options.organization ?? 'acme';
  switch (input.kind) {
    case 'flag':
      return schema['const'] ?? random() < 0.5;
    case 'choice':
      return oneOf(input.options, random).value;
    case 'choices': {
      const count = Math.min(input.options.length, Math.max(1, input.minItems));
      return input.options.slice(0, count).map(({ value }) => value);
    }
    case 'number':
      return aNumber(input, numberOr(schema['multipleOf'], null), random);
    case 'date':
      return '2026-03-31';
    case 'time':
      return '14:30:00';
    case 'date-time':
      return '2026-03-31T14:30:00Z';
    case 'repository':
      return `${input.hosts[0] ?? 'github.com'}?owner=${input.owners[0] ?? owner}&repo=${input.repositories[0] ?? aName(random)}`;
    case 'tags':
      return ['made-up'];
    case 'entity': {
      const ref = anEntity(input, options, random);
      return input.isMany ? [ref] : ref;
    }
    case 'list': {
      const item = listOf([schema['items'] ?? {}])[0] as JsonObject;
      return Array.from({ length: Math.max(1, input.minItems) }, (_, at) =>
        input.of === 'number' ? at + 1 : aText(item, { random, page }, at),
      );
    }
    case 'text':
    case 'entity-name':
      return aText(schema, { random, page });
    case 'structure':
      return aStructure(schema, page, random);
    case 'secret':
    case 'note':
      return undefined;
  }
}

function aName(random: Random): string {
  return `made-up-${Math.floor(random() * 1_000_000)}`;
}

function anEntity(input: EntityInput, { entities }: MakingUp, random: Random): string {
  const known = entities?.(input) ?? [];
  if (known.length > 0) return oneOf(known, random);
  const [kinds] = input.filter.map(({ kind }) => kind);
  const kind = (Array.isArray(kinds) ? kinds[0] : null) ?? input.defaultKind ?? 'component';
  return `${String(kind).toLowerCase()}:${input.defaultNamespace}/made-up`;
}

function aNumber(
  {
    isWhole,
    minimum,
    maximum,
  }: { isWhole: boolean; minimum: number | null; maximum: number | null },
  step: number | null,
  random: Random,
): number {
  const from = minimum ?? Math.min(1, maximum ?? 1);
  const to = maximum ?? from + 100;
  const found = from + random() * (to - from);
  if (step) return Math.ceil(from / step) * step;
  return isWhole ? Math.min(Math.floor(to), Math.max(Math.ceil(from), Math.round(found))) : found;
}

/** What forms ask for most often; a pattern is tried on them before a text is made after it. */
const USUAL = [
  'made-up',
  'MadeUp',
  'made_up',
  'com.example.made',
  '1.0.0',
  'v1.0.0',
  '10.0.0.0/16',
  '10.0.0.1',
  'example.com',
  'https://example.com',
  'ana@example.com',
  '123456789012',
  '8080',
  'eu-west-1',
  '#123456',
  'ABC-123',
  'A',
  '1',
];
const MOST_TRIES = 200;

function aText(
  schema: JsonObject,
  { random, page }: { random: Random; page: JsonObject },
  at = 0,
): string {
  const pattern = textOr(schema['pattern'], null);
  const rule = pattern === null ? null : readPattern(pattern);
  const isRight = (text: string) => {
    if (rule && testPattern(rule, text) !== true) return false;
    return errorsOf(text, { schema } as Asked, page).length === 0;
  };
  const least = numberOr(schema['minLength'], 0);
  const choices = listOf(schema['enum']).filter((one) => typeof one === 'string');
  const name = at === 0 ? aName(random) : `made-up-${at}`;
  for (const text of [...choices.slice(at, at + 1), name, name.padEnd(least, 'x'), ...USUAL])
    if (isRight(text)) return text;
  for (let attempt = 0; pattern !== null && attempt < MOST_TRIES; attempt += 1) {
    const text = textFor(pattern, random);
    if (isRight(text)) return text;
  }
  return name.slice(0, numberOr(schema['maxLength'], name.length));
}

/** The least that an object or list must hold. */
function aStructure(schema: JsonObject, page: JsonObject, random: Random): Json {
  if (schema['type'] === 'array') {
    const count = numberOr(schema['minItems'], 0);
    const item = schema['items'];
    const one =
      typeof item === 'object' && item !== null && !Array.isArray(item) ? (item as JsonObject) : {};
    return Array.from({ length: count }, () => aStructure(one, page, random));
  }
  if (schema['type'] === 'string') return aText(schema, { random, page });
  if (schema['type'] === 'number' || schema['type'] === 'integer')
    return numberOr(schema['minimum'], 1);
  if (schema['type'] === 'boolean') return true;
  const made: Record<string, Json> = {};
  for (const { field, schema: inner } of askedOn(schema, {}))
    if (field.isRequired && field.path.length === 1)
      made[field.path[0] ?? ''] =
        madeUp({ field, schema: inner }, { random, page, options: { seed: 0 } }) ?? null;
  return made;
}
