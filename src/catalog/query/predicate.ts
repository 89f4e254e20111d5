import { z } from 'zod';
import { UserError } from '../../errors.ts';

/** A condition on entities, in the language of Backstage's filter predicates. Keys and values compare in lower case. */
export type Predicate =
  | { kind: 'all'; of: readonly Predicate[] }
  | { kind: 'any'; of: readonly Predicate[] }
  | { kind: 'not'; of: Predicate }
  | { kind: 'exists'; key: string }
  | { kind: 'in'; key: string; values: readonly string[] }
  | { kind: 'prefix'; key: string; prefix: string };

const Primitive = z.union([z.string(), z.number(), z.boolean()]);
const Relation = z.strictObject({
  type: z.string().min(1),
  targetref: z.union([z.string(), z.strictObject({ $in: z.array(z.string()).min(1) })]).optional(),
});
const lowerKeys = (value: unknown) => {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toLowerCase(), inner]),
  );
};

const HELP = 'https://backstage.io/docs/features/software-catalog/software-catalog-api';

/** Deeper nesting is no question anybody asks, and would be a way to make the service run out of stack. */
const MAX_DEPTH = 50;

/**
 * Reads the `query` of a POST request: `{"kind": "component"}`, `{"spec.type": {"$in": ["service"]}}`, `$all`, `$any`, `$not`, `$exists`,
 * `$contains`, `$hasPrefix`.
 * @throws UserError when it cannot be read.
 */
export function readPredicate(query: unknown, depth = 0): Predicate {
  if (!isMap(query) || depth > MAX_DEPTH)
    throw wrong(`${shown(query)} is no condition; write it like {"kind": "component"}`);
  const keys = Object.keys(query);
  const operator = keys.find((key) => key.startsWith('$'));
  if (operator === undefined)
    return { kind: 'all', of: Object.entries(query).map(([key, value]) => readField(key, value)) };
  if (keys.length > 1) throw wrong(`${operator} stands beside other keys; combine them in $all`);
  const inner = query[operator];
  if (operator === '$not') return { kind: 'not', of: readPredicate(inner, depth + 1) };
  if (operator !== '$all' && operator !== '$any')
    throw wrong(`there is no operator ${operator} here, only $all, $any and $not`);
  if (!Array.isArray(inner)) throw wrong(`${operator} needs a list of conditions`);
  const of = inner.map((part) => readPredicate(part, depth + 1));
  return { kind: operator === '$all' ? 'all' : 'any', of };
}

function readField(written: string, value: unknown): Predicate {
  const key = written.toLowerCase();
  const primitive = Primitive.safeParse(value);
  if (primitive.success) return isOneOf(key, [primitive.data]);
  if (!isMap(value)) throw wrong(`"${written}" cannot be compared with ${shown(value)}`);
  if (typeof value['$exists'] === 'boolean') {
    const exists: Predicate = { kind: 'exists', key };
    return value['$exists'] ? exists : { kind: 'not', of: exists };
  }
  const list = z.array(Primitive).safeParse(value['$in']);
  if (list.success) return isOneOf(key, list.data);
  if (typeof value['$hasPrefix'] === 'string')
    return { kind: 'prefix', key, prefix: value['$hasPrefix'].toLowerCase() };
  if ('$contains' in value) return readContains(key, value['$contains']);
  throw wrong(
    `"${written}" needs a value, $exists, $in, $hasPrefix or $contains, not ${shown(value)}`,
  );
}

function readContains(key: string, value: unknown): Predicate {
  const primitive = Primitive.safeParse(value);
  if (primitive.success) return isOneOf(key, [primitive.data]);
  const relation = Relation.safeParse(lowerKeys(value));
  if (key !== 'relations' || !relation.success)
    throw wrong(
      `$contains of "${key}" cannot be ${shown(value)}; only "relations" takes an object, {"type", "targetRef"}`,
    );
  const { type, targetref } = relation.data;
  const relationKey = `relations.${type.toLowerCase()}`;
  if (targetref === undefined) return { kind: 'exists', key: relationKey };
  return isOneOf(relationKey, typeof targetref === 'string' ? [targetref] : targetref.$in);
}

function isOneOf(key: string, values: readonly (string | number | boolean)[]): Predicate {
  return { kind: 'in', key, values: values.map((value) => String(value).toLowerCase()) };
}

/**
 * Reads the `filter` parameters of a GET request, each `a=1,b`: conditions that all hold, of which equal keys count as alternatives;
 * one parameter has to hold. Null where there is no condition.
 * @throws UserError when a condition has no key.
 */
export function readFilters(filters: readonly string[]): Predicate | null {
  const sets = filters.map(readFilter).filter((set) => set.length > 0);
  if (sets.length === 0) return null;
  return { kind: 'any', of: sets.map((of) => ({ kind: 'all', of })) };
}

function readFilter(filter: string): Predicate[] {
  const values = new Map<string, string[] | null>();
  for (const statement of filter.split(',').map((part) => part.trim())) {
    if (!statement) continue;
    const equals = statement.indexOf('=');
    const key = equals < 0 ? statement : statement.slice(0, equals).trim();
    if (!key)
      throw new UserError(
        `Invalid filter, '${statement}' is not a valid statement (expected a string on the form a=b or a= or a)`,
        '',
      );
    const known = values.get(key) ?? null;
    if (equals < 0) values.set(key, known);
    else values.set(key, [...(known ?? []), statement.slice(equals + 1).trim()]);
  }
  return [...values].map(([key, list]) =>
    list ? isOneOf(key.toLowerCase(), list) : { kind: 'exists', key: key.toLowerCase() },
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function shown(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 100) ?? 'nothing';
}

function wrong(reason: string): UserError {
  return new UserError(`Invalid query: ${reason}.`, `The language is described at ${HELP}.`);
}
