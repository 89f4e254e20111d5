import type { Token } from 'markdown-it';
import type { Heading } from '../page.ts';
import { githubSlugOf, slugOf } from './slug.ts';

/** The id that a link to a place of a page means: as it is, or as GitHub or another tool would have named the heading. */
export function findAnchor(headings: readonly Heading[], anchor: string): string | null {
  const wanted = decoded(anchor);
  const byId = headings.find(({ id }) => id === wanted);
  if (byId) return byId.id;
  const counts = new Map<string, number>();
  for (const { text, id } of headings) {
    const slug = githubSlugOf(text);
    const count = counts.get(slug) ?? 0;
    counts.set(slug, count + 1);
    if ((count === 0 ? slug : `${slug}-${count}`) === wanted.toLowerCase()) return id;
  }
  const loose = slugOf(wanted);
  return loose ? (headings.find(({ id }) => id === loose)?.id ?? null) : null;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Leads links within a page to the ids that its headings have here. */
export function mendAnchors(tokens: readonly Token[], headings: readonly Heading[]): void {
  for (const token of tokens) {
    for (const child of token.children ?? []) {
      const href = child.type === 'link_open' ? child.attrGet('href') : null;
      if (typeof href !== 'string' || !href.startsWith('#')) continue;
      const id = findAnchor(headings, href.slice(1));
      if (id) child.attrSet('href', `#${id}`);
    }
  }
}
