import { isDeepStrictEqual } from 'node:util';
import type { Changes, DocumentPlace, DocumentRow, Stored } from './changes.ts';
import type { Verdict } from './contest.ts';
import type { FoundDocument } from './found.ts';
import type { StandIns, Statement } from './statements.ts';

type Reading = {
  documents: readonly FoundDocument[];
  standIns: StandIns;
  elsewhere: readonly DocumentRow[];
  stored: Stored;
  sources: ReadonlySet<string>;
  verdict: Verdict<Statement>;
  now: Date;
};

/** What each place says, as far as it is new, and the places that say nothing any more. */
export function planDocuments(reading: Reading): Pick<Changes, 'documents' | 'forgotten'> {
  const { documents, elsewhere, stored, sources, verdict } = reading;
  const usedInstead = new Map(
    [...verdict.insteadOf].map(([lost, used]) => [placeOf(lost), used.location]),
  );
  const rows = [
    ...documents.map((document) => rowOfFound(document, { ...reading, usedInstead })),
    ...elsewhere.map((document) => rowOfStored(document, { stored, usedInstead })),
  ];
  const before = new Map(stored.documents.map((row) => [placeOf(row), row]));
  const places = new Set(rows.map(placeOf));
  return {
    documents: rows.filter((row) => !isSame(row, before.get(placeOf(row)))),
    forgotten: stored.documents
      .filter((row) => sources.has(row.source) && !places.has(placeOf(row)))
      .map(({ location, position }) => ({ location, position })),
  };
}

function placeOf({ location, position }: DocumentPlace): string {
  return `${position} ${location}`;
}

type Instead = ReadonlyMap<string, string>;

function rowOfFound(
  document: FoundDocument,
  { standIns, usedInstead, now }: Pick<Reading, 'standIns' | 'now'> & { usedInstead: Instead },
): DocumentRow {
  const { entity, relations: _, isMissing: __, ref, ...said } = document;
  const conflictsWith = usedInstead.get(placeOf(document)) ?? null;
  return {
    ...said,
    // A bad document is filed under the entity it stands for, which its own name may not tell any more.
    ref: standIns.get(document)?.[0] ?? ref,
    isValid: entity !== null,
    conflictsWith,
    entity: conflictsWith === null ? null : entity,
    readAt: now,
  };
}

function rowOfStored(
  document: DocumentRow,
  { stored, usedInstead }: Pick<Reading, 'stored'> & { usedInstead: Instead },
): DocumentRow {
  const conflictsWith = usedInstead.get(placeOf(document)) ?? null;
  if (conflictsWith === null) return { ...document, conflictsWith, entity: null };
  // Until now it held the ref: its content moves out of `entities`.
  const entity = document.entity ?? stored.entities.get(document.ref ?? '')?.entity ?? null;
  return { ...document, conflictsWith, entity };
}

const COMPARED = [
  'source',
  'ref',
  'owner',
  'isValid',
  'conflictsWith',
  'isDerived',
  'joins',
  'problems',
  'entity',
] as const;

/** Whether a document says what it said; when it was read and at which commit makes no difference. */
function isSame(row: DocumentRow, before: DocumentRow | undefined): boolean {
  return (
    before !== undefined &&
    COMPARED.every(
      (field) => row[field] === before[field] || isDeepStrictEqual(row[field], before[field]),
    )
  );
}
