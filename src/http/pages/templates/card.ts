import type { CatalogView } from '../../../catalog/search.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { LoadedTemplate, TemplateSummary } from '../../../scaffolder/scaffolder.ts';
import { pathOf, TEMPLATES } from '../paths.ts';
import { counted, entityLink } from '../words.ts';
import { drawCannot, useWords } from './list.ts';

/** What a template is, above its form. */
export function drawCard(
  { template, problems, notes }: LoadedTemplate,
  { summary, view }: { summary: TemplateSummary | null; view: CatalogView },
): Html {
  const { ref, title, description, owner, tags, type, steps } = template;
  return html`<header class="template-head">
<nav class="crumbs" aria-label="You are here"><a href="${TEMPLATES}">Templates</a></nav>
<h1>${title}</h1>
<p class="badges"><span class="badge">${type}</span>${tags.map((tag) => html`<span class="tag">${tag}</span>`)}<span class="under-line">${owner ? html`kept by ${entityLink(view, owner)}` : nothing}</span>${summary ? html`<span class="under-line">${useWords(summary)}</span>` : nothing}${view.get(ref) ? html`<a href="${pathOf(ref)}">In the catalog</a>` : nothing}</p>
${description ? html`<p class="description">${description}</p>` : nothing}
<details class="what"><summary>What it does: ${counted(steps.length, 'step')}</summary><ol class="plan">${steps.map(({ name, action }) => html`<li>${name} <code class="also">${action}</code></li>`)}</ol></details>
${notes.length > 0 ? html`<details class="what"><summary>${counted(notes.length, 'note')} on how it is written</summary><ul>${notes.map(({ message, path }) => html`<li>${message} <code class="also">${path}</code></li>`)}</ul></details>` : nothing}
${drawCannot(problems)}</header>`;
}
