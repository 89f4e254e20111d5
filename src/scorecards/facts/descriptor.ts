import type { Entity } from '../../catalog/entity.ts';
import { refOf } from '../../catalog/ref.ts';
import { type Fact, known, unknown } from '../fact.ts';
import type { Checkout } from './checkout.ts';
import { defineFacts, OF_CATALOG, OF_DESCRIPTOR } from './define.ts';

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

/** What the descriptor says by itself, and what the catalog knows of those it names. */
export const DESCRIPTOR = defineFacts({
  restsOn: 'descriptor',
  facts: {
    hasTitle: { type: 'bool', title: 'Has a title', ...OF_DESCRIPTOR },
    hasDescription: { type: 'bool', title: 'Has a description', ...OF_DESCRIPTOR },
    hasTags: { type: 'bool', title: 'Has tags', ...OF_DESCRIPTOR },
    hasLinks: { type: 'bool', title: 'Has links', ...OF_DESCRIPTOR },
    hasOwner: { type: 'bool', title: 'States an owner', ...OF_DESCRIPTOR },
    isOwnedByGroup: {
      type: 'bool',
      title: 'Is owned by a team, not a person',
      ...OF_DESCRIPTOR,
    },
    ownerResolves: { type: 'bool', title: 'Its owner is in the catalog', ...OF_CATALOG },
    hasSystem: { type: 'bool', title: 'Belongs to a system', ...OF_DESCRIPTOR },
    systemResolves: { type: 'bool', title: 'Its system is in the catalog', ...OF_CATALOG },
    hasLifecycle: { type: 'bool', title: 'States its lifecycle', ...OF_DESCRIPTOR },
    missingFields: {
      type: 'list<string>',
      title: 'Fields its descriptor lacks',
      ...OF_DESCRIPTOR,
    },
    isDescriptorComplete: { type: 'bool', title: 'Its descriptor is complete', ...OF_DESCRIPTOR },
    hasApiDefinition: { type: 'bool', title: 'Has an API definition', ...OF_DESCRIPTOR },
  },
  read: descriptorFacts,
});

function descriptorFacts(checkout: Checkout) {
  const { entity, relations, directory } = checkout;
  const seen = checkout.seenAt(checkout.descriptor);
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

/** Whether it is a text that says something. */
export function textIn(value: unknown): boolean {
  return (
    typeof value === 'string' &&
    value.trim() !== '' &&
    !/^(?:todo|tbd|fixme|n\/a|none|unknown|changeme|-|\.\.\.)[.!]?$/i.test(value.trim())
  );
}
