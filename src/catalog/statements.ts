import type { DocumentRow, Stored, StoredEntity } from './changes.ts';
import type { Claim } from './contest.ts';
import type { Entity, Relation } from './entity.ts';
import type { FoundDocument } from './found.ts';
import { relationsOf } from './relations.ts';
import { isUnreadable, standIns } from './stand-in.ts';

/** A place that states an entity. Content null: as it is stored. */
export type Statement = Claim & {
  source: string;
  commit: string | null;
  isGood: boolean;
  content: { entity: Entity; relations: readonly Relation[] } | null;
};

/** Where an entity that exists is stated so far. */
export function holderOf(entity: StoredEntity | undefined): StoredEntity | undefined {
  return entity && !entity.removedAt ? entity : undefined;
}

/** Every place that states an entity, in what was found now and in what other sources said before. */
export function statementsOf({
  documents,
  standIns,
  elsewhere,
  stored,
}: {
  documents: readonly FoundDocument[];
  standIns: StandIns;
  elsewhere: readonly DocumentRow[];
  stored: Stored;
}): Statement[] {
  return [
    ...documents.flatMap((document) => statementOfFound(document, standIns.get(document) ?? [])),
    ...elsewhere.flatMap((document) => statementOfStored(document, stored)),
  ];
}

/** For bad documents, the entities whose last good content they keep. */
export type StandIns = ReadonlyMap<FoundDocument, readonly string[]>;

export function allStandIns(
  documents: readonly FoundDocument[],
  stored: Stored,
  sources: ReadonlySet<string>,
): StandIns {
  const stands = new Map<FoundDocument, string[]>();
  const files = Map.groupBy(documents, fileOf);
  const bad = [...files].filter(([, found]) => found.some(({ entity }) => entity === null));
  if (bad.length === 0) return stands;
  const before = Map.groupBy(
    stored.documents.filter(({ source }) => sources.has(source)),
    fileOf,
  );
  const live = [...stored.entities.values()].filter(
    ({ source, removedAt }) => sources.has(source) && !removedAt,
  );
  const refs = Map.groupBy(live, fileOf);
  for (const [file, found] of bad) {
    const ofFile = new Set((refs.get(file) ?? []).map(({ ref }) => ref));
    const first = found[0];
    if (isUnreadable(found) && first) stands.set(first, [...ofFile]);
    else
      for (const [document, ref] of standIns(found, before.get(file) ?? [], ofFile))
        stands.set(document, [ref]);
  }
  return stands;
}

/** The file within its source, whatever the repository or its branch is called now. */
function fileOf({ source, location }: { source: string; location: string }): string {
  return `${source} ${location.replace(/^url:.*?\/blob\/[^/]+\//, '')}`;
}

function statementOfFound(document: FoundDocument, standsFor: readonly string[]): Statement[] {
  const { ref, entity, relations, source, location, position, commit, isDerived, joins } = document;
  const place = { source, location, position, commit, isDerived, joins };
  if (ref && entity) return [{ ...place, ref, isGood: true, content: { entity, relations } }];
  return standsFor.map((kept) => ({ ...place, ref: kept, isGood: false, content: null }));
}

function statementOfStored(document: DocumentRow, stored: Stored): Statement[] {
  const { ref, source, location, position, commit, isDerived, joins, entity, isValid } = document;
  if (ref === null) return [];
  const place = { source, location, position, commit, isDerived, joins, ref, isGood: isValid };
  const isHolder = holderOf(stored.entities.get(ref))?.location === location;
  // What lost its ref keeps its content with it; what holds it has it in `entities`; a bad document that does neither says nothing.
  if (entity && !isHolder)
    return [{ ...place, content: { entity, relations: relationsOf(entity) } }];
  return isHolder ? [{ ...place, content: null }] : [];
}
