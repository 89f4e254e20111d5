import type { Entity } from '../entity.ts';

/** One fact of an entity as filters see it. */
export type SearchRow = {
  /** Lower-case path: `spec.type`, `metadata.annotations.github.com/project-slug`. */
  key: string;
  /** Lower-case; null where the entity has the key and nothing that can be compared. */
  value: string | null;
  /** As it is written. */
  original: string | null;
  /** An item of a list: the entity also has the key `<key>.<value>` with the value `true`, which has no row of its own. */
  isItem: boolean;
};

/** Backstage's limits; what is longer cannot be asked for. */
export const MAX_KEY_LENGTH = 200;
export const MAX_VALUE_LENGTH = 200;

/** Kept out of the rows: they are no content, or follow below. */
const SPECIAL = new Set([
  'attachments',
  'relations',
  'status',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'metadata.etag',
]);

type Found = { key: string; original: string | null; isItem: boolean };

/**
 * What can be asked of an entity, as `buildEntitySearch` of plugin-catalog-backend 4.0.0 flattens it: through maps by key, through lists
 * without a number, each pair of key and value once. Relations, the uid and annotations of the catalog are no part of it.
 */
export function rowsOf(entity: Entity): SearchRow[] {
  const found: Found[] = [];
  visit(entity, '', found);
  found.push(scalar('metadata.name', entity.metadata.name));
  found.push(scalar('metadata.namespace', entity.metadata.namespace || 'default'));
  return distinct(found);
}

function visit(value: unknown, path: string, found: Found[]): void {
  // Deeper keys are longer still.
  if (SPECIAL.has(path) || path.length > MAX_KEY_LENGTH) return;
  if (value === null || typeof value !== 'object') {
    found.push(scalar(path, value));
  } else if (Array.isArray(value)) {
    for (const item of value) {
      if (typeof item === 'string') found.push({ key: path, original: item, isItem: true });
      else visit(item, path, found);
    }
  } else {
    for (const [key, inner] of Object.entries(value))
      visit(inner, path ? `${path}.${key}` : key, found);
  }
}

function scalar(key: string, value: unknown): Found {
  const original = value === null || value === undefined ? null : String(value);
  return { key, original, isItem: false };
}

function distinct(found: readonly Found[]): SearchRow[] {
  const rows = new Map<string, SearchRow>();
  for (const { key: written, original, isItem } of found) {
    const key = written.toLowerCase();
    if (key.length > MAX_KEY_LENGTH) continue;
    const row = rowOf(key, original);
    const id = row.value === null ? key : `${key}\0${row.value}`;
    const known = rows.get(id);
    if (!known) rows.set(id, { ...row, isItem: isItem && row.value !== null });
    else if (isItem && row.value !== null) known.isItem = true;
  }
  return [...rows.values()];
}

function rowOf(key: string, original: string | null): Omit<SearchRow, 'isItem'> {
  const lower = original?.toLowerCase() ?? null;
  if (original === null || lower === null || lower.length > MAX_VALUE_LENGTH)
    return { key, value: null, original: null };
  // One string instead of two where nothing differs.
  return lower === original ? { key, value: original, original } : { key, value: lower, original };
}
