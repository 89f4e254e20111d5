import type { Entity } from '../../catalog/entity.ts';
import { refOf } from '../../catalog/ref.ts';
import { type Fact, type Facts, known, unknown } from '../fact.ts';
import type { Checkout } from './checkout.ts';

/** What a descriptor of each kind is complete with. */
const FIELDS: Readonly<Record<string, readonly string[]>> = {
  Component: ['description', 'owner', 'type', 'lifecycle', 'system'],
  API: ['description', 'owner', 'type', 'lifecycle', 'system', 'definition'],
  Resource: ['description', 'owner', 'type', 'system'],
  System: ['description', 'owner', 'domain'],
  Domain: ['description', 'owner'],
  Group: ['description', 'type'],
  Template: ['description', 'owner', 'type'],
};
const METADATA = new Set(['description', 'title', 'tags', 'links']);

/** Where a rota is named, as far as Callboard and Backstage's plugins read it. */
const ON_CALL = [
  ...[
    'pagerduty.com/service-id',
    'pagerduty.com/integration-key',
    'opsgenie.com/component-selector',
  ],
  ...[
    'opsgenie.com/team',
    'splunk.com/on-call-team',
    'rootly.com/service-id',
    'rootly.com/service-slug',
  ],
  ...['firehydrant.com/service-name', 'ilert.com/integration-key', 'incident.io/service-id'],
  ...['grafana.com/oncall-schedule', 'goalert.me/service-id'],
];

/** What the descriptor says by itself, and what the catalog knows of those it names. */
export function descriptorFacts(checkout: Checkout, path: string): Facts {
  const { entity, relations, directory } = checkout;
  const seen = checkout.seenAt(path);
  const has = (field: string) => known(holds(entity, field), seen);
  const missing = (FIELDS[entity.kind] ?? ['description', 'owner']).filter(
    (field) => !holds(entity, field),
  );
  const target = (type: string) =>
    relations.find((relation) => relation.type === type)?.targetRef ?? null;
  const owner = target('ownedBy');
  const system = holds(entity, 'system') ? systemOf(entity, relations) : null;
  const resolves = (ref: string | null, what: string): Fact => {
    if (ref === null) return known(false, seen);
    if (directory === null) return unknown(`there is no catalog here to look for ${what} ${ref}`);
    return known(directory.isKnown(ref), { ...seen, source: 'the catalog', url: null });
  };
  const annotations = entity.metadata.annotations ?? {};
  return {
    hasTitle: has('title'),
    hasDescription: has('description'),
    hasTags: has('tags'),
    hasLinks: has('links'),
    hasOwner: has('owner'),
    hasSystem: has('system'),
    hasLifecycle: has('lifecycle'),
    missingFields: known(missing, seen),
    isDescriptorComplete: known(missing.length === 0, seen),
    isOwnedByGroup: known(owner?.startsWith('group:') ?? false, seen),
    ownerResolves: resolves(owner, 'the owner'),
    systemResolves: resolves(system, 'the system'),
    hasOnCall: known(
      ON_CALL.some((name) => textIn(annotations[name])),
      seen,
    ),
    hasApiDefinition: known(
      entity.kind === 'API' && (holds(entity, 'definition') || holds(entity, 'remotes')),
      seen,
    ),
  };
}

function systemOf(entity: Entity, relations: Checkout['relations']): string | null {
  return (
    relations.find(
      ({ type, targetRef }) =>
        type === 'partOf' && targetRef.startsWith('system:') && targetRef !== refOf(entity),
    )?.targetRef ?? null
  );
}

/** Whether a field says something: blanks and empty lists do not, nor do the words people leave for later. */
function holds(entity: Entity, field: string): boolean {
  const value: unknown = METADATA.has(field) ? entity.metadata[field] : entity.spec?.[field];
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'string') return textIn(value);
  return value !== null && value !== undefined;
}

function textIn(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.trim() !== '' &&
    !/^(?:todo|tbd|fixme|n\/a|none|unknown|changeme|-|\.\.\.)[.!]?$/i.test(value.trim())
  );
}
