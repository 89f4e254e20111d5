import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import type { Standing } from '../../operations/standing.ts';
import type { StoredIncident } from '../../operations/store.ts';
import type { Fact } from '../answer.ts';
import { momentText } from '../on-call/words.ts';
import type { Here } from '../times.ts';

/** An incident with the entities it is about. */
export type Told = { incident: StoredIncident; refs: readonly string[] };

/** `INC-1042`: people write the number in many ways, and this one is read in all. */
export function incidentName({ number, id }: Pick<StoredIncident, 'number' | 'id'>): string {
  return number === null ? id : `INC-${number}`;
}

/** What it is about, as the catalog calls it; else as the source does. */
export function aboutText(view: CatalogView, { incident, refs }: Told): string {
  const names =
    refs.length > 0
      ? refs.map((ref) => labelOf(view, ref))
      : incident.services.map(({ name }) => name);
  return enumerate(names);
}

/** `INC-1042 "Checkout 500s" on checkout-web and checkout-bff: open since today at 13:52, in #inc-1042-checkout-500s`. */
export function incidentLine(view: CatalogView, told: Told, here: Here): string {
  const { incident } = told;
  const about = aboutText(view, told);
  return `${incidentName(incident)} "${oneLine(incident.title)}"${about ? ` on ${about}` : ''}: ${stateText(incident, here)}${incident.channel ? `, in ${incident.channel}` : ''}`;
}

export function stateText(incident: StoredIncident, here: Here): string {
  const from = momentText(incident.openedAt, here);
  if (incident.isOpen) return `open since ${from}`;
  if (!incident.resolvedAt) return `resolved, opened ${from}`;
  const minutes = Math.max(
    1,
    Math.round((incident.resolvedAt.getTime() - incident.openedAt.getTime()) / 60_000),
  );
  const length = minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
  return `resolved, from ${from} for ${length}`;
}

export function incidentFact({ incident }: Told, standing: Standing | undefined): Fact {
  return {
    name: 'incident',
    value: incidentName(incident),
    source: standing?.title ?? incident.source,
    ...(incident.url && { url: incident.url }),
    ...(standing?.readAt && { observedAt: standing.readAt.toISOString() }),
  };
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 120);
}
