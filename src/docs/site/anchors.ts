import { escapeHtml } from '../../html.ts';
import type { Heading, RenderedPage } from '../page.ts';
import { decoded } from './paths.ts';

/**
 * The id that a written anchor means on a page: the id itself, or the one GitHub would give the heading, whose slugs differ (`c--d` for
 * "C & D", where Python-Markdown says `c-d`). Null where the page has no such place.
 */
export function idOf(anchor: string, headings: readonly Heading[], text: string): string | null {
  const known = namesOf(headings).get(anchor) ?? namesOf(headings).get(anchor.toLowerCase());
  if (known !== undefined) return known;
  const isOwn = anchor === '' || anchor === 'top' || /^(fn|fnref)[:\d-]/.test(anchor);
  return isOwn || ownIdsOf(headings, text).has(anchor) ? anchor : null;
}

/** What was made of the headings of a page: a page may have thousands of links to itself. */
const names = new WeakMap<readonly Heading[], ReadonlyMap<string, string>>();
const ownIds = new WeakMap<readonly Heading[], { text: string; ids: ReadonlySet<string> }>();

/** Every name of a heading -> its id. Ids go before slugs, and those before ids in other case. */
function namesOf(headings: readonly Heading[]): ReadonlyMap<string, string> {
  const known = names.get(headings);
  if (known) return known;
  const counts = new Map<string, number>();
  const bySlug = headings.map(({ id, text }): [string, string] => {
    const slug = githubSlug(text);
    const before = counts.get(slug) ?? 0;
    counts.set(slug, before + 1);
    return [before === 0 ? slug : `${slug}-${before}`, id];
  });
  const inOtherCase = headings.map(({ id }): [string, string] => [id.toLowerCase(), id]);
  const exact = headings.map(({ id }): [string, string] => [id, id]);
  // Of two with one name the later stands: the surest comes last, and the first heading goes before others.
  const made = new Map([...inOtherCase.reverse(), ...bySlug.reverse(), ...exact]);
  names.set(headings, made);
  return made;
}

/** @see https://docs.github.com/en/get-started/writing-on-github/getting-started-with-writing-and-formatting-on-github/basic-writing-and-formatting-syntax#section-links */
function githubSlug(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}\p{Pc}\s-]/gu, '')
    .replace(/\s/g, '-');
}

const OWN_ID = /\b(?:id|name)=["']?([^"'\s>}]{1,200})|#([^\s#}]{1,200})(?=[ }])/g;

/** Ids that stand in HTML or attribute lists: what no list of headings has. */
function ownIdsOf(headings: readonly Heading[], text: string): ReadonlySet<string> {
  const known = ownIds.get(headings);
  if (known?.text === text) return known.ids;
  const ids = new Set(Array.from(text.matchAll(OWN_ID), ([, html, list]) => html ?? list ?? ''));
  ownIds.set(headings, { text, ids });
  return ids;
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
