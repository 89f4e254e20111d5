import type { CatalogIndex } from '../catalog/search.ts';
import { UserError } from '../errors.ts';

/** A name without its kind, where only one entity has it. */
export async function onlyOneNamed(name: string, index: CatalogIndex): Promise<string | null> {
  const view = await index.current();
  const found = view.find(name).filter((hit) => hit.match === 'exact');
  if (found.length > 1) {
    const refs = found.map((hit) => hit.entry.ref).join(', ');
    throw new UserError(`Several entities are called ${name}: ${refs}.`, 'Name one of them.');
  }
  return found[0]?.entry.ref ?? null;
}
