import { readDefinition } from '../../../catalog/definition/read.ts';
import type { CatalogEntity } from '../../../catalog/store.ts';
import type { Section } from '../entity.ts';
import { drawDefinition } from './draw.ts';

/** As many drawings as a team looks at in a day; each takes up to a megabyte. */
const KEPT = 16;

/** Draws definitions and keeps the latest: reading a long one takes longer than all the rest of its page. */
export function createDefinitions(): (found: CatalogEntity) => Promise<Section | null> {
  const kept = new Map<string, Section | null>();
  return async ({ ref, etag, entity }) => {
    if (entity.kind !== 'API') return null;
    const key = `${ref} ${etag}`;
    const before = kept.get(key);
    if (before !== undefined) return before;
    const definition = await readDefinition(entity);
    const section = definition ? drawDefinition(ref, definition) : null;
    kept.set(key, section);
    for (const oldest of kept.keys()) if (kept.size > KEPT) kept.delete(oldest);
    return section;
  };
}
