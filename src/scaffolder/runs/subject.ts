import { canonicalRef } from '../../catalog/ref.ts';
import { UserError } from '../../errors.ts';
import type { Values } from '../form/form.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Template } from '../template.ts';
import type { RunReport } from './run.ts';

const OWNER_FIELDS = ['OwnerPicker', 'MyGroupsPicker', 'OwnedEntityPicker'];
const NAME_FIELDS = ['EntityNamePicker'];
const OWNER_KEYS = ['owner', 'componentOwner', 'component_owner', 'team', 'ownerRef'];
const NAME_KEYS = [
  'name',
  'component_id',
  'componentId',
  'componentName',
  'serviceName',
  'repoName',
];

/** What is being made, as the form was filled in: the pickers say which value is the name and which the owner; else its key does. */
export function subjectOf(template: Pick<Template, 'pages'>, values: Values): RunReport['subject'] {
  const owner = pickedIn(template, values, OWNER_FIELDS) ?? byKey(values, OWNER_KEYS);
  const name =
    pickedIn(template, values, NAME_FIELDS) ??
    byKey(values, NAME_KEYS) ??
    repositoryIn(pickedIn(template, values, ['RepoUrlPicker']) ?? byKey(values, ['repoUrl']));
  return { name, owner: owner && refOf(owner) };
}

function pickedIn(
  { pages }: Pick<Template, 'pages'>,
  values: Values,
  fields: readonly string[],
): string | null {
  for (const page of pages)
    for (const [key, schema] of propertiesIn(page)) {
      const value = values[key];
      const isPicker = fields.includes(String(schema['ui:field']));
      if (isPicker && typeof value === 'string' && value !== '') return value;
    }
  return null;
}

/** The properties of a page, those behind conditions too. */
function* propertiesIn(schema: Json): Iterable<[string, JsonObject]> {
  if (Array.isArray(schema)) for (const one of schema) yield* propertiesIn(one);
  if (!isObject(schema)) return;
  for (const [key, property] of Object.entries(schema['properties'] ?? {}))
    if (isObject(property)) yield [key, property];
  const { dependencies, allOf, anyOf, oneOf, then, else: otherwise } = schema;
  for (const part of [allOf, anyOf, oneOf, then, otherwise]) yield* propertiesIn(part ?? null);
  for (const part of Object.values(dependencies ?? {})) yield* propertiesIn(part);
}

function byKey(values: Values, keys: readonly string[]): string | null {
  for (const key of keys) {
    const value = values[key];
    if (typeof value === 'string' && value !== '') return value;
  }
  return null;
}

/** `github.com?owner=o&repo=r` -> `r`. */
function repositoryIn(address: string | null): string | null {
  const query = address?.split('?')[1];
  return query === undefined ? null : new URLSearchParams(query).get('repo');
}

function refOf(text: string): string | null {
  try {
    return canonicalRef(text, { kind: 'group' });
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
