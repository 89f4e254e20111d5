import type { Db } from '#dialect';
import type { CatalogIndex } from '../../catalog/search.ts';
import { coverOf, readBook } from '../../operations/cover.ts';
import { entitiesOfServices, refsOfIncident } from '../../operations/incident-links.ts';
import { refOfPerson } from '../../operations/people.ts';
import { isAt } from '../../operations/shifts.ts';
import {
  incidentsCalled,
  incidentsIn,
  type StoredIncident,
  shiftsOf,
} from '../../operations/store.ts';
import { incidentName } from '../incidents/words.ts';
import { incidentNumbers } from '../rooms/channel-name.ts';
import type { Nearby, OnDuty, RoomIncident } from '../rooms/nearby.ts';
import { personText } from './words.ts';

/** What the tables know of on call and incidents, for the card of an incident channel. */
export function onCallNearby({
  db,
  index,
}: {
  db: Db;
  index: CatalogIndex;
}): Pick<Nearby, 'onDuty' | 'incidentOf'> {
  return {
    async onDuty(refs, now) {
      const view = await index.current();
      const book = await readBook(db);
      const found = new Map<string, OnDuty>();
      for (const ref of refs) {
        const cover = await coverOf(db, view, book, ref);
        if (!cover) continue;
        const window = { since: now, until: new Date(now.getTime() + 1) };
        const shifts = (await shiftsOf(db, cover.rotas, window)).filter((shift) =>
          isAt(shift, now),
        );
        const first = shifts.find(({ level }) => level === 1);
        if (!first) continue;
        const standing = book.standings.get(first.source);
        const second = shifts.find(({ level }) => level === 2);
        const url = cover.rotas.find(({ id }) => id === first.rota)?.url;
        found.set(ref, {
          name: personText(view, first),
          ref: refOfPerson(view, first),
          until: first.until,
          backup: second ? personText(view, second) : null,
          source: standing?.title ?? first.source,
          observedAt: (standing?.readAt ?? now).toISOString(),
          ...(url && { url }),
        });
      }
      return found;
    },

    async incidentOf({ name, openedAt }) {
      const view = await index.current();
      const book = await readBook(db);
      const incident = await incidentOfChannel(db, name, openedAt);
      if (!incident) return null;
      const links = await entitiesOfServices(
        db,
        view,
        book,
        incident.services.map(({ id }) => id),
      );
      const standing = book.standings.get(incident.source);
      return {
        id: incidentName(incident),
        title: incident.title,
        isOpen: incident.isOpen,
        openedAt: incident.openedAt,
        resolvedAt: incident.resolvedAt,
        url: incident.url,
        services: refsOfIncident(incident, links),
        source: standing?.title ?? incident.source,
        observedAt: (standing?.readAt ?? incident.openedAt).toISOString(),
      } satisfies RoomIncident;
    },
  };
}

const DAY_MS = 24 * 3_600_000;

/** The incident whose source names the channel, else the one whose number the channel bears and that was there when it was opened. */
async function incidentOfChannel(
  db: Db,
  name: string,
  openedAt: Date,
): Promise<StoredIncident | null> {
  const around = {
    since: new Date(openedAt.getTime() - 30 * DAY_MS),
    until: new Date(openedAt.getTime() + DAY_MS),
  };
  const channel = `#${name.replace(/^#/, '').toLowerCase()}`;
  const stated = (await incidentsIn(db, around)).find(
    (one) => one.channel?.toLowerCase() === channel,
  );
  if (stated) return stated;
  const numbered: StoredIncident[] = [];
  for (const number of incidentNumbers(name))
    numbered.push(...(await incidentsCalled(db, { number: Number(number) })));
  // A number may be of a ticket or a year: one that ended long before the channel is not what it is about.
  const fitting = numbered.filter(
    ({ isOpen, resolvedAt }) =>
      isOpen || (resolvedAt && resolvedAt.getTime() > openedAt.getTime() - 7 * DAY_MS),
  );
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}
