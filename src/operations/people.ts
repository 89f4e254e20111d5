import type { CatalogView } from '../catalog/search.ts';
import type { Person } from './on-call-source.ts';

/** The User entity of somebody a source names; null where the catalog has no such person. A name alone is no proof. */
export function refOfPerson(view: CatalogView, { ref, email }: Person): string | null {
  if (ref && view.get(ref)?.kind === 'user') return ref;
  if (!email) return null;
  const found = view
    .find(email, { kinds: ['user'], depth: 'exact', limit: 3 })
    .filter(({ match }) => match === 'handle' || match === 'exact');
  return found.length === 1 ? (found[0]?.entry.ref ?? null) : null;
}
