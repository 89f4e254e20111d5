import { shortRef } from './ref.ts';
import type { CatalogView } from './search.ts';

/** What people call it: a team or person by title, a thing by its name in the catalog. */
export function labelOf(view: CatalogView, ref: string): string {
  const entry = view.get(ref);
  if (!entry) return shortRef(ref);
  const isPeople = entry.kind === 'group' || entry.kind === 'user';
  return isPeople && entry.title ? entry.title : shortRef(ref);
}

/** `a`, `a and b`, `a, b and c`; after `most` names the count of the rest. */
export function enumerate(names: readonly string[], most = 12): string {
  const shown =
    names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names;
  if (shown.length < 2) return shown[0] ?? '';
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}

/** `3 services`, `1 service`, `2 entries`, `4 people`. */
export function counted(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : plural(noun)}`;
}

function plural(noun: string): string {
  if (noun === 'person') return 'people';
  return /[^aeiou]y$/.test(noun) ? noun.replace(/y$/, 'ies') : `${noun}s`;
}
