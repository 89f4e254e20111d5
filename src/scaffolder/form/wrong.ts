import type { ValidationError } from 'jsonschema';
import { excerpt } from '../../catalog/excerpt.ts';
import { isObject, type Json, type JsonObject, ownValue, textOr } from '../json.ts';
import { listOf } from './resolve.ts';
import { helpOf, numberOr } from './ui.ts';

/** What a person reads below a field whose value the schema does not take: a sentence that says what would be right. */
export function sayWrong(error: ValidationError, value: Json | undefined): string {
  const schema = isObject(error.schema) ? error.schema : {};
  return stated(schema, error.name) ?? inWords(error, schema, value);
}

/** The author's own words: `errorMessage`, for all rules or by rule. */
function stated(schema: JsonObject, rule: string): string | null {
  const own = schema['errorMessage'] ?? ownValue(schema['ui:options'], 'errorMessage');
  if (typeof own === 'string') return own;
  return textOr(ownValue(own, rule), null);
}

export const REQUIRED = 'This is required.';

function inWords(
  { name, argument, message }: ValidationError,
  schema: JsonObject,
  value: Json | undefined,
): string {
  switch (name) {
    case 'required':
      return REQUIRED;
    case 'type':
      return `This must be ${typeWords(argument)}.`;
    case 'minLength':
    case 'maxLength': {
      const length = typeof value === 'string' ? [...value].length : 0;
      return `This must be ${range(schema['minLength'], schema['maxLength'])} characters long; it has ${length}.`;
    }
    case 'minimum':
    case 'maximum':
      return `This must be ${range(schema['minimum'], schema['maximum'])}.`;
    case 'exclusiveMinimum':
      return `This must be more than ${String(argument)}.`;
    case 'exclusiveMaximum':
      return `This must be less than ${String(argument)}.`;
    case 'multipleOf':
    case 'divisibleBy':
      return `This must be a multiple of ${String(argument)}.`;
    case 'minItems':
    case 'maxItems':
      return `This must have ${range(schema['minItems'], schema['maxItems'])} ${(schema['maxItems'] ?? argument) === 1 ? 'entry' : 'entries'}.`;
    case 'uniqueItems':
      return 'The same stands here twice.';
    case 'pattern':
      return patternWords(schema);
    case 'patternTime':
      return 'This could not be checked: the pattern of the template takes too long for it.';
    case 'format':
      return FORMATS[String(argument)] ?? `This must be a valid ${String(argument)}.`;
    case 'enum':
      return `This must be one of ${listed(listOf(schema['enum']))}.`;
    case 'const':
      return `This must be ${JSON.stringify(schema['const'])}.`;
    case 'additionalProperties':
      return `The template asks for no \`${excerpt(String(argument))}\`.`;
    default:
      return `This ${excerpt(message, 200)}.`;
  }
}

const FORMATS: Readonly<Record<string, string>> = {
  email: 'This must be an e-mail address, like ana@example.com.',
  uri: 'This must be an address, like https://example.com.',
  url: 'This must be an address, like https://example.com.',
  hostname: 'This must be the name of a host, like db.example.com.',
  'host-name': 'This must be the name of a host, like db.example.com.',
  ipv4: 'This must be an IP address, like 10.0.0.1.',
  'ip-address': 'This must be an IP address, like 10.0.0.1.',
  ipv6: 'This must be an IPv6 address, like 2001:db8::1.',
  date: 'This must be a date, like 2026-03-31.',
  time: 'This must be a time, like 14:30:00.',
  'date-time': 'This must be a date and time, like 2026-03-31T14:30:00Z.',
};

function range(least: Json | undefined, most: Json | undefined): string {
  const [from, to] = [numberOr(least, null), numberOr(most, null)];
  if (from !== null && to !== null) return from === to ? `exactly ${from}` : `${from} to ${to}`;
  return from === null ? `at most ${to}` : `at least ${from}`;
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'yes or no',
  array: 'a list',
  object: 'a map',
  null: 'empty',
};

function typeWords(types: unknown): string {
  const list = Array.isArray(types) ? types : [types];
  return list.map((type) => TYPES[String(type)] ?? String(type)).join(' or ');
}

/** The help of the field says more than a pattern does; a pattern of one sort of characters can be said itself. */
function patternWords(schema: JsonObject): string {
  const pattern = String(schema['pattern']);
  const help = textOr(schema['ui:help'], '') || helpOf(schema) || '';
  const [, characters] = /^\^?\[([^\]^\\]+)\][+*]\$?$/.exec(pattern) ?? [];
  const rule = characters
    ? `Use only the characters ${inClass(characters)}.`
    : `This does not match \`${excerpt(pattern, 120)}\`.`;
  return help ? `${rule} ${help}` : rule;
}

function inClass(characters: string): string {
  const parts = characters.match(/.-.|./gsu) ?? [];
  return parts
    .map((part) => (part === ' ' ? 'space' : part.replace(/^(.)-(.)$/u, '$1 to $2')))
    .join(', ');
}

const MOST_LISTED = 12;

function listed(values: readonly Json[]): string {
  const shown = values
    .slice(0, MOST_LISTED)
    .map((value) => (typeof value === 'string' ? value : JSON.stringify(value)));
  const more = values.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` and ${more} more` : '');
}
