import { labelOf } from '../../../catalog/labels.ts';
import type { CatalogView } from '../../../catalog/search.ts';
import { DOCS, docAddress } from '../../../docs/address.ts';
import type { Docs } from '../../../docs/docs.ts';
import { PAGE_KINDS, type PageKind } from '../../../docs/page.ts';
import { type Html, html, nothing } from '../../../html.ts';
import { DOCS_SEARCH } from '../paths.ts';
import { counted, entityLink } from '../words.ts';
import { KINDS_OF_PAGES, kindOfPage } from './about.ts';
import { drawSearchBox } from './draw-page.ts';

export type DocResults = Awaited<ReturnType<Docs['search']['find']>>;
type DocHit = DocResults['hits'][number];

export const HITS_A_PAGE = 20;

/** What somebody looks for in docs. */
export type FindQuery = {
  text: string;
  /** Ref of the entity whose docs are searched; null for all docs. */
  within: string | null;
  kind: PageKind | null;
  page: number;
};

export function readFindQuery(params: URLSearchParams): FindQuery {
  const kind = params.get('kind');
  return {
    text: (params.get('q') ?? '').slice(0, 400),
    within: params.get('in')?.toLowerCase() || null,
    kind: PAGE_KINDS.find((one) => one === kind) ?? null,
    page: Math.min(50, Math.max(1, Math.trunc(Number(params.get('page'))) || 1)),
  };
}

export function findUrl({ text, within, kind, page }: FindQuery): string {
  const params = new URLSearchParams({ q: text });
  if (within) params.set('in', within);
  if (kind) params.set('kind', kind);
  if (page > 1) params.set('page', String(page));
  return `${DOCS_SEARCH}?${params}`;
}

type Found = { view: CatalogView; query: FindQuery; results: DocResults };

/** The page of results. */
export function drawFound({ view, query, results }: Found): Html {
  const { hits, total } = results;
  const where = query.within ? html` in docs of ${entityLink(view, query.within)}` : nothing;
  return html`<div class="docs-found">
<nav class="crumbs" aria-label="You are here"><a href="${DOCS}">Docs</a></nav>
${drawSearchBox({ action: DOCS_SEARCH, hidden: query.within ? { in: query.within } : {}, label: 'Search docs', text: query.text })}
<h1>${query.text.trim() ? html`<span role="status">${counted(total, 'section')}</span> for “${query.text.trim()}”${where}` : html`Search docs${where}`}</h1>
${drawCorrected(results)}
${drawFilters(query)}
${hits.length > 0 ? html`<ol class="docs-hits">${hits.map((hit) => html`<li>${drawHit(view, hit)}</li>`)}</ol>` : drawNothing(query)}
${drawPaging(query, total)}
</div>`;
}

/** What drops down below the field while somebody types. */
export function drawPanel({ view, query, results }: Found): Html {
  const { hits, total } = results;
  const wide = query.within ? { ...query, within: null } : null;
  return html`<p class="only-read" role="status">${counted(total, 'section')}</p>
${hits.length > 0 ? html`<ol>${hits.map((hit) => html`<li><a href="${hitUrl(hit)}" data-hit><strong>${hit.page.title}</strong>${trail(hit)}${query.within ? nothing : html` <span class="also">${labelOf(view, hit.site.ref)}</span>`}<span class="hit-text">${marked(hit.snippet)}</span></a></li>`)}</ol>` : html`<p class="also">Nothing here says that.</p>`}
<p class="docs-panel-foot">${total > hits.length ? html`<a href="${findUrl(query)}" data-hit>All ${counted(total, 'section')}</a>` : nothing}${wide ? html` <a href="${findUrl(wide)}" data-hit>Search all docs</a>` : nothing}</p>`;
}

function drawHit(view: CatalogView, hit: DocHit): Html {
  return html`<a href="${hitUrl(hit)}">${hit.page.title}${trail(hit)}</a> ${kindOfPage(hit.page.kind)}
<p>${marked(hit.snippet)}</p>
<p class="also">${hit.site.title} · ${entityLink(view, hit.site.ref)}${hit.site.repository ? html` · ${hit.site.repository}` : nothing}</p>`;
}

function trail({ section, page }: DocHit): Html {
  const path = section.path.filter((title) => title !== page.title);
  return html`${path.map((title) => html` <span class="hit-path">› ${title}</span>`)}`;
}

function hitUrl({ site, page, section }: DocHit): string {
  return docAddress(site.ref, page.path, section.anchor);
}

/** A text with what was looked for marked. */
export function marked({ text, marks }: DocHit['snippet']): Html {
  const parts: Html[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(html`${text.slice(at, start)}<mark>${text.slice(start, end)}</mark>`);
    at = end;
  }
  return html`${parts}${text.slice(at)}`;
}

function drawCorrected({ corrected }: DocResults): Html {
  return html`${corrected.map(({ said, used }) => html`<p class="also">“${said}” is nowhere; this is for “${used}”.</p>`)}`;
}

function drawFilters(query: FindQuery): Html {
  const kinds = PAGE_KINDS.flatMap((kind) => {
    const word = KINDS_OF_PAGES[kind];
    return word ? [{ kind, word }] : [];
  });
  const link = (kind: PageKind | null, word: string) =>
    html`<a class="chip" href="${findUrl({ ...query, kind, page: 1 })}"${query.kind === kind ? html` aria-current="true"` : nothing}>${word}</a> `;
  return html`<nav class="chips" aria-label="Kinds of pages">${link(null, 'All pages')}${kinds.map(({ kind, word }) => link(kind, word))}${query.within ? html`<a class="quiet" href="${findUrl({ ...query, within: null, page: 1 })}">Search all docs</a>` : nothing}</nav>`;
}

function drawNothing({ text }: FindQuery): Html {
  if (!text.trim()) return nothing;
  return html`<div class="empty"><h2>Nothing says that</h2><p>Try fewer or other words. What nobody has written down, the team that owns it knows.</p></div>`;
}

function drawPaging(query: FindQuery, total: number): Html {
  const last = Math.ceil(total / HITS_A_PAGE);
  if (last <= 1) return nothing;
  const step = (page: number, words: string, rel: string) =>
    page >= 1 && page <= last
      ? html`<a class="button" rel="${rel}" href="${findUrl({ ...query, page })}">${words}</a>`
      : html`<span class="button" aria-disabled="true">${words}</span>`;
  return html`<nav class="paging" aria-label="Pages">${step(query.page - 1, '← Previous', 'prev')}<span>Page ${query.page} of ${last}</span>${step(query.page + 1, 'Next →', 'next')}</nav>`;
}
