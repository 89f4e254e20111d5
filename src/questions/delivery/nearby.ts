import type { Db } from '#dialect';
import type { CatalogIndex } from '../../catalog/search.ts';
import { hasWork } from '../../operations/work-reads.ts';
import type { Nearby } from '../rooms/nearby.ts';
import { changesNear } from './changes.ts';
import { isRead } from './places.ts';
import { whoText } from './words.ts';

/** What the tables know of changes, for the card of an incident channel: of its services first, then of what they need. */
export function workNearby({
  db,
  index,
  now,
}: {
  db: Db;
  index: CatalogIndex;
  now: () => Date;
}): Pick<Nearby, 'changes'> {
  return {
    async changes(refs, since) {
      if (!(await hasWork(db))) return null;
      const view = await index.current();
      const found = await changesNear({ db, view, now: now() }, refs, { since, until: now() });
      // A tag changes nothing that runs; what was merged and deployed does.
      const all = [...found.own, ...found.upstream].filter(({ sort }) => sort !== 'release');
      // Where nobody looks, "nothing changed" would be said of what is not known.
      if (all.length === 0 && ![...found.places, ...found.upstreams].some(isRead)) return null;
      return all.map(({ at, ref, text, by, compare, url, source, observedAt }) => ({
        at,
        ref,
        text,
        by: by && whoText(view, by),
        url: compare ?? url,
        source,
        observedAt: observedAt.toISOString(),
      }));
    },
  };
}
