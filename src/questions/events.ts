import type { EntityEvent } from '../catalog/history.ts';
import { labelOf } from '../catalog/labels.ts';
import { canonicalRef } from '../catalog/ref.ts';
import type { CatalogView } from '../catalog/search.ts';
import type { Fact, Group } from './answer.ts';
import { dayIn } from './past.ts';

/** How many fields of one change are told; a rewritten descriptor has more than anybody reads in a line. */
const FIELDS_TOLD = 4;

/** What happened, in words: "owner from Identity to Platform Engineering", "removed, because its file is gone". */
export function eventText(view: CatalogView, event: EntityEvent): string {
  switch (event.kind) {
    case 'added':
      return 'came into the catalog';
    case 'returned':
      return 'came back';
    case 'removed':
      return `was removed, because ${event.because ?? 'nobody noted why'}`;
    case 'changed': {
      const told = event.changes.slice(0, FIELDS_TOLD).map((change) => changeText(view, change));
      const more = event.changes.length - told.length;
      return [...told, ...(more > 0 ? [`${more} more fields`] : [])].join('; ') || 'changed';
    }
  }
}

function changeText(
  view: CatalogView,
  { path, before, after }: EntityEvent['changes'][number],
): string {
  const field = path.replace(/^(?:spec|metadata)\./, '');
  const [from, to] = [before, after].map((value) => valueText(view, path, value));
  if (before === null) return `${field}: ${to} added`;
  if (after === null) return `${field}: ${from} taken out`;
  return `${field} from ${from} to ${to}`;
}

/** Longer values are read in the commit. */
const VALUE_LENGTH = 60;

function valueText(view: CatalogView, path: string, value: unknown): string {
  if (path === 'spec.owner' && typeof value === 'string') return ownerText(view, value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const line = text.replace(/\s+/g, ' ');
  return line.length > VALUE_LENGTH ? `${line.slice(0, VALUE_LENGTH).toWellFormed()}…` : line;
}

function ownerText(view: CatalogView, said: string): string {
  try {
    const ref = canonicalRef(said, { kind: 'group' });
    return view.get(ref) ? labelOf(view, ref) : said;
  } catch {
    return said;
  }
}

/** Where a change can be looked at: its commit, else its file. */
export function eventPlace(event: EntityEvent): { label: string; url: string | null } | null {
  if (event.commit && event.commitUrl)
    return { label: event.commit.slice(0, 7), url: event.commitUrl };
  const url = event.location.startsWith('url:') ? event.location.slice(4) : null;
  return url ? { label: 'file', url } : null;
}

export function eventFact(event: EntityEvent): Fact {
  const { location, commit, commitUrl, at, kind, ref } = event;
  const file = decodeURIComponent(location.split('/').at(-1) ?? location);
  const url = commitUrl ?? (location.startsWith('url:') ? location.slice(4) : null);
  return {
    name: kind,
    value: ref,
    source: commit ? `${file} at ${commit.slice(0, 7)}` : file,
    observedAt: at.toISOString(),
    ...(url && { url }),
  };
}

/** Changes below the day they were made on, newest first. `isOne`: all of one entity, which need not be named. */
export function groupsByDay(
  view: CatalogView,
  events: readonly EntityEvent[],
  { zone, isOne }: { zone: string; isOne: boolean },
): Group[] {
  return [...Map.groupBy(events, ({ at }) => dayIn(at, zone))].map(([label, same]) => ({
    label,
    lines: same.map((event) => ({
      text: `${isOne ? '' : `${labelOf(view, event.ref)} – `}${eventText(view, event)}`,
      place: eventPlace(event),
    })),
  }));
}
