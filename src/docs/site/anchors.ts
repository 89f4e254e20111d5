import { escapeHtml } from '../../html.ts';
import type { Heading, RenderedPage } from '../page.ts';
import { decoded } from './paths.ts';

/**
 * The id that a written anchor means on a page: the id itself, or the one GitHub would give the heading, whose slugs differ (`c--d` for
 * "C & D", where Python-Markdown says `c-d`). Null where the page has no such place.
 */
export function idOf(anchor: string, headings: readonly Heading[], text: string): string | null {
  if (headings.some(({ id }) => id === anchor)) return anchor;
  const seen = new Map<string, number>();
  for (const { id, text: title } of headings) {
    const slug = githubSlug(title);
    const before = seen.get(slug) ?? 0;
    seen.set(slug, before + 1);
    if (anchor.toLowerCase() === (before === 0 ? slug : `${slug}-${before}`)) return id;
  }
  const other = headings.find(({ id }) => id.toLowerCase() === anchor.toLowerCase());
  if (other) return other.id;
  return hasOwnId(anchor, text) ? anchor : null;
}

/** @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links */
export function githubSlug(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** Ids that stand in HTML or attribute lists, footnotes, tabs: what no list of headings has. */
function hasOwnId(anchor: string, text: string): boolean {
  if (anchor === '' || anchor === 'top') return true;
  if (/^(fn|fnref)[:\d]/.test(anchor)) return true;
  return [
    `id="${anchor}"`,
    `id='${anchor}'`,
    `name="${anchor}"`,
    `#${anchor}}`,
    `#${anchor} `,
    `id=${anchor}`,
  ].some((written) => text.includes(written));
}

/** Leads links to places on the same page to the heading they mean, where GitHub would have named it otherwise. */
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

const OWN_LINK = /(<a [^>]*?href="#)([^"]+)"/g;
