import type { CatalogEntry } from './summary.ts';

/** "service", "team", "API", …: what sort of thing it is, in a word people use. */
export function sortOf({ kind, type }: Pick<CatalogEntry, 'kind' | 'type'>): string {
  if (kind === 'group') return type ?? 'team';
  if (kind === 'user') return 'person';
  if (kind === 'api') return type ? `${type} API` : 'API';
  if (kind === 'template') return type ? `${type} template` : 'template';
  if (kind === 'airesource') return type ?? 'AI resource';
  // A kind of one's own says more than its type.
  return type && !SAID_BY_TYPE.has(kind) ? `${type} ${kind}` : (type ?? kind);
}

const SAID_BY_TYPE = new Set(['component', 'resource', 'system', 'domain', 'location']);
