import { DOCS } from '../../docs/address.ts';
import { type Html, html, nothing } from '../../html.ts';
import type { Assets } from './assets.ts';
import { CATALOG, PROBLEMS, SCORECARDS, TEMPLATES, UNKNOWN } from './paths.ts';

export type Page = {
  title: string;
  /** Which of the places in the header this is. */
  place: 'catalog' | 'docs' | 'scorecards' | 'problems' | 'unknown' | 'templates' | null;
  main: Html;
  /** What the search of the header holds; null where the page has a search of its own. */
  search: string | null;
  /** What else stands in its head. */
  head?: Html;
};

/** A whole page around its main part. Everything on it works without its script. */
export function drawPage(assets: Assets, { title, place, main, search, head }: Page): Html {
  const link = (name: typeof place, href: string, words: string) =>
    html`<a href="${href}"${name === place ? html` aria-current="page"` : nothing}>${words}</a>`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title} · Callboard</title>
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style}">
<script type="module" src="${assets.script}"></script>
${head ?? nothing}</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
<a class="brand" href="${CATALOG}"><img src="${assets.icon}" alt="" width="22" height="22">Callboard</a>
<nav aria-label="Main">${link('catalog', CATALOG, 'Catalog')}${link('docs', DOCS, 'Docs')}${link('scorecards', SCORECARDS, 'Scorecards')}${link('templates', TEMPLATES, 'Templates')}${link('problems', PROBLEMS, 'Problems')}${link('unknown', UNKNOWN, 'Unknown')}</nav>
${search === null ? nothing : headerSearch(search)}
</header>
<main id="main" tabindex="-1">${main}</main>
</body>
</html>`;
}

function headerSearch(text: string): Html {
  return html`<form class="find" role="search" action="${CATALOG}">
<input type="search" name="q" value="${text}" placeholder="Find anything" aria-label="Search the catalog" autocomplete="off" spellcheck="false" data-hotkey="/">
</form>`;
}
