import type { Entity } from './entity.ts';
import type { FoundDocument } from './found.ts';
import { etagOf, normalizeEntity } from './normalize.ts';
import { canonicalRef } from './ref.ts';
import { relationsOf } from './relations.ts';

type Joining = { ref: string | null; joins: string | null; isDerived: boolean };

/**
 * Where a descriptor describes a platform's team under another name (`checkout` is `group:default/checkout-experience`), what is
 * derived from the platform names the descriptor's entity instead, so that memberships do not lead into nothing. Descriptors of
 * other sources are known from `elsewhere`; derived entities of sources that are not read now follow when they next are.
 */
export function redirectJoined(
  found: readonly FoundDocument[],
  elsewhere: readonly Joining[],
): FoundDocument[] {
  const described = new Map<string, string>();
  for (const { ref, joins, isDerived } of [...elsewhere, ...found])
    if (ref && joins && !isDerived && !described.has(joins)) described.set(joins, ref);
  const renamed = new Map<string, string>();
  for (const { ref, joins, isDerived } of found) {
    const descriptor = isDerived && joins ? described.get(joins) : undefined;
    if (ref && descriptor && descriptor !== ref) renamed.set(ref, descriptor);
  }
  if (renamed.size === 0) return [...found];
  return found.map((document) => {
    if (!document.isDerived || !document.entity) return document;
    const entity = redirect(document.entity, renamed);
    if (etagOf(entity) === etagOf(document.entity)) return document;
    return { ...document, entity, relations: relationsOf(entity) };
  });
}

const REF_FIELDS = [
  ['memberOf', 'group'],
  ['parent', 'group'],
  ['children', 'group'],
  ['members', 'user'],
] as const;

function redirect(entity: Entity, renamed: ReadonlyMap<string, string>): Entity {
  const spec = { ...entity.spec };
  const { namespace } = entity.metadata;
  for (const [field, kind] of REF_FIELDS) {
    const stated = spec[field];
    const follow = (target: unknown) =>
      typeof target === 'string'
        ? (renamed.get(canonicalRef(target, { kind, namespace })) ?? target)
        : target;
    if (Array.isArray(stated)) spec[field] = stated.map(follow);
    else if (stated !== undefined) spec[field] = follow(stated);
  }
  return normalizeEntity({ ...entity, spec });
}
