import { canonicalRef } from '../../catalog/ref.ts';
import type { Json, JsonObject } from '../json.ts';
import type { EntityInput, Field, Form, Values } from './form.ts';

/** What somebody said about what they want, before they see the form. */
export type Said = {
  name: string | null;
  /** Ref of who is to own it. */
  owner: string | null;
  /** Other words, which may name fields of the form: "on topic refunds.v1". */
  more: string;
};

/** What was said, where the form asks for it; what it does not ask for is left out. */
export function prefill(form: Form, said: Said): Values {
  const fields = form.pages.flatMap((page) => page.fields).filter(({ isReadOnly }) => !isReadOnly);
  const name = fields.find(({ input }) => input.kind === 'entity-name') ?? fields.find(isNamed);
  const owner = fields.find(isOwner);
  const others = fields.filter((field) => field !== name && field !== owner);
  return [
    ...(name && said.name ? [{ field: name, value: said.name }] : []),
    ...(owner && said.owner ? [{ field: owner, value: said.owner }] : []),
    ...others.flatMap((field) => {
      const value = valueIn(said.more, field);
      return value === null ? [] : [{ field, value }];
    }),
  ].reduce<JsonObject>((values, { field, value }) => placed(values, field.path, value), {});
}

const NAMES =
  /^(?:name|(?:component|service|app|application|project|repo|repository|entity)[-_]?(?:name|id)?)$/i;

function isNamed({ path, input }: Field): boolean {
  return input.kind === 'text' && NAMES.test(path.at(-1) ?? '');
}

function isOwner({ path, input }: Field): boolean {
  if (input.kind !== 'entity' || input.isMany) return false;
  const kinds = input.filter.flatMap(({ kind }) => (Array.isArray(kind) ? kind : []));
  return /owner|team/i.test(path.at(-1) ?? '') || kinds.some((kind) => /^group$/i.test(kind));
}

/** The word behind the name of a field: "topic refunds.v1", "port: 8080", "with tier 1". */
function valueIn(more: string, { path, title, input }: Field): Json | null {
  const names = [path.at(-1) ?? '', title].filter((one) => one.length > 1).map(escaped);
  const found = new RegExp(
    `\\b(?:${names.join('|')})\\s*(?:is|=|:|of)?\\s+["'\`]?([^\\s"'\`,;]+)`,
    'i',
  ).exec(more);
  const word = found?.[1];
  if (!word) return null;
  switch (input.kind) {
    case 'text':
      return word;
    case 'number':
      return Number.isFinite(Number(word)) ? Number(word) : null;
    case 'choice': {
      const option = input.options.find(({ value, label }) =>
        [String(value), label].some((one) => one.toLowerCase() === word.toLowerCase()),
      );
      return option?.value ?? null;
    }
    case 'entity':
      return input.isMany ? null : refOf(word, input);
    default:
      return null;
  }
}

/** The ref that a bare name stands for, where the picker takes one kind of thing; the form says where there is none of it. */
function refOf(
  word: string,
  { filter, defaultKind, defaultNamespace }: EntityInput,
): string | null {
  const kinds = filter.flatMap(({ kind }) => (Array.isArray(kind) ? kind : []));
  const kind = defaultKind ?? (new Set(kinds).size === 1 ? kinds[0] : null);
  if (!kind) return null;
  try {
    return canonicalRef(word, { kind, namespace: defaultNamespace });
  } catch {
    return null;
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function placed(values: JsonObject, [key, ...rest]: readonly string[], value: Json): JsonObject {
  if (key === undefined) return values;
  const inner = values[key];
  const nested =
    inner && typeof inner === 'object' && !Array.isArray(inner) ? (inner as JsonObject) : {};
  return { ...values, [key]: rest.length > 0 ? placed(nested, rest, value) : value };
}
