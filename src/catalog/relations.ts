import { advice, UserError } from '../errors.ts';
import type { Entity, Relation } from './entity.ts';
import { formatRef, parseExactRef, refOf } from './ref.ts';

/** Each relation and its other direction, as Backstage names them. */
const PAIRS = [
  ['ownedBy', 'ownerOf'],
  ['partOf', 'hasPart'],
  ['providesApi', 'apiProvidedBy'],
  ['consumesApi', 'apiConsumedBy'],
  ['dependsOn', 'dependencyOf'],
  ['memberOf', 'hasMember'],
  ['childOf', 'parentOf'],
] as const;

const INVERSE: ReadonlyMap<string, string> = new Map(
  PAIRS.flatMap(([there, back]) => [
    [there, back],
    [back, there],
  ]),
);

/** The same relation read from its target: `ownedBy` is `ownerOf` there. */
export function inverseOf(type: string): string {
  return INVERSE.get(type) ?? type;
}

type Field = { field: string; type: string; kind?: string };

const owner: Field = { field: 'owner', type: 'ownedBy', kind: 'group' };
const system: Field = { field: 'system', type: 'partOf', kind: 'system' };
const dependsOn: Field = { field: 'dependsOn', type: 'dependsOn' };
const dependencyOf: Field = { field: 'dependencyOf', type: 'dependencyOf' };

const COMPONENT: readonly Field[] = [
  owner,
  system,
  { field: 'subcomponentOf', type: 'partOf', kind: 'component' },
  { field: 'providesApis', type: 'providesApi', kind: 'api' },
  { field: 'consumesApis', type: 'consumesApi', kind: 'api' },
  dependsOn,
  dependencyOf,
];

/** Foreign kinds are read by the words that mean the same everywhere. */
const FOREIGN: readonly Field[] = [
  ...COMPONENT,
  { field: 'domain', type: 'partOf', kind: 'domain' },
];

/**
 * Which field of `spec` states which relation, by kind or by kind and type, and the kind a bare name means; `dependsOn` has none, as
 * in Backstage.
 */
const FIELDS: ReadonlyMap<string, readonly Field[]> = new Map([
  ['Component', COMPONENT],
  ['API', [owner, system]],
  ['Resource', [owner, system, dependsOn, dependencyOf]],
  ['System', [owner, { field: 'domain', type: 'partOf', kind: 'domain' }]],
  ['Domain', [owner, { field: 'subdomainOf', type: 'partOf', kind: 'domain' }]],
  ['Template', [owner]],
  ['AiResource', [owner, system]],
  ['AiResource skill', [owner, system, { ...dependsOn, kind: 'airesource' }]],
  ['AiResource plugin', [owner, system, { field: 'skills', type: 'hasPart', kind: 'airesource' }]],
  [
    'AiResource marketplace',
    [owner, system, { field: 'plugins', type: 'hasPart', kind: 'airesource' }],
  ],
  ['Location', []],
  ['User', [{ field: 'memberOf', type: 'memberOf', kind: 'group' }]],
  [
    'Group',
    [
      { field: 'parent', type: 'childOf', kind: 'group' },
      { field: 'children', type: 'parentOf', kind: 'group' },
      { field: 'members', type: 'hasMember', kind: 'user' },
    ],
  ],
]);

/** A field that should name an entity and does not. */
export type WrongRef = { path: (string | number)[]; message: string };

/**
 * What an entity says of others: its outgoing relations, each once, sorted by type and target; the other direction follows by
 * `inverseOf`. A name without namespace is looked for in the entity's own namespace.
 */
export function relationsOf(entity: Entity): Relation[] {
  return readRelations(entity).relations;
}

/** A relation and the very field that states it. */
export type StatedRelation = Relation & { path: (string | number)[] };

/** `relationsOf`, together with the refs that cannot be read, and with the field of each. */
export function readRelations(entity: Entity): {
  relations: Relation[];
  wrong: WrongRef[];
  stated: StatedRelation[];
} {
  const wrong: WrongRef[] = [];
  const fields: StatedRelation[] = [];
  const found = new Map<string, Relation>();
  const namespace = entity.metadata.namespace || 'default';
  const self = refOf(entity);
  const add = (type: string, targetRef: string) =>
    found.set(`${type} ${targetRef}`, { type, targetRef });
  const ofKind = fieldsOf(entity);
  for (const { field, type, kind } of ofKind ?? FOREIGN) {
    const stated: unknown = entity.spec?.[field];
    if (!stated) continue;
    const isList = Array.isArray(stated);
    for (const [index, target] of (isList ? stated : [stated]).entries()) {
      const path = isList ? ['spec', field, index] : ['spec', field];
      const targetRef = readTarget(target, kind ? { kind, namespace } : { namespace });
      if (typeof targetRef !== 'string') {
        // What a foreign kind means by a word is its own affair.
        if (ofKind) wrong.push({ path, message: targetRef.message });
        continue;
      }
      add(type, targetRef);
      fields.push({ type, targetRef, path });
      // What an entity says of itself holds in both directions at once.
      if (targetRef === self) add(inverseOf(type), self);
    }
  }
  return { relations: [...found.values()].sort(byTypeAndTarget), wrong, stated: fields };
}

function fieldsOf({ kind, spec }: Entity): readonly Field[] | undefined {
  return FIELDS.get(`${kind} ${String(spec?.['type'])}`) ?? FIELDS.get(kind);
}

/** The fields of `spec` in which a kind names other entities. */
export function refFields(entity: Entity): readonly string[] {
  return (fieldsOf(entity) ?? FOREIGN).map(({ field }) => field);
}

function readTarget(
  target: unknown,
  defaults: { kind?: string; namespace: string },
): string | { message: string } {
  if (typeof target !== 'string') return { message: 'must be the ref of an entity, as text' };
  try {
    return formatRef(parseExactRef(target, defaults));
  } catch (error) {
    if (error instanceof UserError) return { message: advice(error) };
    throw error;
  }
}

/** The order relations are shown in. */
export function byTypeAndTarget(a: Relation, b: Relation): number {
  if (a.type !== b.type) return a.type < b.type ? -1 : 1;
  if (a.targetRef === b.targetRef) return 0;
  return a.targetRef < b.targetRef ? -1 : 1;
}
