import type { Relation } from './graph-model.ts';

/** What a line means, in the legend. */
export const RELATION_WORDS: Record<Relation, string> = {
  dependsOn: 'depends on',
  consumesApi: 'uses an API',
  providedBy: 'is provided by',
  belongsTo: 'belongs to',
};

export const KIND_WORDS: Record<string, string> = {
  component: 'component',
  api: 'API',
  resource: 'resource',
  system: 'system',
  domain: 'domain',
  group: 'team',
  user: 'person',
};

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(names: readonly string[]): string {
  if (names.length < 2) return names[0] ?? '';
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

export const ABSENT = {
  missing: 'not in the catalog',
  removed: 'removed from the catalog',
} as const;
