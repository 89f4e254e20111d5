import { labelOf } from '../../catalog/labels.ts';
import { ownerDirectory } from '../../catalog/owner-directory.ts';
import type { CatalogView } from '../../catalog/search.ts';

/** The person behind a GitHub login, an e-mail address or a ref; null for whom the catalog does not know. */
export function refOfWho(view: CatalogView, by: string): string | null {
  if (by.startsWith('user:')) return view.get(by)?.ref ?? null;
  return ownerDirectory(view).refOfHandle(by.includes('@') ? by : `@${by}`);
}

/** What people call whoever did something: by the catalog, else as the source says. */
export function whoText(view: CatalogView, by: string): string {
  const ref = refOfWho(view, by);
  return ref ? labelOf(view, ref) : by;
}

/** A title or headline in one line of a sentence. */
export function shortTitle(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > 100 ? `${line.slice(0, 99).toWellFormed()}…` : line;
}

const MINUTE = 60_000;

/** `49 min ago`, `6 h ago`, `4 days ago`: short enough for a card, and the same in every zone. */
export function agoText(at: Date, now: Date): string {
  const minutes = Math.round((now.getTime() - at.getTime()) / MINUTE);
  if (minutes < 1) return 'just now';
  if (minutes < 90) return `${minutes} min ago`;
  const hours = Math.round(minutes / 60);
  if (hours < 36) return `${hours} h ago`;
  return `${Math.round(hours / 24)} days ago`;
}
