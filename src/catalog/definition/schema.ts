import { type Budget, type Node, spend } from './outline.ts';
import { deprecatedOf, lastName, listOf, mapOf, resolved, textOf, type Values } from './values.ts';

export type SchemaReader = { root: unknown; budget: Budget };

/** Shapes within shapes; deeper than this nobody unfolds. */
const DEEPEST = 8;
const MOST_ENUM = 12;

type Named = { name: string; isRequired?: boolean };
/** The `$ref`s that led here, so that a shape which holds itself is named and not unfolded again. */
type Trail = { depth: number; refs: readonly string[] };
const START: Trail = { depth: 0, refs: [] };

/** A JSON Schema (of OpenAPI or AsyncAPI) as a tree of fields. */
export function readSchema(
  reader: SchemaReader,
  schema: unknown,
  { name, isRequired = false }: Named,
  trail: Trail = START,
): Node {
  const { value, names } = resolved(reader.root, schema);
  const isUnknown = names.length > 0 && Object.keys(value).length === 0;
  const isInside = names.some((one) => trail.refs.includes(one));
  const next = { depth: trail.depth + 1, refs: [...trail.refs, ...names] };
  const isEnd = isInside || trail.depth >= DEEPEST;
  return {
    name,
    type: isUnknown
      ? `${lastName(names[0] ?? '')} (not in this text)`
      : typeOf(reader, value, names[0]),
    isRequired,
    deprecated: deprecatedOf(value),
    description: textOf(mapOf(schema)['description']) ?? textOf(value['description']),
    notes: [...notesOf(value), ...(isInside ? ['its fields stand above'] : [])],
    nodes: isEnd ? [] : inside(reader, value, next),
  };
}

/** What a body holds; nothing where it says nothing. */
export function readShape(reader: SchemaReader, schema: unknown): Node[] {
  return Object.keys(mapOf(schema)).length === 0 ? [] : [readSchema(reader, schema, { name: '' })];
}

function inside(reader: SchemaReader, value: Values, trail: Trail): Node[] {
  const required = listOf(value['required']);
  const nodes: Node[] = [];
  const add = (schema: unknown, named: Named) => {
    if (spend(reader.budget)) nodes.push(readSchema(reader, schema, named, trail));
  };
  for (const [name, property] of Object.entries(mapOf(value['properties'])))
    add(property, { name, isRequired: required.includes(name) });
  // The parts of an `allOf` are one shape to whoever reads it.
  for (const part of listOf(value['allOf']))
    if (spend(reader.budget)) nodes.push(...readSchema(reader, part, { name: '' }, trail).nodes);
  for (const [key, words] of VARIANTS)
    for (const [at, variant] of listOf(value[key]).entries())
      add(variant, { name: `${words} ${at + 1}` });
  // A list of objects shows the fields of one of them.
  if (nodes.length === 0 && 'items' in value && spend(reader.budget))
    return [...readSchema(reader, value['items'], { name: '' }, trail).nodes];
  const more = value['additionalProperties'];
  if (Object.keys(mapOf(more)).length > 0) add(more, { name: 'any other name' });
  return nodes;
}

const VARIANTS = [
  ['oneOf', 'either'],
  ['anyOf', 'any of'],
] as const;

function typeOf(reader: SchemaReader, value: Values, ref: string | undefined, depth = 0): string {
  const named = ref ? lastName(ref) : textOf(value['title']);
  const types = [...listOf(value['type']), value['type']].flatMap((one) => textOf(one) ?? []);
  if (types.includes('array') || 'items' in value) {
    if (depth > 3) return 'list of lists';
    const item = mapOf(value['items']);
    const { value: of, names } = resolved(reader.root, item);
    return `list of ${typeOf(reader, of, names[0], depth + 1)}`;
  }
  const format = textOf(value['format']);
  const plain = types.join(' or ');
  if (named && (plain === 'object' || plain === '')) return named;
  if (format) return `${plain || 'any'} (${format})`;
  if (plain) return plain;
  if ('oneOf' in value || 'anyOf' in value) return 'one of several';
  if ('properties' in value || 'allOf' in value) return 'object';
  return listOf(value['enum']).length > 0 || 'const' in value ? 'value' : 'any';
}

const LIMITS: readonly [string, (value: string) => string][] = [
  ['const', (value) => `always ${value}`],
  ['default', (value) => `default ${value}`],
  ['minimum', (value) => `at least ${value}`],
  ['maximum', (value) => `at most ${value}`],
  ['minLength', (value) => `at least ${value} characters`],
  ['maxLength', (value) => `at most ${value} characters`],
  ['minItems', (value) => `at least ${value} items`],
  ['maxItems', (value) => `at most ${value} items`],
  ['pattern', (value) => `matches ${value}`],
];

function notesOf(value: Values): string[] {
  const notes: string[] = [];
  const words = listOf(value['enum']).flatMap((one) => textOf(one) ?? []);
  if (words.length > 0) {
    const more = words.length - MOST_ENUM;
    notes.push(`${words.slice(0, MOST_ENUM).join(' | ')}${more > 0 ? ` | ${more} more` : ''}`);
  }
  for (const [key, say] of LIMITS) {
    const limit = textOf(value[key]);
    if (limit) notes.push(say(limit));
  }
  if (value['nullable'] === true) notes.push('may be null');
  if (value['readOnly'] === true) notes.push('only in answers');
  if (value['writeOnly'] === true) notes.push('only in requests');
  return notes;
}
