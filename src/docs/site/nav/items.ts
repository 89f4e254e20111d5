import type { NavItem } from '../../site.ts';
import { isIndex } from '../paths.ts';
import type { NavEntry } from './entry.ts';

type Known = {
  /** Address and title of the page of a file; null where it is none. */
  page: (file: string) => { path: string; title: string } | null;
  /** Address of a file that is no page. */
  asset: (file: string) => string | null;
  hasSectionPages: boolean;
};

/** The nav with addresses and titles. What leads nowhere, and sections without a page, are left out. */
export function itemsOf(entries: readonly NavEntry[], known: Known): NavItem[] {
  return entries.flatMap((entry): NavItem[] => {
    if (entry.kind === 'url')
      return [{ title: entry.title, path: null, url: entry.url, items: [] }];
    if (entry.kind === 'section') return sectionOf(entry, known);
    const page = known.page(entry.file);
    const path = page?.path ?? known.asset(entry.file);
    if (path === null) return [];
    return [{ title: entry.title ?? page?.title ?? entry.file, path, url: null, items: [] }];
  });
}

function sectionOf({ title, items }: NavEntry & { kind: 'section' }, known: Known): NavItem[] {
  const [first, ...rest] = items;
  const isLed =
    known.hasSectionPages && first?.kind === 'file' && isIndex(first.file) && rest.length > 0;
  const lead = isLed ? known.page(first.file) : null;
  const below = itemsOf(lead ? rest : items, known);
  return below.length > 0 ? [{ title, path: lead?.path ?? null, url: null, items: below }] : [];
}

/** Addresses in the order of reading. */
export function pathsOf(items: readonly NavItem[]): string[] {
  return items.flatMap(({ path, items: below }) => [
    ...(path === null ? [] : [path]),
    ...pathsOf(below),
  ]);
}
