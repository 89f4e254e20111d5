import type { FoundDocument } from './found.ts';

type Before = { position: number; ref: string | null; isValid: boolean };

/**
 * Which entity each bad document of one file stands for, so that the entity keeps its last good content: the one it names, else the
 * one that stood at its position. `stored`: refs of the entities this file defines so far.
 */
export function standIns(
  found: readonly FoundDocument[],
  before: readonly Before[],
  stored: ReadonlySet<string>,
): Map<FoundDocument, string> {
  const stands = new Map<FoundDocument, string>();
  const unstated = new Set(stored);
  for (const { entity, ref } of found) if (entity && ref) unstated.delete(ref);
  const bad = found.filter(({ entity }) => entity === null);
  const take = (document: FoundDocument, ref: string | null | undefined) => {
    if (ref && unstated.delete(ref)) stands.set(document, ref);
    return stands.has(document);
  };
  const unnamed = bad.filter((document) => !take(document, document.ref));
  const at = new Map(before.map((document) => [document.position, document]));
  const badBefore = before.filter(({ isValid }) => !isValid).length;
  const turnedBad = bad.length > badBefore;
  for (const document of unnamed) {
    const previous = at.get(document.position);
    // A document that was bad already goes on standing for the same entity, or for none. Where no more documents are bad than
    // before, an entity that is missing was taken out on purpose.
    if (previous && (!previous.isValid || turnedBad)) take(document, previous.ref);
  }
  if (!turnedBad) return stands;
  const rest = unnamed.filter(
    (document) => !stands.has(document) && at.get(document.position)?.isValid !== false,
  );
  for (const document of rest) take(document, [...unstated][0]);
  return stands;
}

/** A file of which nothing can be read says nothing: all its entities stay as they were. */
export function isUnreadable(found: readonly FoundDocument[]): boolean {
  return found.length > 0 && found.every(({ ref }) => ref === null);
}
