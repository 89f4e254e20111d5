import { editAddress } from '../../docs/site/settings.ts';
import type { DocFile, Site, SitePage } from '../../docs/site.ts';
import { html, nothing } from '../../html.ts';
import { drawDocsPage } from '../../http/pages/docs/draw-page.ts';
import { navLinks, neighboursOf } from '../../http/pages/docs/nav.ts';
import { drawStatic, type Shared } from './frame.ts';
import { searchData } from './search-data.ts';
import { fileFrom, hrefFrom, renderStatic, type SiteToDraw, siteToDraw } from './static-site.ts';

/** A file to write: its text, or the file of the source that it is a copy of. */
export type Output = { text: () => string } | { copyOf: DocFile };

export type Publication = {
  /** Folder of the site below the one that is written; `''` for the only one. */
  folder: string;
  shared: Shared;
  /** Where the site will be: `https://docs.example.com/ledger/`; null while that is not known. */
  url: string | null;
};

/** Every file of a static site, by its path below the folder that is written. */
export function outputsOf(
  site: Site,
  read: SiteToDraw['read'],
  publication: Publication,
): Map<string, Output> {
  const drawing = siteToDraw(site, read);
  const outputs = new Map<string, Output>();
  const below = (path: string) => (publication.folder ? `${publication.folder}/${path}` : path);
  const add = (path: string, output: Output) => {
    if (!outputs.has(below(path))) outputs.set(below(path), output);
  };
  for (const page of site.pages)
    add(fileOf(page.path), { text: () => String(drawPage(page, drawing, publication)) });
  const first = site.pages[0];
  if (first && first.path !== '') redirect('', first.path);
  for (const [from, to] of Object.entries(site.settings.redirects)) redirect(from, to);
  for (const [address, file] of Object.entries(site.assets))
    if (drawing.places.hasAsset(address)) add(address, { copyOf: file });
  add('search-data.js', { text: () => searchData(site) });
  add('search.html', { text: () => String(drawSearch(drawing, publication)) });
  add('404.html', { text: () => String(drawMissing(drawing, publication)) });
  const { url } = publication;
  if (url) add('sitemap.xml', { text: () => sitemap(site, url) });
  return outputs;

  function redirect(from: string, to: string) {
    add(fileOf(from), { text: () => String(drawRedirect(from, to)) });
  }
}

function fileOf(path: string): string {
  return path === '' ? 'index.html' : `${path}/index.html`;
}

function drawPage(page: SitePage, drawing: SiteToDraw, { folder, shared, url }: Publication) {
  const { site } = drawing;
  const rendered = renderStatic(drawing, page);
  const hrefOf = (path: string) => hrefFrom(page.path, path);
  const place = (one: SitePage | null) => one && { title: one.title, href: hrefOf(one.path) };
  const { previous, next } = neighboursOf(site.pages, page.path);
  const edit = editAddress(site.settings, page.file);
  const main = drawDocsPage({
    site: { title: site.title, href: hrefOf('') },
    above: [],
    nav: navLinks(site.nav, { here: page.path, hrefOf }),
    title: page.title,
    body: rendered.html,
    headings: rendered.headings,
    hides: page.parsed.meta.hide ?? [],
    previous: place(previous),
    next: place(next),
    search: {
      action: fileFrom(page.path, 'search.html'),
      hidden: {},
      label: `Search ${site.title}`,
    },
    about: null,
    foot: edit
      ? html`<p class="doc-actions"><a href="${edit}" rel="noopener noreferrer">Wrong? Fix it</a></p>`
      : null,
    copyright: site.settings.copyright,
  });
  return drawStatic({
    title: page.title,
    siteTitle: site.title,
    home: hrefOf(''),
    main,
    shared,
    to: sharedFrom(folder, page.path),
    hasDiagrams: rendered.hasDiagrams,
    canonical: url ? new URL(page.path === '' ? '' : `${page.path}/`, url).href : null,
  });
}

/** Shared files lie at the top, whichever site of it a page is of. */
function sharedFrom(folder: string, path: string) {
  return (file: string) => fileFrom([folder, path].filter(Boolean).join('/'), file);
}

function drawSearch({ site }: SiteToDraw, { folder, shared }: Publication) {
  const main = drawDocsPage({
    site: { title: site.title, href: hrefFrom('', '') },
    above: [],
    nav: navLinks(site.nav, { here: null, hrefOf: (path) => hrefFrom('', path) }),
    title: 'Search',
    body: '<div data-results><noscript><p>The search needs JavaScript.</p></noscript></div>',
    headings: [],
    hides: [],
    previous: null,
    next: null,
    search: { action: './search.html', hidden: {}, label: `Search ${site.title}` },
    about: null,
    foot: null,
    copyright: null,
  });
  return drawStatic({
    title: 'Search',
    siteTitle: site.title,
    home: hrefFrom('', ''),
    main,
    shared,
    to: sharedFrom(folder, ''),
  });
}

/** A server shows it at any address, so its own links are whole ones; where the address of the site is not known it has none. */
function drawMissing({ site }: SiteToDraw, { folder, shared, url }: Publication) {
  const top = url && folder ? url.slice(0, -folder.length - 1) : url;
  const main = html`<div class="notice"><h1>Nothing here</h1><p>There is no page at this address.</p>${url ? html`<p><a href="${url}index.html">${site.title}</a></p>` : nothing}</div>`;
  return drawStatic({
    title: 'Nothing here',
    siteTitle: site.title,
    home: url ? `${url}index.html` : './index.html',
    main,
    shared,
    to: (file) => (top ? `${top}${file}` : sharedFrom(folder, '')(file)),
    hasSearch: false,
  });
}

function drawRedirect(from: string, to: string) {
  const [path = '', anchor] = to.split('#');
  const href = /^https:/.test(to) ? to : `${hrefFrom(from, path)}${anchor ? `#${anchor}` : ''}`;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Moved</title><meta name="robots" content="noindex"><meta http-equiv="refresh" content="0; url=${href}"></head>
<body><p>This page is <a href="${href}">here</a> now.</p></body></html>
`;
}

function sitemap({ pages }: Site, url: string): string {
  const places = pages.map(({ path }) => new URL(path === '' ? '' : `${path}/`, url).href);
  const lines = places.map((place) => String(html`<url><loc>${place}</loc></url>`));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${lines.join('\n')}\n</urlset>\n`;
}
