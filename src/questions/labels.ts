import { enumerate, labelOf } from '../catalog/labels.ts';
import { nameKey } from '../catalog/names.ts';
import { parseRef } from '../catalog/ref.ts';
import type { CatalogView } from '../catalog/search.ts';
import { sortOf } from '../catalog/sort.ts';
import type { Named } from './answer.ts';
import type { Mention } from './link.ts';

export function named(view: CatalogView, ref: string): Named {
  return { ref, label: labelOf(view, ref) };
}

/** The sort of thing and whose it is: "service, Payments Platform". */
export function detailOf(view: CatalogView, ref: string): string | null {
  const entry = view.get(ref);
  if (!entry) return 'not in the catalog';
  const owner = view.out(ref, 'ownedBy')[0];
  return [sortOf(entry), owner ? labelOf(view, owner) : null].filter(Boolean).join(', ');
}

/** What follows a count: `: a, b and c`, and nothing after none. */
export function listed(view: CatalogView, entries: readonly { ref: string }[]): string {
  const names = entries.map(({ ref }) => labelOf(view, ref));
  return names.length > 0 ? `: ${enumerate(names, 20)}` : '';
}

/** Says what was understood where a name was typed wrong; empty where it was typed right. */
export function understood(view: CatalogView, { ref, said, isGuess }: Mention): string {
  const entry = view.get(ref);
  if (!isGuess || !entry) return '';
  const isSaid = [entry.name, entry.title ?? ''].some((name) => nameKey(name) === nameKey(said));
  return isSaid ? '' : `I read "${said}" as ${labelOf(view, ref)}. `;
}

/** What the drawing of an answer must say beside it: how names were read, and what nothing is called. */
export function readingNote(
  view: CatalogView,
  mentions: readonly Mention[],
  strange: readonly string[] = [],
): string {
  const read = mentions.map((mention) => understood(view, mention).trim());
  return [...read, ...strangers(strange)].filter(Boolean).join(' ');
}

/** The name part of a ref that the catalog does not know. */
export function nameOf(ref: string): string {
  return parseRef(ref, { kind: 'component' }).name;
}

/** What to say of parts of a question that nothing is called. */
export function strangers(strange: readonly string[]): string[] {
  return strange.map((said) =>
    /^(?:what|who|which|where|is|does|how)\s/i.test(said)
      ? `Ask "${said}" by itself.`
      : `I do not know "${said}".`,
  );
}
