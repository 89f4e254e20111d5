import { dayAt, timeAt } from '../../calendar.ts';
import { labelOf } from '../../catalog/labels.ts';
import type { CatalogView } from '../../catalog/search.ts';
import type { Person } from '../../operations/on-call-source.ts';
import { refOfPerson } from '../../operations/people.ts';
import type { Standing } from '../../operations/standing.ts';
import type { Here } from '../times.ts';
import { clockText, dayLabel } from '../when.ts';

/** `Monday, 22 June at 09:00`, `today at 18:00`; with the zone where the asker's is not known. */
export function momentText(at: Date, here: Here): string {
  const day = dayLabel(dayAt(at, here.zone), here).replace(/^on /, '');
  return `${day} at ${clockText(timeAt(at, here.zone))}${here.zone === 'UTC' ? ' UTC' : ''}`;
}

/** `14:28` today, else with its day. */
export function asOfText(at: Date, here: Here): string {
  const text = momentText(at, here);
  return text.replace(/^today at /, '');
}

/** What people call somebody; of a stranger to the catalog, the name that the source has. */
export function personText(view: CatalogView, person: Person): string {
  const ref = refOfPerson(view, person);
  return ref ? labelOf(view, ref) : person.name;
}

/** A vendor that was silent for so long may have changed its mind. */
const STALE_MS = 15 * 60_000;

/** How old the answer is, where that matters: "As of 14:28; PagerDuty has not answered since." Empty while all is well. */
export function ageText(standing: Standing | undefined, here: Here): string {
  if (!standing?.readAt) return '';
  const asOf = `As of ${asOfText(standing.readAt, here)}`;
  if (standing.failedSince) return `${asOf}; ${standing.title} has not answered since.`;
  return here.now.getTime() - standing.readAt.getTime() > STALE_MS ? `${asOf}.` : '';
}
