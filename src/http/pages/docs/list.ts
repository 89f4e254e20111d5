import { labelOf } from '../../../catalog/labels.ts';
import type { CatalogView } from '../../../catalog/search.ts';
import { DOCS, docAddress } from '../../../docs/address.ts';
import type { SiteInList } from '../../../docs/overview.ts';
import { type Html, html, nothing } from '../../../html.ts';
import { DOCS_HEALTH, DOCS_SEARCH } from '../paths.ts';
import { counted, entityLink, numeral, when } from '../words.ts';
import { drawSearchBox } from './draw-page.ts';

export const SITES_A_PAGE = 100;

export type SiteList = {
  view: CatalogView;
  now: Date;
  /** What the looker may read. */
  sites: readonly SiteInList[];
  /** Ref of a team; null for everybody's. */
  owner: string | null;
  page: number;
};

/** All docs there are, by name, with a search across them. */
export function drawSiteList({ view, now, sites, owner, page }: SiteList): Html {
  const owned = sites.map((site) => ({ ...site, owner: ownerOf(view, site.ref) }));
  const chosen = owned
    .filter((site) => owner === null || site.owner === owner)
    .toSorted((a, b) => a.title.localeCompare(b.title));
  const last = Math.max(1, Math.ceil(chosen.length / SITES_A_PAGE));
  const at = Math.min(page, last);
  const shown = chosen.slice((at - 1) * SITES_A_PAGE, at * SITES_A_PAGE);
  const owners = [...new Set(owned.flatMap((site) => (site.owner ? [site.owner] : [])))];
  return html`<div class="docs-list">
${drawSearchBox({ action: DOCS_SEARCH, hidden: {}, label: 'Search all docs', text: '' })}
<div class="found-head"><h1>${counted(chosen.length, 'site')}</h1>${drawOwners(view, owners, owner)}<a class="also" href="${DOCS_HEALTH}">Docs health</a></div>
${chosen.length === 0 ? drawEmpty(sites.length) : drawTable(shown, { view, now })}
${drawPaging({ owner, page: at, last })}
</div>`;
}

export function ownerOf(view: CatalogView, ref: string): string | null {
  const kind = view.get(ref)?.kind;
  if (kind === 'group' || kind === 'user') return ref;
  return view.out(ref, 'ownedBy')[0] ?? null;
}

export function listUrl({ owner, page }: { owner: string | null; page: number }): string {
  const params = new URLSearchParams();
  if (owner) params.set('owner', owner);
  if (page > 1) params.set('page', String(page));
  return params.size > 0 ? `${DOCS}?${params}` : DOCS;
}

function drawOwners(view: CatalogView, owners: readonly string[], chosen: string | null): Html {
  if (owners.length < 2) return nothing;
  const named = owners
    .map((ref) => ({ ref, label: labelOf(view, ref) }))
    .toSorted((a, b) => a.label.localeCompare(b.label));
  return html`<form class="docs-owner" action="${DOCS}"><label for="owner">Owner</label>
<select id="owner" name="owner"><option value="">Everybody</option>${named.map(({ ref, label }) => html`<option value="${ref}"${ref === chosen ? html` selected` : nothing}>${label}</option>`)}</select>
<button type="submit">Show</button></form>`;
}

type Row = SiteInList & { owner: string | null };

function drawTable(sites: readonly Row[], { view, now }: { view: CatalogView; now: Date }): Html {
  return html`<table class="entities docs-sites">
<thead><tr><th scope="col">Docs</th><th scope="col">Of</th><th scope="col">Owner</th><th scope="col">Pages</th><th scope="col">Changed</th></tr></thead>
<tbody>${sites.map(
    (site) => html`<tr>
<th scope="row"><a href="${docAddress(site.ref)}">${site.title}</a>${site.repository ? html` <span class="also">${site.repository}</span>` : nothing}${site.readers ? html` <span class="badge">Private</span>` : nothing}</th>
<td>${entityLink(view, site.ref)}</td>
<td>${site.owner ? entityLink(view, site.owner) : html`<span class="none" aria-label="none">–</span>`}</td>
<td>${numeral(site.pages)}</td>
<td>${site.changedAt ? when(site.changedAt, now) : html`<span class="none" aria-label="not known">–</span>`}</td>
</tr>`,
  )}</tbody>
</table>`;
}

function drawEmpty(all: number): Html {
  if (all > 0)
    return html`<div class="empty"><h2>Nothing fits</h2><p><a href="${DOCS}">Docs of everybody</a></p></div>`;
  return html`<div class="empty"><h2>There are no docs yet</h2><p>Every <code>mkdocs.yml</code>, folder <code>docs/</code> and README beside a descriptor is shown here after the next sync. The annotation <code>backstage.io/techdocs-ref: dir:.</code> says where else to look.</p></div>`;
}

function drawPaging({
  owner,
  page,
  last,
}: {
  owner: string | null;
  page: number;
  last: number;
}): Html {
  if (last <= 1) return nothing;
  const step = (to: number, words: string, rel: string) =>
    to >= 1 && to <= last
      ? html`<a class="button" rel="${rel}" href="${listUrl({ owner, page: to })}">${words}</a>`
      : html`<span class="button" aria-disabled="true">${words}</span>`;
  return html`<nav class="paging" aria-label="Pages">${step(page - 1, '← Previous', 'prev')}<span>Page ${page} of ${last}</span>${step(page + 1, 'Next →', 'next')}</nav>`;
}
