import { enumerate, labelOf } from '../catalog/labels.ts';
import type { CatalogView } from '../catalog/search.ts';

/** Who may act on a thing, for a card that somebody else may have to press: as `refusalFor` decides it. */
export function whoMay(view: CatalogView, ref: string): string {
  const owners = view.get(ref)?.kind === 'group' ? [ref] : view.out(ref, 'ownedBy');
  const names = owners.filter((one) => view.get(one)).map((one) => labelOf(view, one));
  return names.length > 0 ? `${enumerate(names)}, and platform admins` : 'platform admins';
}
