import { type ParsedDocument, parseDescriptor } from './descriptor.ts';
import type { ForeignKinds } from './foreign-kinds.ts';
import { isPresenceOptional, writtenTargets } from './location-targets.ts';
import { type Aim, aimOf, type Place } from './targets.ts';

/** What one target of a Location asks for. */
export type Ask = { target: string; aim: Aim; isRequired: boolean };

/** `isSure` is false where a document that cannot be read may be a Location: what it asked for before goes on being asked. */
export type Asks = { asks: Ask[]; isSure: boolean };

/** A Location lists addresses; what is longer holds something else. */
const LONGEST_LOCATION = 1024 * 1024;
const MAY_BE_LOCATION =
  /^[ \t]*["']?kind["']?[ \t]*:[ \t]*["']?location\b|[{,][ \t]*["']?kind["']?[ \t]*:[ \t]*["']?location\b/im;

/** What the Locations in a descriptor's text ask for. */
export function asksOf(text: string, place: Place, kinds: ForeignKinds): Asks {
  if (text.length > LONGEST_LOCATION || !MAY_BE_LOCATION.test(text))
    return { asks: [], isSure: true };
  const documents = parseDescriptor(text, { kinds });
  return {
    asks: documents.flatMap(({ entity }) => (entity ? asksOfEntity(entity, place) : [])),
    isSure: isSure(text, documents),
  };
}

/** Whether it is clear which of these documents are Locations, and what those ask for. */
export function isSure(
  text: string,
  documents: readonly Pick<ParsedDocument, 'entity' | 'kind'>[],
): boolean {
  const isClear = documents.every(({ entity, kind }) => entity || (kind && kind !== 'Location'));
  return isClear || !MAY_BE_LOCATION.test(text);
}

/** What a Location entity asks for; nothing for any other kind. */
export function asksOfEntity(
  entity: Parameters<typeof isPresenceOptional>[0],
  place: Place,
): Ask[] {
  const isRequired = !isPresenceOptional(entity);
  return writtenTargets(entity).map((target) => ({
    target,
    aim: aimOf(target, place),
    isRequired,
  }));
}
