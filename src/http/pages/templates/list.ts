import type { CatalogView } from '../../../catalog/search.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { TemplateProblem, TemplateSummary } from '../../../scaffolder/scaffolder.ts';
import { formPathOf, NUMBERS, RUNS, TEMPLATES } from '../paths.ts';
import { counted, entityLink } from '../words.ts';
import { duration } from './steps.ts';

/** What can be made: the templates of the catalog, then those that come with Callboard. */
export function drawTemplates(templates: readonly TemplateSummary[], view: CatalogView): Html {
  const own = templates.filter(({ isShipped }) => !isShipped);
  const shipped = templates.filter(({ isShipped }) => isShipped);
  return html`<div class="templates-page">${drawTabs('templates')}
<h1>Templates</h1>
<p class="lead">A form becomes a repository that is already right: with tests, an owner and an entry in the catalog.</p>
${templates.length === 0 ? html`<p class="none">There are no templates yet. Put a descriptor of <code>kind: Template</code> into a repository that I read.</p>` : nothing}
${drawGroup('Of the catalog', own, view)}${drawGroup('Come with Callboard', shipped, view)}</div>`;
}

export function drawTabs(current: 'templates' | 'runs' | 'numbers'): Html {
  const tab = (name: typeof current, href: string, words: string) =>
    html`<a class="tab" href="${href}"${name === current ? html` aria-current="page"` : nothing}>${words}</a>`;
  return html`<nav class="tabs tabs-of-templates" aria-label="Templates">${tab('templates', TEMPLATES, 'Templates')}${tab('runs', RUNS, 'Runs')}${tab('numbers', NUMBERS, 'Numbers')}</nav>`;
}

function drawGroup(title: string, templates: readonly TemplateSummary[], view: CatalogView): Html {
  if (templates.length === 0) return nothing;
  return html`<section class="template-group"><h2>${title} <span class="count">${templates.length}</span></h2>
<ul class="templates">${templates.map((template) => drawTemplate(template, view))}</ul></section>`;
}

function drawTemplate(template: TemplateSummary, view: CatalogView): Html {
  const { ref, title, description, owner, tags, type, problems } = template;
  return html`<li class="template">
<h3><a href="${formPathOf(ref)}">${title}</a> <span class="badge">${type}</span></h3>
${description ? html`<p class="template-about">${description}</p>` : nothing}
<p class="under">${owner ? html`${entityLink(view, owner)} · ` : nothing}${useWords(template)}</p>
${tags.length > 0 ? html`<p class="tags">${tags.map((tag) => html`<span class="tag">${tag}</span> `)}</p>` : nothing}
${drawCannot(problems)}</li>`;
}

/** Why a template cannot run, where it cannot. */
export function drawCannot(problems: readonly TemplateProblem[]): Html {
  if (problems.length === 0) return nothing;
  return html`<details class="cannot"><summary>It cannot run: ${counted(problems.length, 'problem')}</summary><ul>${problems.map(({ message, path, line }) => html`<li>${message} <span class="also"><code>${path}</code>, line ${line}</span></li>`)}</ul></details>`;
}

export function useWords({ uses, typicalMs }: Pick<TemplateSummary, 'uses' | 'typicalMs'>): string {
  if (uses === 0) return 'Not used yet';
  const often = uses === 1 ? 'Used once' : `Used ${uses.toLocaleString('en')} times`;
  return typicalMs === null ? often : `${often}, takes about ${duration(typicalMs)}`;
}
