import type { Db } from '#dialect';
import type { CatalogIndex, CatalogView } from '../catalog/search.ts';
import { entityByRef } from '../catalog/store.ts';
import { emailOf } from '../catalog/summary.ts';
import { UserError } from '../errors.ts';
import { coverOf, readBook } from './cover.ts';
import type { OnCallSource, PageVendor } from './on-call-source.ts';
import { refOfPerson } from './people.ts';
import { SourceDown } from './source-down.ts';
import { readStanding } from './standing.ts';
import { type StoredService, shiftsOf } from './store.ts';

type Parts = { db: Db; index: CatalogIndex; now: () => Date };

/** The person of the catalog who is first on call for an entity at this moment; null where no source knows, or knows one we do not. */
export function createOnCallNow({
  db,
  index,
  now,
}: Parts): (ref: string) => Promise<string | null> {
  return async (ref) => {
    const view = await index.current();
    const cover = await coverOf(db, view, await readBook(db), ref);
    if (!cover || cover.via === 'team') return null;
    const at = now();
    const shifts = await shiftsOf(db, cover.rotas, {
      since: at,
      until: new Date(at.getTime() + 1),
    });
    const first = shifts.filter(({ level }) => level === 1);
    return first.map((shift) => refOfPerson(view, shift)).find((found) => found !== null) ?? null;
  };
}

export type Alarm = {
  target: string;
  team: string | null;
  /** Set where one person is to be woken, whoever is on call. */
  person: string | null;
  title: string;
  reason: string | null;
  by: { ref: string; name: string };
  /** The same key is the same incident, however often it is tried. */
  key: string;
};

/** Raises an incident with the vendor whose rota covers the target, in the name of `by`; null where no vendor does. */
export function createRaiseIncident(
  parts: Parts & { sources: readonly OnCallSource[] },
): (alarm: Alarm) => Promise<{ text: string } | null> {
  return async ({ target, team, title, reason, by, key }) => {
    const view = await parts.index.current();
    const found = await serviceFor(parts, view, target, team);
    if (!found) return null;
    const from = await emailOfPerson(parts.db, by.ref);
    if (!from)
      throw new UserError(
        `${found.title} wants the e-mail address of who pages, and the catalog has none for ${by.name}.`,
        'Add it to the profile of the User entity.',
      );
    const paged = await send(found.page, {
      service: found.service.id,
      title,
      details: reason,
      urgency: 'high',
      from,
      key,
    });
    const number = paged.number === null ? '' : ` (incident ${paged.number})`;
    const link = paged.url ? ` ${paged.url}` : '';
    return {
      text: `${found.title} pages who is on call for ${found.service.name}${number}.${link}`,
    };
  };
}

async function send(page: PageVendor, request: Parameters<PageVendor>[0]) {
  try {
    return await page(request);
  } catch (error) {
    if (error instanceof SourceDown)
      throw new UserError(
        error.message,
        'Nobody was paged as far as I know: try again, or call whoever is on call yourself.',
        { cause: error },
      );
    throw error;
  }
}

type Found = { service: StoredService; page: PageVendor; title: string };

async function serviceFor(
  { db, sources }: Pick<Parts, 'db'> & { sources: readonly OnCallSource[] },
  view: CatalogView,
  target: string,
  team: string | null,
): Promise<Found | null> {
  const services = await alarmsOf(db, view, target, team);
  for (const { id, page, title } of sources) {
    const service = page && services.find(({ source }) => source === id);
    if (service) return { service, page, title };
  }
  return null;
}

/** How a page would travel: the vendor's title and its service; null where people are written to instead. */
export async function alarmPath(
  db: Db,
  view: CatalogView,
  target: string,
  team: string | null,
): Promise<{ vendor: string; service: string } | null> {
  const [service] = await alarmsOf(db, view, target, team);
  if (!service) return null;
  const standing = await readStanding(db, service.source);
  return standing && { vendor: standing.title, service: service.name };
}

/** The services whose alarms reach the rota: the target's own first, then any that wakes the same people. */
async function alarmsOf(
  db: Db,
  view: CatalogView,
  target: string,
  team: string | null,
): Promise<StoredService[]> {
  // A person is called as a person; vendors wake who is on call for a service.
  if (view.get(target)?.kind === 'user') return [];
  const book = await readBook(db);
  const cover =
    (await coverOf(db, view, book, target)) ?? (team ? await coverOf(db, view, book, team) : null);
  if (!cover) return [];
  const reaches = ({ source, rota }: StoredService) =>
    cover.rotas.some((one) => one.source === source && one.id === rota);
  const own = cover.services.filter(reaches);
  return [...own, ...book.services.filter((one) => reaches(one) && !own.includes(one))];
}

async function emailOfPerson(db: Db, ref: string): Promise<string | null> {
  const stored = await entityByRef(db, ref);
  return stored && emailOf(stored.entity);
}
