import { nameWords } from '../catalog/names.ts';
import type { CatalogEntry, Facility } from '../catalog/summary.ts';

export type Condition = (entry: CatalogEntry) => boolean;

/** Nouns for sorts of things: the word for a count, and what is of that sort. */
export const KIND_NOUNS: readonly [RegExp, string, Condition][] = [
  [/^(?:services?|microservices?)$/i, 'service', ({ kind }) => kind === 'component'],
  [/^(?:components?|repos?|repositor(?:y|ies))$/i, 'component', ({ kind }) => kind === 'component'],
  [/^(?:websites?|frontends?)$/i, 'website', ({ type }) => type === 'website'],
  [/^(?:librar(?:y|ies)|libs?|packages?)$/i, 'library', ({ type }) => type === 'library'],
  [/^(?:apis?|endpoints?|contracts?)$/i, 'API', ({ kind }) => kind === 'api'],
  [
    /^(?:topics?|events?|streams?)$/i,
    'topic',
    ({ kind, type }) => kind === 'api' && type === 'asyncapi',
  ],
  [/^(?:resources?|infra|infrastructure)$/i, 'resource', ({ kind }) => kind === 'resource'],
  [
    /^(?:databases?|dbs?)$/i,
    'database',
    ({ type }) => /database|db|postgres|mysql|sql/i.test(type ?? ''),
  ],
  [/^(?:buckets?)$/i, 'bucket', ({ type }) => /bucket|s3|storage/i.test(type ?? '')],
  [/^(?:clusters?)$/i, 'cluster', ({ type }) => /cluster/i.test(type ?? '')],
  [/^(?:pipelines?)$/i, 'pipeline', ({ type }) => /pipeline/i.test(type ?? '')],
  [/^(?:apps?|applications?)$/i, 'app', ({ kind }) => kind === 'component'],
  [/^(?:systems?)$/i, 'system', ({ kind }) => kind === 'system'],
  [/^(?:domains?)$/i, 'domain', ({ kind }) => kind === 'domain'],
  [/^(?:templates?)$/i, 'template', ({ kind }) => kind === 'template'],
  [/^(?:teams?|groups?|squads?)$/i, 'team', ({ kind }) => kind === 'group'],
  [/^(?:people|users?|persons?|engineers?)$/i, 'person', ({ kind }) => kind === 'user'],
  [
    /^(?:things?|stuff|everything|anything|entit(?:y|ies)|what|all|ones?)$/i,
    'thing',
    ({ kind }) => !['group', 'user', 'location'].includes(kind),
  ],
];
/** Words for what may be registered for a thing. */
export const FACILITIES: readonly [RegExp, Facility][] = [
  [/^run-?books?$|^playbooks?$/i, 'runbook'],
  [/^dashboards?$/i, 'dashboard'],
  [/^slos?$/i, 'slo'],
  [/^(?:docs?|documentation|techdocs)$/i, 'docs'],
  [/^(?:on-?call|oncall|pager|pagerduty|rota)$/i, 'oncall'],
];
export const OLD = /^(?:legacy|deprecated|old|dead|retired|eol|obsolete|sunset)$/i;
export const LIFECYCLES = /^(?:production|experimental|staging|beta|alpha|development|live|ga)$/i;

/** Deprecated, or named or tagged as legacy. */
export function isOld({ lifecycle, name, tags }: CatalogEntry): boolean {
  if (/deprecated|retired|legacy|obsolete|end-of-life|sunset/i.test(lifecycle ?? '')) return true;
  return [...nameWords(name), ...tags].some((word) => OLD.test(word));
}
