import { inArray } from 'drizzle-orm';
import type { Db } from '#dialect';
import type { Entity } from '../../catalog/entity.ts';
import type { CatalogView } from '../../catalog/search.ts';
import { entities } from '../../db/schema.ts';
import { channelOf, leadOf } from '../../operations/waking.ts';
import type { Affected } from './affected.ts';

/** One place that hears of it: a channel, or a person by ref where a team has no channel. */
export type Listener = {
  place: string;
  /** Whose place it is. */
  owners: readonly string[];
  /** What of theirs is affected, critical first. */
  things: readonly string[];
};

export type Audience = {
  listeners: readonly Listener[];
  /** Owners that nobody and no channel is known of, and what has no owner. */
  unreachable: readonly { owner: string | null; things: readonly string[] }[];
};

/** Who hears that something is down: the owners of what depends on it, each in one place, in the order of what they own. */
export async function audienceOf(
  db: Db,
  view: CatalogView,
  affected: readonly Affected[],
): Promise<Audience> {
  const owned = Map.groupBy(affected, ({ owner }) => owner);
  const descriptors = await descriptorsOf(
    db,
    [...owned.keys()].filter((owner) => owner !== null).filter((owner) => view.get(owner)),
  );
  const listeners = new Map<string, { owners: string[]; things: string[] }>();
  const unreachable: { owner: string | null; things: string[] }[] = [];
  for (const [owner, list] of owned) {
    const things = list.map(({ ref }) => ref);
    const place = owner && placeOf(view, owner, descriptors.get(owner));
    if (!place) {
      unreachable.push({ owner, things });
      continue;
    }
    const known = listeners.get(place) ?? { owners: [], things: [] };
    known.owners.push(owner);
    known.things.push(...things);
    listeners.set(place, known);
  }
  return {
    listeners: [...listeners].map(([place, rest]) => ({ place, ...rest })),
    unreachable,
  };
}

/** The channel a team reads, else its lead; a person is told in person. */
function placeOf(view: CatalogView, owner: string, descriptor: Entity | undefined): string | null {
  if (view.get(owner)?.kind === 'user') return owner;
  return descriptor ? (channelOf(descriptor) ?? leadOf(view, descriptor)) : null;
}

async function descriptorsOf(db: Db, refs: readonly string[]): Promise<Map<string, Entity>> {
  if (refs.length === 0) return new Map();
  const rows = await db
    .select({ ref: entities.ref, entity: entities.entity })
    .from(entities)
    .where(inArray(entities.ref, [...refs]));
  return new Map(rows.map(({ ref, entity }) => [ref, entity]));
}
