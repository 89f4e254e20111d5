import { escapeHtml } from '../../html.ts';
import type { Heading, RenderedPage } from '../page.ts';
import { decoded } from './paths.ts';

/**
 * The id that a written anchor means on a page: the id itself, or the one GitHub would give the heading, whose slugs differ (`c--d` for
 * "C & D", where Python-Markdown says `c-d`). Null where the page has no such place.
 */
export function idOf(anchor: string, headings: readonly Heading[], text: string): string | null {
  if (headings.some(({ id }) => id === anchor)) return anchor;
  const wanted = anchor.toLowerCase();
  const seen = new Map<string, number>();
  for (const { id, text: title } of headings) {
    const slug = githubSlug(title);
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    if (wanted === (before === 0 ? slug : `${slug}-${before}`)) return id;
  }
  const other = headings.find(({ id }) => id.toLowerCase() === wanted);
  return other?.id ?? (hasOwnId(anchor, text) ? anchor : null);
}

/** @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links */
function githubSlug(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\p{Pc}\s-]/gu, '')
    .replace(/\s/g, '-');
}

/** Ids that stand in HTML or attribute lists, footnotes: what no list of headings has. */
function hasOwnId(anchor: string, text: string): boolean {
  if (anchor === '' || anchor === 'top') return true;
  if (/^(fn|fnref)[:\d-]/.test(anchor)) return true;
  const written = [`id="${anchor}"`, `id='${anchor}'`, `name="${anchor}"`, `id=${anchor}`];
  return [...written, `#${anchor}}`, `#${anchor} `].some((one) => text.includes(one));
}

const OWN_LINK = /(<a [^>]*?href="#)([^"]+)"/g;

/** Leads links to places on the same page to the heading they mean. */
export function withOwnAnchors(page: RenderedPage): RenderedPage {
  const { html, headings } = page;
  if (!html.includes('href="#')) return page;
  const ids = new Set(Array.from(html.matchAll(/ id="([^"]*)"/g), ([, id]) => id));
  const mended = html.replace(OWN_LINK, (whole, before: string, written: string) => {
    if (ids.has(written)) return whole;
    const anchor = decoded(written.replaceAll('&amp;', '&'));
    const id = ids.has(escapeHtml(anchor)) ? null : idOf(anchor, headings, '');
    return id === null ? whole : `${before}${encodeURIComponent(id)}"`;
  });
  return { ...page, html: mended };
}
