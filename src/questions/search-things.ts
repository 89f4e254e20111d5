import { labelOf } from '../catalog/labels.ts';
import type { CatalogIndex } from '../catalog/search.ts';
import type { Named } from './answer.ts';
import { detailOf } from './labels.ts';

/** What somebody may mean who types a part of a name, surest first, each with what it is. */
export function createSearchThings(
  index: CatalogIndex,
): (text: string, limit: number) => Promise<Named[]> {
  return async (text, limit) => {
    const view = await index.current();
    const found = text.trim()
      ? view.find(text, { except: ['location', 'template'], limit }).map(({ entry }) => entry)
      : view.all('component').slice(0, limit);
    return found.map(({ ref }) => {
      const detail = detailOf(view, ref);
      return { ref, label: detail ? `${labelOf(view, ref)} (${detail})` : labelOf(view, ref) };
    });
  };
}
