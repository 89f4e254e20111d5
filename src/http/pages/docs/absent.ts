import type { CatalogView } from '../../../catalog/search.ts';
import { DOCS, docAddress } from '../../../docs/address.ts';
import type { SiteRow } from '../../../docs/store.ts';
import { type Html, html, nothing } from '../../../html.ts';
import { DOCS_SEARCH } from '../paths.ts';
import { entityLink } from '../words.ts';
import { drawSearchBox } from './draw-page.ts';
import type { PageTitle } from './gather.ts';

/** What an address says below a site that has no such page. */
export function drawNoPage({
  site,
  asked,
  nearest,
}: {
  site: SiteRow;
  asked: string;
  nearest: readonly PageTitle[];
}): Html {
  return html`<div class="notice"><h1>This page is not in ${site.title}</h1>
<p>There is nothing at <code>${asked}</code>. It may have been renamed, or a link has a mistake.</p>
${nearest.length > 0 ? html`<h2>The nearest pages</h2><ul class="nearest">${nearest.map(({ path, title }) => html`<li><a href="${docAddress(site.ref, path)}">${title}</a> <span class="also">${path}</span></li>`)}</ul>` : nothing}
<h2>Or search</h2>
${drawSearchBox({ action: DOCS_SEARCH, hidden: { in: site.ref }, label: `Search ${site.title}`, text: wordsOf(asked) })}
<p><a href="${docAddress(site.ref)}">First page of ${site.title}</a></p></div>`;
}

/** What an address says of an entity without docs, or with docs that are not for whoever looks: the same, so that it tells nothing. */
export function drawNoDocs(view: CatalogView, ref: string): Html {
  const isKnown = view.get(ref) !== undefined;
  return html`<div class="notice"><h1>There are no docs here</h1>
<p>${isKnown ? html`${entityLink(view, ref)} has none that you can read.` : html`Nothing called <code>${ref}</code> is in the catalog.`}</p>
<p><a href="${DOCS}">All docs</a></p></div>`;
}

/** `guides/rotate-keys` as words to search for. */
function wordsOf(path: string): string {
  return (path.split('/').at(-1) ?? '').replaceAll(/[-_.]+/g, ' ').trim();
}
