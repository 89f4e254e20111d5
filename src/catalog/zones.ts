import type { Db } from '#dialect';
import { knownZone } from '../calendar.ts';
import type { Entity } from './entity.ts';
import type { CatalogView } from './search.ts';
import { entitiesByRefs } from './store.ts';
import { markOf } from './summary.ts';

const NAMES = ['timezone', 'time-zone', 'home-zone', 'home-timezone', 'tz'];

/** The zone a descriptor states (`acme.com/timezone: Europe/Lisbon`); null where it states none, or none there is. */
export function zoneOf(entity: Entity): string | null {
  for (const name of NAMES) {
    const said = markOf(entity, name)?.value.trim();
    const zone = said ? knownZone(said) : 'UTC';
    if (said && (zone !== 'UTC' || /^(?:etc\/)?utc$/i.test(said))) return zone;
  }
  return null;
}

/** Where a person or team is at home: what its own descriptor says, else that of a team it belongs to. */
export async function homeZone(db: Db, view: CatalogView, ref: string): Promise<string | null> {
  const entry = view.get(ref);
  if (!entry) return null;
  const above = view.out(ref, entry.kind === 'user' ? 'memberOf' : 'childOf');
  const found = await entitiesByRefs(db, [ref, ...above]);
  const own = found.get(ref);
  const zone = own && zoneOf(own.entity);
  if (zone) return zone;
  const zones = new Set(
    above.flatMap((one) => {
      const stored = found.get(one);
      return (stored && zoneOf(stored.entity)) ?? [];
    }),
  );
  // Somebody in two teams of two zones may be at home in either.
  return zones.size === 1 ? ([...zones][0] ?? null) : null;
}
