import { isObject, type Json, type JsonObject, ownValue } from '../json.ts';
import { dereferenced } from './references.ts';
import { fulfils } from './validate.ts';

/** The schema that counts for the values given, without conditions, and the properties those hang on. */
export type Resolved = { schema: JsonObject; controlling: ReadonlySet<string> };

/** Deeper is no form anybody fills in; schemas may name themselves. */
const MAX_DEPTH = 16;

/**
 * Takes the conditions out of a schema: `allOf`, `if`/`then`/`else`, `dependencies`, and `oneOf`/`anyOf` of objects, each as far as the
 * value decides it. `oneOf` of single values stays: those are choices.
 */
export function resolve(
  schema: JsonObject,
  { value, root, depth = 0 }: { value: Json | undefined; root: JsonObject; depth?: number },
): Resolved {
  const found = depth > MAX_DEPTH ? null : dereferenced(schema, root);
  const controlling = new Set<string>();
  if (!found) return { schema: {}, controlling };
  const {
    allOf,
    if: condition,
    then,
    else: otherwise,
    dependencies,
    dependentRequired,
    dependentSchemas,
    oneOf,
    anyOf,
    ...base
  } = found;
  let merged: JsonObject = base;
  const add = (part: Json | undefined) => {
    if (!isObject(part)) return;
    const more = resolve(part, { value, root, depth: depth + 1 });
    merged = joined(merged, more.schema);
    for (const name of more.controlling) controlling.add(name);
  };
  for (const part of listOf(allOf)) add(part);
  if (condition !== undefined) {
    for (const name of namesIn(condition)) controlling.add(name);
    add(fulfils(value ?? {}, condition, root) ? then : otherwise);
  }
  for (const table of [dependencies, dependentRequired, dependentSchemas]) {
    for (const [name, needed] of Object.entries(isObject(table) ? table : {})) {
      controlling.add(name);
      if (ownValue(value, name) === undefined) continue;
      add(Array.isArray(needed) ? { required: needed } : branchOf(needed, { name, value, root }));
    }
  }
  for (const [word, options] of Object.entries({ oneOf, anyOf })) {
    const parts = schemasIn(options, root);
    if (!parts.some((part) => isObject(part['properties']))) {
      if (options !== undefined) merged = { ...merged, [word]: options };
      continue;
    }
    const name = discriminatorOf(parts);
    if (name === null) {
      add(union(parts));
      continue;
    }
    controlling.add(name);
    merged = joined(selector(name, parts, merged), merged);
    const chosen = parts.find((part) => isChosenBy(part, { name, value, root }));
    if (chosen) add(without(chosen, name));
  }
  return { schema: merged, controlling };
}

/** Of the alternatives that hang on a property, the one that its value fits; without the property, which is asked for already. */
function branchOf(
  needed: Json,
  { name, value, root }: { name: string; value: Json | undefined; root: JsonObject },
): Json {
  if (!isObject(needed)) return needed;
  const { oneOf, anyOf, ...always } = needed;
  const options = [...schemasIn(oneOf, root), ...schemasIn(anyOf, root)];
  const chosen = options.find((option) => isChosenBy(option, { name, value, root }));
  const parts = [always, ...(chosen ? [chosen] : [])].map((part) => without(part, name));
  return { allOf: parts };
}

function isChosenBy(
  option: JsonObject,
  { name, value, root }: { name: string; value: Json | undefined; root: JsonObject },
): boolean {
  const decisive = ownValue(option['properties'], name);
  const given = ownValue(value, name);
  return decisive !== undefined && given !== undefined && fulfils(given, decisive, root);
}

/** The property that says which alternative is meant: in each of them it is one of a few values. */
function discriminatorOf(parts: readonly JsonObject[]): string | null {
  const [first] = parts;
  const names = Object.keys(isObject(first?.['properties']) ? first['properties'] : {});
  return (
    names.find((name) =>
      parts.every((part) => valuesOf(ownValue(part['properties'], name)).length > 0),
    ) ?? null
  );
}

function valuesOf(schema: Json | undefined): readonly Json[] {
  if (!isObject(schema)) return [];
  if (schema['const'] !== undefined) return [schema['const']];
  return listOf(schema['enum']);
}

/** The question which alternative is meant, where the schema has none of its own beside them. */
function selector(name: string, parts: readonly JsonObject[], around: JsonObject): JsonObject {
  if (ownValue(around['properties'], name) !== undefined) return {};
  const choices = parts.flatMap((part) => {
    const values = valuesOf(ownValue(part['properties'], name));
    return values.map((one) => ({
      const: one,
      title: values.length === 1 && typeof part['title'] === 'string' ? part['title'] : String(one),
    }));
  });
  const first = ownValue(parts[0]?.['properties'], name);
  const { const: _const, enum: _enum, default: _default, ...words } = isObject(first) ? first : {};
  return { properties: { [name]: { ...words, oneOf: choices } }, required: [name] };
}

/** Alternatives that nothing tells apart: whatever any of them asks for, and only what all of them require. */
function union(parts: readonly JsonObject[]): JsonObject {
  const required = listOf(parts[0]?.['required']).filter((name) =>
    parts.every((part) => listOf(part['required']).includes(name)),
  );
  const all = parts.reduce(
    (sum, part) => joined(sum, { properties: part['properties'] ?? {} }),
    {},
  );
  return { ...all, required };
}

function without(part: JsonObject, name: string): JsonObject {
  const { properties, required, title: _title, description: _description, ...rest } = part;
  const { [name]: _known, ...others } = isObject(properties) ? properties : {};
  return {
    ...rest,
    ...(properties !== undefined && { properties: others }),
    ...(required !== undefined && { required: listOf(required).filter((one) => one !== name) }),
  };
}

/** What both say; where they differ in words the first, in rules of a property the second. */
function joined(a: JsonObject, b: JsonObject): JsonObject {
  const both: Record<string, Json> = { ...b, ...a };
  const properties: Record<string, Json> = {};
  for (const side of [a, b])
    for (const [name, schema] of Object.entries(
      isObject(side['properties']) ? side['properties'] : {},
    )) {
      const before = Object.hasOwn(properties, name) ? properties[name] : undefined;
      define(
        properties,
        name,
        isObject(before) && isObject(schema) ? { ...before, ...schema } : schema,
      );
    }
  if (Object.keys(properties).length > 0) both['properties'] = properties;
  const required = [...new Set([...listOf(a['required']), ...listOf(b['required'])])];
  if (required.length > 0) both['required'] = required;
  return both;
}

/** Schemas of others may have a property called `__proto__`. */
function define(object: Record<string, Json>, key: string, value: Json): void {
  Object.defineProperty(object, key, {
    value,
    enumerable: true,
    configurable: true,
    writable: true,
  });
}

/** The properties that a condition looks at. */
function namesIn(condition: Json | undefined): string[] {
  if (Array.isArray(condition)) return condition.flatMap(namesIn);
  if (!isObject(condition)) return [];
  const { properties, required, allOf, anyOf, oneOf, not } = condition;
  return [
    ...Object.keys(isObject(properties) ? properties : {}),
    ...listOf(required).filter((name) => typeof name === 'string'),
    ...[allOf, anyOf, oneOf, not].flatMap(namesIn),
  ];
}

function schemasIn(list: Json | undefined, root: JsonObject): JsonObject[] {
  return listOf(list).flatMap((part): JsonObject[] => {
    const found = isObject(part) ? dereferenced(part, root) : null;
    return found ? [found] : [];
  });
}

export function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
