import { labelOf } from '../../catalog/labels.ts';
import { FACETS, type Facet, type FacetCount, type Listed } from '../../catalog/listing.ts';
import type { CatalogView } from '../../catalog/search.ts';
import type { CatalogEntry } from '../../catalog/summary.ts';
import { type Html, html, nothing } from '../../html.ts';
import { partOfKind } from '../../pictures/theme.ts';
import {
  isNarrowed,
  type ListQuery,
  listUrl,
  NOT_NARROWED,
  narrowedUrl,
  toggled,
} from './list-query.ts';
import { CATALOG, pathOf } from './paths.ts';
import { counted, entityLink, kindsWord, kindWord, numeral } from './words.ts';

export const PAGE_SIZE = 50;
/** Values of a facet that are always in sight, and how many at most when it is unfolded. */
const SHORT = 8;
const LONG = 100;
const TAGS = 3;

export type ListPage = {
  view: CatalogView;
  query: ListQuery;
  listed: Listed;
};

const TITLES: Record<Facet, string> = {
  kind: 'Kind',
  type: 'Type',
  owner: 'Owner',
  lifecycle: 'Lifecycle',
  tag: 'Tag',
};

/** The catalog as a list. The search field stands outside of what the script exchanges, so that nobody's typing is disturbed. */
export function drawList(page: ListPage): Html {
  const { query } = page;
  const kept = FACETS.flatMap((facet) =>
    query.narrowing[facet].map(
      (value) => html`<input type="hidden" name="${facet}" value="${value}">`,
    ),
  );
  return html`<div class="list-page">
<form class="search" role="search" action="${CATALOG}" data-live="results">
<label class="only-read" for="q">Search the catalog</label>
<input type="search" id="q" name="q" value="${query.text}" placeholder="Search by name, title or alias" autocomplete="off" autocapitalize="off" spellcheck="false" data-hotkey="/"${query.text || isNarrowed(query) ? nothing : html` autofocus`}>
<span data-kept>${kept}</span>
<button type="submit">Search</button>
</form>
<div id="results" class="results">${drawResults(page)}</div>
</div>`;
}

/** What changes while somebody searches: the facets, the count and the entities. */
export function drawResults(page: ListPage): Html {
  const { query, listed, view } = page;
  return html`<aside class="facets" aria-label="Filters">
<h2 class="only-read">Filters</h2>
<details class="fold"><summary>Filters</summary>
${FACETS.map((facet) => drawFacet(page, facet, listed.facets[facet]))}
</details></aside>
<section class="found" aria-label="Entities">
<div class="found-head"><h1><span role="status" data-count>${countWords(listed.entries.length, query)}</span></h1>
${isNarrowed(query) ? drawChips(view, query) : nothing}</div>
${listed.entries.length === 0 ? drawNothing(page) : drawTable(page)}
</section>`;
}

function countWords(count: number, { text }: ListQuery): string {
  const found = counted(count, 'entity', 'entities');
  return text.trim() ? `${found} for “${text.trim()}”` : found;
}

function drawChips(view: CatalogView, query: ListQuery): Html {
  const chips = FACETS.flatMap((facet) =>
    query.narrowing[facet].map((value) => {
      const words = valueWords(view, facet, value);
      return html`<li><a class="chip" href="${listUrl(toggled(query, facet, value))}" data-swap aria-label="Remove ${TITLES[facet]}: ${words}"><span class="chip-of">${TITLES[facet]}</span> ${words} <span aria-hidden="true">×</span></a></li>`;
    }),
  );
  const all = { ...query, page: 1, narrowing: NOT_NARROWED };
  return html`<ul class="chips" aria-label="Chosen filters">${chips}<li><a class="quiet" href="${listUrl(all)}" data-swap>Clear all</a></li></ul>`;
}

function drawFacet(page: ListPage, facet: Facet, counts: readonly FacetCount[]): Html {
  if (counts.length === 0) return nothing;
  const chosen = page.query.narrowing[facet];
  const inSight = counts.slice(0, SHORT);
  // A chosen value stays in sight, however rare.
  const first = [...inSight, ...counts.slice(SHORT).filter(({ value }) => chosen.includes(value))];
  const rest = counts.slice(SHORT, LONG).filter(({ value }) => !chosen.includes(value));
  const unseen = counts.length - first.length - rest.length;
  const draw = (list: readonly FacetCount[]) =>
    html`<ul>${list.map((one) => drawValue(page, facet, one))}</ul>`;
  return html`<section class="facet"><h3>${TITLES[facet]}</h3>${draw(first)}
${rest.length > 0 ? html`<details><summary>${numeral(counts.length - first.length)} more</summary>${draw(rest)}${unseen > 0 ? html`<p class="also">${numeral(unseen)} rarer ones are not listed.</p>` : nothing}</details>` : nothing}
</section>`;
}

function drawValue({ query, view }: ListPage, facet: Facet, { value, count }: FacetCount): Html {
  const isChosen = query.narrowing[facet].includes(value);
  const words = valueWords(view, facet, value);
  return html`<li><a class="value" href="${listUrl(toggled(query, facet, value))}" data-swap${isChosen ? html` aria-current="true"` : nothing}><span class="box" aria-hidden="true"></span><span class="value-name">${words}</span><span class="value-count">${numeral(count)}</span></a></li>`;
}

function valueWords(view: CatalogView, facet: Facet, value: string): string {
  if (facet === 'owner') return labelOf(view, value);
  return facet === 'kind' ? kindsWord(value) : value;
}

function drawTable(page: ListPage): Html {
  const { query, listed } = page;
  const start = (query.page - 1) * PAGE_SIZE;
  const shown = listed.entries.slice(start, start + PAGE_SIZE);
  return html`<table class="entities">
<thead><tr><th scope="col">Name</th><th scope="col">Kind</th><th scope="col">Owner</th><th scope="col">Lifecycle</th><th scope="col">Tags</th></tr></thead>
<tbody>${shown.map((entry) => drawRow(page, entry))}</tbody>
</table>
${drawPaging(query, listed.entries.length)}`;
}

function drawRow({ view }: ListPage, entry: CatalogEntry): Html {
  const { ref, kind, type, lifecycle, tags, title, name, namespace, about } = entry;
  const owner = view.out(ref, 'ownedBy')[0];
  const also = title && title !== name ? name : null;
  return html`<tr>
<th scope="row"><a href="${pathOf(ref)}">${title ?? name}</a>${namespace === 'default' ? nothing : html` <span class="space">${namespace}</span>`}${also ? html` <span class="also">${also}</span>` : nothing}${about ? html`<p>${about}</p>` : nothing}</th>
<td class="col-kind"><span class="kind kind-${partOfKind(kind)}">${kindWord(kind)}</span>${type ? html` <span class="type">${type}</span>` : nothing}</td>
<td class="col-owner">${owner ? entityLink(view, owner) : html`<span class="none" aria-label="none">–</span>`}</td>
<td class="col-lifecycle">${lifecycle ?? html`<span class="none" aria-label="none">–</span>`}</td>
<td class="col-tags">${drawTags(tags)}</td>
</tr>`;
}

function drawTags(tags: readonly string[]): Html {
  const more = tags.length - TAGS;
  const shown = tags.slice(0, TAGS);
  return html`${shown.map((tag) => html`<a class="tag" href="${narrowedUrl('tag', tag)}" data-swap>${tag}</a> `)}${more > 0 ? html`<span class="also" title="${tags.slice(TAGS).join(', ')}">+${more}</span>` : nothing}`;
}

function drawPaging(query: ListQuery, total: number): Html {
  const last = Math.ceil(total / PAGE_SIZE);
  if (last <= 1) return nothing;
  const from = (query.page - 1) * PAGE_SIZE + 1;
  const to = Math.min(total, query.page * PAGE_SIZE);
  const step = (page: number, words: string, rel: string) =>
    page >= 1 && page <= last
      ? html`<a class="button" rel="${rel}" href="${listUrl({ ...query, page })}" data-swap="top">${words}</a>`
      : html`<span class="button" aria-disabled="true">${words}</span>`;
  return html`<nav class="paging" aria-label="Pages">${step(query.page - 1, '← Previous', 'prev')}<span>${numeral(from)}–${numeral(to)} of ${numeral(total)}</span>${step(query.page + 1, 'Next →', 'next')}</nav>`;
}

function drawNothing({ query, listed, view }: ListPage): Html {
  if (view.size === 0) {
    return html`<div class="empty"><h2>The catalog is empty</h2><p>It fills with the first sync: connect GitHub, or start with <code>--catalog &lt;folder&gt;</code>.</p></div>`;
  }
  const wide = { ...query, page: 1, narrowing: NOT_NARROWED };
  const near = listed.nearest;
  return html`<div class="empty"><h2>Nothing fits</h2>
${isNarrowed(query) ? html`<p><a href="${listUrl(wide)}" data-swap>Search without filters</a></p>` : nothing}
${near.length > 0 ? html`<p>The nearest names:</p><ul>${near.map(({ ref, kind }) => html`<li>${entityLink(view, ref)} <span class="also">${kindWord(kind)}</span></li>`)}</ul>` : nothing}
</div>`;
}
