import { raw } from 'hono/html';
import type { Heading } from '../../../docs/page.ts';
import { type Html, html, nothing } from '../../../html.ts';
import { type NavLink, trailOf } from './nav.ts';

export type Place = { title: string; href: string };

/** Where a search of the page is sent to: the fields of a form. */
export type DocsSearch = {
  action: string;
  /** What is sent beside the words: `in` for the docs of one site. */
  hidden: Readonly<Record<string, string>>;
  /** "Search Ledger docs" */
  label: string;
  /** What was searched for already. */
  text?: string;
};

/** A page of docs as it is drawn: plain data, with every address as it shall stand there. */
export type DocsPage = {
  site: Place;
  /** What leads to the site: all docs. */
  above: readonly Place[];
  nav: readonly NavLink[];
  title: string;
  /** Sanitised HTML, from `renderPage`. */
  body: string;
  headings: readonly Heading[];
  /** Parts that the page wants left out: `navigation`, `toc`. */
  hides: readonly string[];
  previous: Place | null;
  next: Place | null;
  /** Null where nothing can be searched. */
  search: DocsSearch | null;
  /** Whose it is and how old, below the trail. */
  about: Html | null;
  /** What somebody can do about the page, below it. */
  foot: Html | null;
  copyright: string | null;
};

/** The main part of a page of docs: nav, text, contents. The live pages and static sites both draw it. */
export function drawDocsPage(page: DocsPage): Html {
  const hasNav = !page.hides.includes('navigation') && page.nav.length > 0;
  const contents = page.hides.includes('toc') ? nothing : drawContents(page.headings);
  return html`<div class="docs${hasNav ? '' : ' docs-without-nav'}">
${drawSide(page, hasNav)}
<article class="doc" aria-label="${page.title}">
<nav class="crumbs" aria-label="You are here">${drawTrail(page)}</nav>
${page.about ?? nothing}
<div class="doc-body">${hasTitle(page.body) ? nothing : html`<h1>${page.title}</h1>`}${raw(page.body)}</div>
<footer class="doc-foot">
${page.foot ?? nothing}
${drawNeighbours(page)}
${page.copyright ? html`<p class="also">${page.copyright}</p>` : nothing}
</footer>
</article>
${contents}
</div>`;
}

/** A page whose text begins without a title of its own is given the one it is known by. */
function hasTitle(body: string): boolean {
  return /<h1[\s>]/.test(body);
}

function drawSide({ site, nav, search }: DocsPage, hasNav: boolean): Html {
  if (!hasNav && !search) return nothing;
  return html`<aside class="docs-side" aria-label="Docs of ${site.title}">
${search ? drawSearchBox(search) : nothing}
${hasNav ? html`<details class="docs-menu" data-menu><summary>Pages</summary><nav class="docs-nav" aria-label="Pages"><a class="docs-site" href="${site.href}">${site.title}</a>${drawNav(nav)}</nav></details>` : nothing}
</aside>`;
}

/** A field whose results show below it while somebody types; without a script it leads to a page of them. */
export function drawSearchBox({ action, hidden, label, text = '' }: DocsSearch): Html {
  return html`<form class="docs-find" role="search" action="${action}" data-find>
<input type="search" name="q" value="${text}" placeholder="${label}" aria-label="${label}" autocomplete="off" autocapitalize="off" spellcheck="false" data-hotkey="/">
${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
</form>`;
}

function drawNav(nav: readonly NavLink[]): Html {
  return html`<ul>${nav.map((link) => html`<li>${drawNavLink(link)}</li>`)}</ul>`;
}

/** A heading of others unfolds; one that is a page itself shows what is below it when somebody is there. */
function drawNavLink({ title, href, isOutside, isHere, isOpen, items }: NavLink): Html {
  if (href === null && items.length > 0)
    return html`<details${isOpen ? html` open` : nothing}><summary>${title}</summary>${drawNav(items)}</details>`;
  if (href === null) return html`<span>${title}</span>`;
  const link = html`<a href="${href}"${isHere ? html` aria-current="page"` : nothing}${isOutside ? html` rel="noreferrer" class="outside"` : nothing}>${title}</a>`;
  return isOpen && items.length > 0 ? html`${link}${drawNav(items)}` : link;
}

function drawTrail({ above, site, nav }: DocsPage): Html {
  const slash = html` <span aria-hidden="true">/</span> `;
  const links = [...above, site].map(({ title, href }) => html`<a href="${href}">${title}</a>`);
  const rest = trailOf(nav).map((title) => html`<span>${title}</span>`);
  return html`${[...links, ...rest].map((one, at) => html`${at === 0 ? nothing : slash}${one}`)}`;
}

/** Headings of the second and third level: what is deeper is read, not looked up. */
function drawContents(headings: readonly Heading[]): Html {
  const shown = headings.filter(({ level }) => level === 2 || level === 3);
  if (shown.length < 2) return nothing;
  return html`<aside class="docs-contents"><details data-contents><summary>On this page</summary><nav aria-label="On this page"><ol>${shown.map(({ level, text, id }) => html`<li class="depth-${level}"><a href="#${id}">${text}</a></li>`)}</ol></nav></details></aside>`;
}

function drawNeighbours({ previous, next }: DocsPage): Html {
  if (!previous && !next) return nothing;
  const link = (place: Place | null, rel: 'prev' | 'next', words: string) =>
    place
      ? html`<a class="doc-${rel}" rel="${rel}" href="${place.href}"><span class="also">${words}</span> ${place.title}</a>`
      : html`<span></span>`;
  return html`<nav class="doc-neighbours" aria-label="Previous and next">${link(previous, 'prev', 'Previous')}${link(next, 'next', 'Next')}</nav>`;
}
