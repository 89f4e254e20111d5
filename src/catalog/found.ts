import { isSure } from './asks.ts';
import { parseDescriptor } from './descriptor.ts';
import type { Entity, Relation } from './entity.ts';
import type { ForeignKinds } from './foreign-kinds.ts';
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
  /** Stands for a file that should be there and is not. */
  isMissing?: true;
  /** See `joinsOf`. */
  joins: string | null;
};

/** Everything a source says now. */
export type FoundSource = {
  source: string;
  documents: FoundDocument[];
  /** A file whose Locations cannot be read: files that it may have asked for are not known to be gone. */
  unsure?: string | undefined;
};

/** Parses what a snapshot holds. A location that is handed over twice counts once. */
export function readSnapshot(snapshot: SourceSnapshot, kinds?: ForeignKinds): FoundSource {
  const { source } = snapshot;
  const documents: FoundDocument[] = [];
  const locations = new Set<string>();
  let unsure: string | undefined;
  for (const { location, commit, text, included, unread } of snapshot.files) {
    if (locations.has(location)) continue;
    locations.add(location);
    const parsed = parseDescriptor(text, { kinds, included, unread });
    if (!isSure(text, parsed)) unsure ??= location;
    for (const { position, ref, entity, relations, owner, problems } of parsed) {
      const joins = entity ? joinsOf(entity) : null;
      const origin = { source, location, position, commit, isDerived: false };
      documents.push({ ...origin, ref, entity, relations, owner, problems, joins });
    }
  }
  for (const { location, reason } of snapshot.missing ?? [])
    if (!locations.has(location)) documents.push(missingDocument(source, location, reason));
  const positions = new Map<string, number>();
  for (const derived of snapshot.derived) {
    const position = derived.position ?? positions.get(derived.location) ?? 0;
    positions.set(derived.location, position + 1);
    documents.push(readDerived(derived, source, position));
  }
  return { source, documents, unsure };
}

/** Says nothing, so that what the file said before stays. */
export function missingDocument(source: string, location: string, reason: string): FoundDocument {
  const problem = { message: reason, line: 1, column: 1, path: '' };
  return {
    source,
    location,
    position: 0,
    commit: null,
    ref: null,
    entity: null,
    relations: [],
    owner: null,
    problems: [problem],
    isDerived: false,
    isMissing: true,
    joins: null,
  };
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
    joins: derived.joins && joinKey(...derived.joins),
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
