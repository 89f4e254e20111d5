import { eq } from 'drizzle-orm';
import type { Db } from '#dialect';
import { entities } from '../db/schema.ts';
import { locationTargets } from './location-targets.ts';
import { entitiesByRefs } from './store.ts';

/** An entity and the Locations that led to it. */
export type AncestryItem = { ref: string; parents: string[] };

/**
 * Where an entity comes from: itself, the Location entities whose targets hold it, theirs, and so on; each once. Null where there is no
 * such entity.
 */
export async function ancestryOf(db: Db, ref: string): Promise<AncestryItem[] | null> {
  const root = (await entitiesByRefs(db, [ref])).get(ref);
  if (!root) return null;
  const parents = await locationEntities(db);
  const places = new Map([...parents.map(({ ref, location }) => [ref, location] as const)]);
  places.set(ref, root.location);
  const items: AncestryItem[] = [];
  const seen = new Set([ref]);
  const todo = [ref];
  for (let current = todo.pop(); current !== undefined; current = todo.pop()) {
    const place = places.get(current) ?? '';
    const own = current;
    const found = parents.filter(
      (parent) => parent.ref !== own && parent.targets.some(({ matches }) => matches(place)),
    );
    items.push({ ref: current, parents: found.map((parent) => parent.ref) });
    for (const { ref } of found) if (!seen.has(ref)) todo.push(ref);
    for (const { ref } of found) seen.add(ref);
  }
  return items;
}

async function locationEntities(db: Db) {
  const rows = await db
    .select({ ref: entities.ref })
    .from(entities)
    .where(eq(entities.kind, 'location'));
  const known = await entitiesByRefs(
    db,
    rows.map(({ ref }) => ref),
  );
  return [...known.values()]
    .sort((a, b) => (a.ref < b.ref ? -1 : 1))
    .map(({ ref, entity, location }) => ({
      ref,
      location,
      targets: locationTargets(entity, location),
    }));
}
