import { findAnchor } from '../markdown/mend-anchors.ts';
import type { Heading } from '../page.ts';

/** The id that a written anchor means on a page, whichever tool it was written for. Null where the page has no such place. */
export function idOf(anchor: string, headings: readonly Heading[], text: string): string | null {
  return findAnchor(headings, anchor) ?? (hasOwnId(anchor, text) ? anchor : null);
}

/** Ids that stand in HTML or attribute lists, footnotes: what no list of headings has. */
function hasOwnId(anchor: string, text: string): boolean {
  if (anchor === '' || anchor === 'top') return true;
  if (/^(fn|fnref)[:\d-]/.test(anchor)) return true;
  const written = [`id="${anchor}"`, `id='${anchor}'`, `name="${anchor}"`, `id=${anchor}`];
  return [...written, `#${anchor}}`, `#${anchor} `].some((one) => text.includes(one));
}
