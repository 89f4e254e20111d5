import { createHash } from 'node:crypto';
import type { Entity } from '../entity.ts';
import { refOf } from '../ref.ts';
import type { Item, Node } from './outline.ts';
import { readDefinition } from './read.ts';

/** What can be called, sent or received by a contract. */
export type Operation = {
  /** `GET`, `rpc`, `query`, `send`. */
  sort: string;
  /** `/v1/payouts/{id}`, `Submit`, `payments.captured.v1`. */
  name: string;
  /** Other words for it: an operation id, the service of an rpc. */
  also: readonly string[];
  words: string | null;
  /** The reason where one is given, else an empty text; null where it is in use. */
  deprecated: string | null;
};

/** One value of a shape that goes in or out: a field of a type, a property of a schema, a parameter. */
export type Field = {
  /** The type or operation that has it. */
  of: string;
  name: string;
  /** As of an operation. */
  deprecated: string | null;
};

export type Operations = {
  /** `OpenAPI 3.1.0`; null where the definition cannot be read. */
  language: string | null;
  operations: readonly Operation[];
  fields: readonly Field[];
  /** Why not all of it is there, in a sentence; null where it is. */
  note: string | null;
};

// Types are part of a contract, and nothing that anybody calls.
const TYPES =
  /^(?:type|input|enum|union|scalar|interface|message|schema|extension|directive|reply)$/i;
const KEPT = 64;
const kept = new Map<string, Operations>();

/** The operations of an API's definition. Long definitions take a while to read: the latest are kept. */
export async function operationsIn(entity: Entity): Promise<Operations> {
  const text = entity.spec?.['definition'];
  if (typeof text !== 'string') return { language: null, operations: [], fields: [], note: null };
  const key = `${refOf(entity)} ${createHash('sha1').update(text).digest('base64')}`;
  const before = kept.get(key);
  if (before) return before;
  const read = await readOperations(entity);
  kept.set(key, read);
  for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
  return read;
}

async function readOperations(entity: Entity): Promise<Operations> {
  const definition = await readDefinition(entity);
  const outline = definition?.outline ?? null;
  if (!outline)
    return { language: null, operations: [], fields: [], note: definition?.note ?? null };
  const operations = outline.groups.flatMap(({ title, items }) =>
    items
      .filter(({ sort }) => !TYPES.test(sort))
      .map(({ sort, name, summary, description, deprecated }) => ({
        sort,
        name,
        also: [title, ...(summary && /^\w+$/.test(summary) ? [summary] : [])],
        words: description ?? summary,
        deprecated,
      })),
  );
  const note = outline.cuts.find((cut) => /first \d+ of/.test(cut)) ?? null;
  const fields = outline.groups.flatMap(({ items }) => items.flatMap(fieldsOf));
  return { language: outline.language, operations, fields, note };
}

function fieldsOf({ name, parts }: Item): Field[] {
  const within = (nodes: readonly Node[]): Field[] =>
    nodes.flatMap((node) => [
      { of: name, name: node.name, deprecated: node.deprecated },
      ...within(node.nodes),
    ]);
  return parts.flatMap(({ nodes }) => within(nodes));
}

/** The name people call it by: `medicine` of `medicine(code: ID!): Medicine`. */
export function plainName({ name }: Operation): string {
  return /^([\w.]+)\s*\(/.exec(name)?.[1] ?? name.replace(/:\s.*$/, '');
}

/** `/v1/payouts` and `api.acme.com/v1/payouts/42` both are `/v1/payouts/{id}`'s and its own, part by part. */
export function isPath(said: string, path: string): boolean {
  const parts = path.toLowerCase().split('/').filter(Boolean);
  const all = said.toLowerCase().split('/').filter(Boolean);
  const given = said.startsWith('/') ? all : all.slice(1);
  return (
    given.length === parts.length &&
    parts.every(
      (part, at) => /^[{:]/.test(part) || part === given[at] || /^[{:<]/.test(given[at] ?? ''),
    )
  );
}
