import { UserError } from '../../errors.ts';

/** Makes an entity the part of itself that was asked for. */
export type Projection = (entity: unknown) => unknown;

/**
 * What `fields` keeps of an entity: dotted paths, as many as wanted. A key may have dots of its own
 * (`metadata.annotations.github.com/project-slug`): the shortest one that exists is taken. Null where nothing is asked for.
 */
export function readFields(fields: readonly string[]): Projection | null {
  const paths = [
    ...new Set(fields.flatMap((field) => field.split(',')).map((field) => field.trim())),
  ].filter(Boolean);
  if (paths.length === 0) return null;
  const indexed = paths.find((path) => path.includes('['));
  if (indexed !== undefined)
    throw new UserError(`Invalid field "${indexed}", array type fields are not supported`, '');
  return (entity) => {
    const kept = emptyMap();
    for (const path of paths) keep(kept, path, entity);
    return kept;
  };
}

type Values = Record<string, unknown>;

function keep(kept: Values, path: string, entity: unknown): void {
  const keys: string[] = [];
  let value = entity;
  let key = '';
  for (const part of path.split('.')) {
    key = key ? `${key}.${part}` : part;
    if (!isMap(value) || !Object.hasOwn(value, key)) continue;
    keys.push(key);
    value = value[key];
    key = '';
  }
  const last = keys.pop();
  if (key !== '' || last === undefined) return;
  let at = kept;
  for (const step of keys) {
    // A copy: what stands there already may be the entity's own.
    const inner = at[step];
    at[step] = Object.assign(emptyMap(), inner);
    at = at[step] as Values;
  }
  at[last] = value;
}

/** Without a prototype: keys come from descriptors, `__proto__` too. */
function emptyMap(): Values {
  return Object.create(null) as Values;
}

function isMap(value: unknown): value is Values {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
