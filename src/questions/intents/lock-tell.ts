import { labelOf } from '../../catalog/labels.ts';
import { momentName } from '../../day-words.ts';
import { EVERYTHING, type Lock } from '../../operations/locks.ts';
import type { Fact } from '../answer.ts';
import type { Room } from '../intention.ts';

/** Words for everything at once, where a thing could be named. */
export const ALL =
  /^(?:|everything|all|all of it|(?:all )?(?:services|prod|production|repos|repositories)|the (?:org|organisation|organization|company|code|whole org)|everyone)$/i;

/** What is locked, in a sentence. */
export function nameOf({ view }: Room, ref: string): string {
  return ref === EVERYTHING ? 'everything' : labelOf(view, ref);
}

export function subjectsOf(refs: readonly string[]): string[] {
  return refs.filter((ref) => ref !== EVERYTHING);
}

/** `payments-worker is locked by Ravi Menon since …, with no end: PSP migration.` */
export function sentenceOf(room: Room, lock: Lock): string {
  const name = nameOf(room, lock.ref);
  return `${name.charAt(0).toUpperCase()}${name.slice(1)} is locked ${detailOf(room, lock)}.`.replace(
    /^\w/,
    (first) => (lock.ref === EVERYTHING ? first : name.charAt(0)),
  );
}

/** By whom, since and until when, and why. */
export function detailOf({ view, zone }: Room, { by, since, until, reason }: Lock): string {
  const end = until ? `until ${momentName(until, zone)}` : 'with no end';
  return `by ${labelOf(view, by)} since ${momentName(since, zone)}, ${end}${reason ? `, because: ${reason.replace(/[.\s]+$/, '')}` : ''}`;
}

export function factsOf(room: Room, found: readonly Lock[]): Fact[] {
  const none = { name: 'lock', value: 'none', source: 'Callboard' };
  return found.length > 0
    ? found.map((lock) => factOf(room, lock))
    : [{ ...none, observedAt: room.now.toISOString() }];
}

/** A lock is Callboard's own: said here, and known for sure. */
export function factOf(room: Room, lock: Lock): Fact {
  return {
    name: 'lock',
    value: `${lock.ref === EVERYTHING ? 'everything' : lock.ref} ${detailOf(room, lock)}`,
    source: 'Callboard',
    observedAt: room.now.toISOString(),
  };
}
