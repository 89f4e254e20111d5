import { parseDescriptor } from './descriptor.ts';
import type { Entity, Relation } from './entity.ts';
import { normalizeEntity } from './normalize.ts';
import type { Problem } from './problem.ts';
import { refOf } from './ref.ts';
import { relationsOf } from './relations.ts';
import type { DerivedEntity, SourceSnapshot } from './snapshot.ts';

/** One document of a snapshot, good or bad. */
export type FoundDocument = {
  source: string;
  location: string;
  position: number;
  commit: string | null;
  /** Null where it cannot be read. */
  ref: string | null;
  /** Null unless it is valid. */
  entity: Entity | null;
  relations: readonly Relation[];
  /** Whom it names as owner, also where it is not valid. */
  owner: string | null;
  problems: Problem[];
  isDerived: boolean;
  /** See `joinsOf`. */
  joins: string | null;
};

/** Everything a source says now. */
export type FoundSource = { source: string; documents: FoundDocument[] };

/** Parses what a snapshot holds. A location that is handed over twice counts once. */
export function readSnapshot(snapshot: SourceSnapshot): FoundSource {
  const { source } = snapshot;
  const documents: FoundDocument[] = [];
  const locations = new Set<string>();
  for (const { location, commit, text } of snapshot.files) {
    if (locations.has(location)) continue;
    locations.add(location);
    for (const { position, ref, entity, relations, owner, problems } of parseDescriptor(text)) {
      const joins = entity ? joinsOf(entity) : null;
      const origin = { source, location, position, commit, isDerived: false };
      documents.push({ ...origin, ref, entity, relations, owner, problems, joins });
    }
  }
  const positions = new Map<string, number>();
  for (const derived of snapshot.derived) {
    const position = positions.get(derived.location) ?? 0;
    positions.set(derived.location, position + 1);
    documents.push(readDerived(derived, source, position));
  }
  return { source, documents };
}

function readDerived(derived: DerivedEntity, source: string, position: number): FoundDocument {
  const entity = normalizeEntity(derived.entity);
  return {
    source,
    location: derived.location,
    position,
    commit: null,
    ref: refOf(entity),
    entity,
    relations: relationsOf(entity),
    owner: null,
    problems: [],
    isDerived: true,
    joins: joinKey(...derived.joins),
  };
}

const JOINING_ANNOTATIONS: Readonly<Record<string, string>> = {
  group: 'github.com/team-slug',
  user: 'github.com/user-login',
};

/** The platform's team or person that an entity says it is: `github.com/team-slug=payments`. */
function joinsOf(entity: Entity): string | null {
  const annotation = JOINING_ANNOTATIONS[entity.kind.toLowerCase()];
  const value = annotation && entity.metadata.annotations?.[annotation];
  return value ? joinKey(annotation, value) : null;
}

/** Teams are written `payments`, `acme/payments` or `@acme/payments`: the slug decides. */
function joinKey(annotation: string, value: string): string {
  const slug = value.trim().replace(/^@/, '').split('/').at(-1) ?? '';
  return `${annotation}=${slug.toLowerCase()}`;
}
