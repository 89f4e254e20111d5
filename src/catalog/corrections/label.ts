import { shortRef } from '../ref.ts';
import type { CatalogView } from '../search.ts';

/** A team or person by title, a thing by its name. */
export function labelIn(view: CatalogView, ref: string): string {
  const entry = view.get(ref);
  if (!entry) return shortRef(ref);
  const isPeople = entry.kind === 'group' || entry.kind === 'user';
  return isPeople && entry.title ? entry.title : shortRef(ref);
}
