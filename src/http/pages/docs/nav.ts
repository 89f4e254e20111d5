import type { NavItem } from '../../../docs/site.ts';

/** An entry of the nav as it is drawn. */
export type NavLink = {
  title: string;
  /** Null for a heading of others. */
  href: string | null;
  isOutside: boolean;
  /** Whether it is the page that is shown. */
  isHere: boolean;
  /** Whether the page that is shown is it, or below it. */
  isOpen: boolean;
  items: readonly NavLink[];
};

/** The nav of a site around one of its pages. `here` is the path of that page, null where none is shown. */
export function navLinks(
  nav: readonly NavItem[],
  { here, hrefOf }: { here: string | null; hrefOf: (path: string) => string },
): NavLink[] {
  return nav.map(({ title, path, url, items }) => {
    const below = navLinks(items, { here, hrefOf });
    const isHere = path !== null && path === here;
    return {
      title,
      href: path === null ? url : hrefOf(path),
      isOutside: path === null && url !== null,
      isHere,
      isOpen: isHere || below.some(({ isOpen }) => isOpen),
      items: below,
    };
  });
}

/** The titles that lead to a page through the nav, outermost first and without its own. */
export function trailOf(nav: readonly NavLink[]): string[] {
  const open = nav.find(({ isOpen }) => isOpen);
  if (!open || open.isHere) return [];
  return [open.title, ...trailOf(open.items)];
}

/** The pages before and after one in the order of reading. Pages that the nav does not name have none. */
export function neighboursOf<Page extends { path: string; isInNav: boolean }>(
  pages: readonly Page[],
  path: string,
): { previous: Page | null; next: Page | null } {
  const read = pages.filter(({ isInNav }) => isInNav);
  const at = read.findIndex((page) => page.path === path);
  if (at < 0) return { previous: null, next: null };
  return { previous: read[at - 1] ?? null, next: read[at + 1] ?? null };
}
