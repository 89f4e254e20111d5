import { encodePath } from '../../docs/site/paths.ts';
import type { Site } from '../../docs/site.ts';
import { type Html, html, nothing } from '../../html.ts';
import { drawStatic, type Shared } from './frame.ts';

export type Published = { site: Site; folder: string; url: string | null };

/** The first page where several sites lie in one folder: all of them by name. */
export function drawOverview(published: readonly Published[], shared: Shared): Html {
  const sites = published.toSorted((a, b) => a.site.title.localeCompare(b.site.title));
  const rows = sites.map(
    ({ site, folder }) => html`<tr>
<th scope="row"><a href="./${encodePath(folder)}/index.html">${site.title}</a>${site.description ? html` <span class="also">${site.description}</span>` : nothing}</th>
<td>${site.pages.length}</td>
</tr>`,
  );
  return drawStatic({
    title: 'Docs',
    siteTitle: 'Docs',
    home: './index.html',
    main: html`<div class="docs-list"><h1>Docs</h1>
<table class="entities docs-sites"><thead><tr><th scope="col">Docs</th><th scope="col">Pages</th></tr></thead><tbody>${rows}</tbody></table></div>`,
    shared,
    to: (file) => `./${file}`,
    hasSearch: false,
  });
}
