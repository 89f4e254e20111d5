import type { CatalogView } from '../../../catalog/search.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { RunReport } from '../../../scaffolder/runs/run.ts';
import { formPathOf, RUNS, runPathOf } from '../paths.ts';
import { counted, entityLink, when } from '../words.ts';
import { drawTabs } from './list.ts';
import { STATE_WORDS } from './run.ts';
import { duration } from './steps.ts';

export const RUNS_A_PAGE = 30;

/** What was made from templates, newest first. */
export function drawRuns({
  runs,
  total,
  page,
  view,
  now,
}: {
  runs: readonly RunReport[];
  total: number;
  /** From 1. */
  page: number;
  view: CatalogView;
  now: Date;
}): Html {
  const last = Math.max(1, Math.ceil(total / RUNS_A_PAGE));
  return html`<div class="templates-page">${drawTabs('runs')}
<h1>Runs</h1>
<p class="lead">${counted(total, 'run')} of templates, newest first.</p>
${runs.length === 0 ? html`<p class="none">Nothing was made from a template yet.</p>` : html`<ul class="runs">${runs.map((run) => drawLine(run, view, now))}</ul>`}
${last > 1 ? html`<nav class="paging" aria-label="Pages">${turn('Newer', page > 1 ? page - 1 : null)}<span>Page ${page} of ${last}</span>${turn('Older', page < last ? page + 1 : null)}</nav>` : nothing}</div>`;
}

function turn(words: string, page: number | null): Html {
  return page === null
    ? html`<span class="button" aria-disabled="true">${words}</span>`
    : html`<a class="button" href="${RUNS}?page=${page}">${words}</a>`;
}

function drawLine(run: RunReport, view: CatalogView, now: Date): Html {
  const { id, state, template, subject, by, createdAt, startedAt, endedAt } = run;
  const took = startedAt && endedAt ? duration(endedAt.getTime() - startedAt.getTime()) : null;
  return html`<li class="run-line"><span class="state state-${state}">${STATE_WORDS[state]}</span>
<span class="run-what"><a href="${runPathOf(id)}">${subject.name ?? template.title}</a><span class="under">from <a href="${formPathOf(template.ref)}">${template.title}</a>${by ? html`, by ${view.get(by) ? entityLink(view, by) : by}` : nothing}${subject.owner ? html`, for ${entityLink(view, subject.owner)}` : nothing}</span></span>
<span class="run-when">${when(createdAt, now)}${took ? html`<span class="under">${took}</span>` : nothing}</span></li>`;
}
