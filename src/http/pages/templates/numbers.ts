import { shortRef } from '../../../catalog/ref.ts';
import type { CatalogView } from '../../../catalog/search.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { TemplateNumbers, TemplateUse } from '../../../scaffolder/runs/numbers.ts';
import { formPathOf } from '../paths.ts';
import { counted, numeral } from '../words.ts';
import { drawTabs } from './list.ts';
import { duration } from './steps.ts';

/** How templates are used: whether new repositories come from them, how long that takes, and where it fails. */
export function drawNumbers(numbers: TemplateNumbers, view: CatalogView, days: number): Html {
  const { repositories, templates, failures } = numbers;
  const { isNew, born } = repositories;
  const runs = templates.reduce(
    (sum, { completed, failed, other }) => sum + completed + failed + other,
    0,
  );
  const completed = templates.reduce((sum, one) => sum + one.completed, 0);
  const failed = templates.reduce((sum, one) => sum + one.failed, 0);
  return html`<div class="templates-page">${drawTabs('numbers')}
<h1>Numbers</h1>
<p class="lead">The last ${days} days. A new repository came from a template where a run here made it, or where its descriptor says so; archived ones do not count.</p>
<dl class="figures">
${figure('New repositories from a template', isNew > 0 ? `${Math.round((born / isNew) * 100)} %` : '–', isNew > 0 ? `${numeral(born)} of ${numeral(isNew)}` : 'No repository is new')}
${figure('Runs', numeral(runs), `${numeral(completed)} completed, ${numeral(failed)} failed`)}
${figure('Runs that end well', completed + failed > 0 ? `${Math.round((completed / (completed + failed)) * 100)} %` : '–', 'of those that ended')}
</dl>
${
  templates.length === 0
    ? html`<p class="none">Nothing was made from a template in this time.</p>`
    : html`<section class="part"><h2>By template</h2>${drawUses(templates)}</section>
<section class="part"><h2>How long it takes</h2>${drawTimes(templates)}</section>`
}
${numbers.births.length > 0 ? html`<section class="part"><h2>New repositories by template</h2>${drawBirths(numbers.births, view)}</section>` : nothing}
${failures.length > 0 ? html`<section class="part"><h2>Steps that fail</h2>${drawFailures(failures, view)}</section>` : nothing}</div>`;
}

function figure(words: string, number: string, below: string): Html {
  return html`<div class="figure"><dt>${words}</dt><dd>${number}</dd><dd class="under">${below}</dd></div>`;
}

/** A line with a bar: the words beside it say the same. */
function bar(label: Html, value: number, most: number, words: string): Html {
  return html`<li><span>${label}</span><meter min="0" max="${most}" value="${value}" aria-hidden="true"></meter><span class="count">${words}</span></li>`;
}

function drawUses(templates: readonly TemplateUse[]): Html {
  const total = ({ completed, failed, other }: TemplateUse) => completed + failed + other;
  const most = Math.max(1, ...templates.map(total));
  return html`<ul class="bars">${templates.map((one) => bar(html`<a href="${formPathOf(one.ref)}">${one.title}</a>`, total(one), most, one.failed > 0 ? `${total(one)}, ${one.failed} failed` : counted(total(one), 'run')))}</ul>`;
}

function drawBirths(births: TemplateNumbers['births'], view: CatalogView): Html {
  const most = Math.max(...births.map(({ times }) => times));
  const label = (ref: string) => {
    // Descriptors may name a template of elsewhere, or one that is gone.
    const title = view.get(ref)?.title;
    return title ? html`<a href="${formPathOf(ref)}">${title}</a>` : html`${shortRef(ref)}`;
  };
  return html`<ul class="bars">${births.map(({ template, times }) => bar(label(template), times, most, counted(times, 'repository', 'repositories')))}</ul>`;
}

function drawTimes(templates: readonly TemplateUse[]): Html {
  const timed = templates.flatMap((one) =>
    one.typicalMs === null ? [] : [{ ...one, typicalMs: one.typicalMs }],
  );
  if (timed.length === 0) return html`<p class="none">No run has completed yet.</p>`;
  const most = Math.max(1, ...timed.map(({ typicalMs }) => typicalMs));
  return html`<ul class="bars">${timed.map(({ title, typicalMs }) => bar(html`${title}`, typicalMs, most, duration(typicalMs)))}</ul>`;
}

function drawFailures(failures: TemplateNumbers['failures'], view: CatalogView): Html {
  const most = Math.max(...failures.map(({ times }) => times));
  return html`<ul class="bars">${failures.map(({ template, step, action, times }) => bar(html`${step} <code class="also">${action}</code><span class="under">${view.get(template)?.title ?? template}</span>`, times, most, counted(times, 'time')))}</ul>`;
}
