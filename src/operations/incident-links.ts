import { and, isNull, like, or, sql } from 'drizzle-orm';
import type { Db } from '#dialect';
import type { CatalogView } from '../catalog/search.ts';
import { entities } from '../db/schema.ts';
import type { OnCallBook } from './cover.ts';
import { hashKey } from './sources/pagerduty.ts';
import type { StoredIncident } from './store.ts';

const LINK = /^pagerduty\.com\/(service-id|integration-key)$/;

/** The entities that services of a vendor are, by `source id`; services nobody's descriptor names are left out. */
export async function entitiesOfServices(
  db: Db,
  view: CatalogView,
  book: OnCallBook,
  ids: readonly string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  const unsure: string[] = [];
  for (const id of new Set(ids)) {
    const refs = view
      .find(id, { except: ['group', 'user', 'location', 'template'], depth: 'exact' })
      .flatMap(({ match, entry }) => (match === 'handle' ? [entry.ref] : []));
    if (refs.length > 0) found.set(id, refs);
    else unsure.push(id);
  }
  if (unsure.length === 0) return found;
  // An id of letters alone is like a word, which the index does not take for an id; a key stands in no index at all.
  const asText = sql`cast(${entities.entity} as text)`;
  const rows = await db
    .select({ ref: entities.ref, entity: entities.entity })
    .from(entities)
    .where(
      and(
        isNull(entities.removedAt),
        or(
          like(asText, '%pagerduty.com/service-id%'),
          like(asText, '%pagerduty.com/integration-key%'),
        ),
      ),
    );
  for (const id of unsure) {
    const keys = book.services.find((service) => service.id === id)?.keys ?? [];
    const refs = rows.flatMap(({ ref, entity }) =>
      Object.entries(entity.metadata.annotations ?? {}).some(([key, value]) => {
        const sort = LINK.exec(key)?.[1];
        const values = String(value)
          .split(',')
          .map((part) => part.trim());
        if (sort === 'service-id') return values.includes(id);
        return sort === 'integration-key' && values.some((one) => keys.includes(hashKey(one)));
      })
        ? [ref]
        : [],
    );
    if (refs.length > 0) found.set(id, refs);
  }
  return found;
}

/** The entities an incident is about. */
export function refsOfIncident(
  incident: Pick<StoredIncident, 'services'>,
  links: ReadonlyMap<string, readonly string[]>,
): string[] {
  return [...new Set(incident.services.flatMap(({ id }) => links.get(id) ?? []))];
}
