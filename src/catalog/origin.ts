import type { Db } from '#dialect';
import { allLocations, locationById } from './location-store.ts';
import { locationTargets } from './location-targets.ts';
import { type Location, locationIdIn, locationSnapshot, shownLocation } from './locations.ts';
import { entityByRef } from './store.ts';

export type Origin =
  | { kind: 'found'; location: Location }
  | { kind: 'noEntity' }
  /** Where it stands, which nobody registered. */
  | { kind: 'noLocation'; location: string };

/** The registered location that brought an entity in: its own Location entity, what only it names, or what it names of a repository. */
export async function locationOfEntity(db: Db, ref: string): Promise<Origin> {
  const entity = await entityByRef(db, ref);
  if (!entity) return { kind: 'noEntity' };
  const id = locationIdIn(entity.source);
  const own = id && (await locationById(db, id));
  if (own) return { kind: 'found', location: shownLocation(own) };
  for (const row of await allLocations(db)) {
    const [derived] = locationSnapshot(row).derived;
    if (!derived) continue;
    const targets = locationTargets(derived.entity, derived.location);
    if (targets.some(({ matches }) => matches(entity.location)))
      return { kind: 'found', location: shownLocation(row) };
  }
  return { kind: 'noLocation', location: entity.location };
}
