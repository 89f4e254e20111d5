import { canonicalRef } from '../catalog/ref.ts';
import { repositoryAt } from './facts.ts';
import type { Room } from './intention.ts';
import { type Place, resolveThing } from './resolve.ts';
import { type Spot, type SpotSort, spotsIn } from './things/in-text.ts';

/** Something a message points to, and what pointed there. */
export type Pointed =
  | { kind: 'entity'; ref: string; said: string; sort: SpotSort }
  /** A repository or a file of one, whose owners CODEOWNERS may name. `ref`: the entity whose code it is. */
  | { kind: 'place'; place: Place; ref: string | null; said: string; sort: SpotSort };

export type MessageReading = {
  /** What is certain, the surest first. */
  pointed: readonly Pointed[];
  /** Refs that what was read may mean, for a person to choose from. */
  guesses: readonly string[];
  /** What was read and nobody knows, as it stands there. */
  strange: readonly string[];
};

/** More in one message is a list of services and no question about one. */
const MOST_POINTED = 6;
const MOST_GUESSES = 5;
const MOST_STRANGE = 5;

/**
 * What a message that somebody else wrote points to. Only what the catalog knows exactly is certain: by its ref, an address, a label
 * of an alert, code in a stack trace, or its own name written as a name. What it merely looks like is a guess and never an answer.
 */
export async function readMessage(room: Room, text: string): Promise<MessageReading> {
  const pointed = new Map<string, Pointed>();
  const guesses = new Set<string>();
  const strange = new Set<string>();
  for (const spot of spotsIn(text)) {
    if (pointed.size >= MOST_POINTED) break;
    const found = await pointsTo(room, spot);
    if (found.kind === 'guess') for (const ref of found.refs) guesses.add(ref);
    else if (found.kind === 'strange') strange.add(spot.said);
    else if (found.kind === 'entity' || found.kind === 'place') {
      const key = keyOf(found);
      if (!pointed.has(key)) pointed.set(key, found);
    }
  }
  for (const one of pointed.values()) if (one.ref) guesses.delete(one.ref);
  return {
    pointed: withoutWholes([...pointed.values()]),
    guesses: [...guesses].slice(0, MOST_GUESSES),
    strange: [...strange].slice(0, MOST_STRANGE),
  };
}

type Found =
  | Pointed
  | { kind: 'guess'; refs: readonly string[] }
  | { kind: 'strange' }
  | { kind: 'nothing' };

async function pointsTo(room: Room, { sort, said, things }: Spot): Promise<Found> {
  if (sort === 'ref') return refTo(room, said);
  let guess: readonly string[] | null = null;
  for (const thing of things) {
    const found = await resolveThing(room, thing);
    if (found.kind === 'entity') {
      const isSaid = sort !== 'name' || isVeryName(room, found.ref, said);
      return isSaid ? { kind: 'entity', ref: found.ref, said, sort } : NOTHING;
    }
    if (found.kind === 'place') {
      const { place } = found;
      const isRead = place.repository ?? (await repositoryAt(room.db, place.slug));
      if (isRead || place.ref) return { kind: 'place', place, ref: place.ref, said, sort };
    }
    if (found.kind === 'choice') guess ??= found.options;
  }
  // Words of prose that only resemble a name are words.
  if (sort === 'name')
    return guess && guess.length === 1 ? { kind: 'guess', refs: guess } : NOTHING;
  if (guess) return { kind: 'guess', refs: guess };
  return sort === 'frame' ? NOTHING : { kind: 'strange' };
}

function refTo(room: Room, said: string): Found {
  const ref = canonicalRef(said, { kind: 'component' });
  return room.view.get(ref) ? { kind: 'entity', ref, said, sort: 'ref' } : { kind: 'strange' };
}

/** Prose has to say the very name: "e-mail" is no mention of a service called "email", `PaymentsApi` is one of payments-api. */
function isVeryName({ view }: Room, ref: string, said: string): boolean {
  const entry = view.get(ref);
  if (!entry) return false;
  const lower = said.toLowerCase();
  const joined = said.replace(/(\p{Ll}|\d)(\p{Lu})/gu, '$1-$2').toLowerCase();
  return [entry.name, ...entry.aliases].some((name) =>
    [lower, joined].includes(name.toLowerCase()),
  );
}

const NOTHING = { kind: 'nothing' } as const;

function keyOf(found: Pointed): string {
  if (found.kind === 'entity') return found.ref;
  return `${found.place.slug}/${found.place.path.path}`;
}

/** A file of a service says more than the service, where both are pointed to. */
function withoutWholes(pointed: readonly Pointed[]): Pointed[] {
  const inside = new Set(
    pointed.flatMap((one) => (one.kind === 'place' && one.place.path.path && one.ref) || []),
  );
  return pointed.filter((one) => one.kind === 'place' || !inside.has(one.ref));
}
