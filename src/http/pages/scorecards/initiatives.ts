import { labelOf } from '../../../catalog/labels.ts';
import type { CatalogView } from '../../../catalog/search.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { Counts, Progress, ProgressEntity } from '../../../scorecards/initiatives/progress.ts';
import { INITIATIVES, SCORECARDS, scorePath } from '../paths.ts';
import { counted, entityLink, numeral } from '../words.ts';

export type InitiativesPage = { view: CatalogView; progress: readonly Progress[] };

/** What is to be done by a day: how far it is, and whether it will be done by then. */
export function drawInitiatives({ view, progress }: InitiativesPage): Html {
  return html`<div class="score-page">
<nav class="crumbs" aria-label="You are here"><a href="${SCORECARDS}">Scorecards</a></nav>
<h1>Initiatives</h1>
<p class="lead">What is to be done by a day, and whether it will be.</p>
${progress.length === 0 ? html`<p class="none">There is none. One is a YAML file beside the scorecards.</p>` : nothing}
<ul class="score-cards">${progress.map((one) => html`<li class="score-card"><h2><a href="${INITIATIVES}/${encodeURIComponent(one.initiative.name)}">${one.initiative.title}</a></h2>${drawProgress(one, view)}</li>`)}</ul>
</div>`;
}

/** One of them, by team. */
export function drawInitiative(progress: Progress, view: CatalogView): Html {
  const { initiative, teams } = progress;
  const team = (one: Progress['teams'][number]) => html`<tr>
<th scope="row">${one.owner === null ? 'Nobody' : entityLink(view, one.owner)}</th>
<td class="number">${numeral(one.done)} of ${numeral(one.total)}</td>
<td class="progress-cell">${drawBar(one)}</td>
<td>${one.entities.filter(({ status }) => status !== 'done').map((entity, at) => html`${at > 0 ? ', ' : nothing}${drawLeft(entity, view)}`)}</td>
</tr>`;
  return html`<div class="score-page">
<nav class="crumbs" aria-label="You are here"><a href="${SCORECARDS}">Scorecards</a> <span aria-hidden="true">/</span> <a href="${INITIATIVES}">Initiatives</a></nav>
<h1>${initiative.title}</h1>
${initiative.why ? html`<p class="lead">${initiative.why}</p>` : nothing}
<div class="initiative">${drawProgress(progress, view)}</div>
<div class="wide" tabindex="0" role="region" aria-label="By team"><table class="plain teams">
<thead><tr><th scope="col">Team</th><th scope="col">Done</th><th scope="col">Progress</th><th scope="col">Left</th></tr></thead>
<tbody>${teams.map(team)}</tbody></table></div>
</div>`;
}

function drawLeft({ ref, status, missing }: ProgressEntity, view: CatalogView): Html {
  const scorecard = missing[0]?.scorecard;
  const label = labelOf(view, ref);
  const name = scorecard
    ? html`<a href="${scorePath(scorecard, ref, missing[0]?.check)}">${label}</a>`
    : label;
  return html`${name}${status === 'left' ? nothing : html` <span class="also">(${status === 'exempt' ? 'exempt' : 'not known'})</span>`}`;
}

function drawProgress(progress: Progress, view: CatalogView): Html {
  const { initiative, done, total } = progress;
  const { owner, due } = initiative;
  return html`<p class="score-figure"><strong>${numeral(done)} of ${numeral(total)}</strong> <span class="also">done</span></p>
${drawBar(progress)}
<ul class="level-counts">${countWords(progress).map((words) => html`<li>${words}</li>`)}</ul>
<p>${dueWords(progress)} <span class="also">${due.toISOString().slice(0, 10)}</span>${owner ? html` <span class="also">driven by</span> ${entityLink(view, owner)}` : nothing}</p>
<p class="${paceClass(progress)}">${paceWords(progress)}</p>`;
}

function countWords({ left, exempt, unknown }: Counts): string[] {
  return [
    left > 0 ? `${numeral(left)} left` : '',
    exempt > 0 ? `${numeral(exempt)} exempt` : '',
    unknown > 0 ? `${numeral(unknown)} not known` : '',
  ].filter(Boolean);
}

/** Done, exempt and the rest, each as wide as it is many; the words stand beside it. */
function drawBar({ done, exempt, total }: Counts): Html {
  const width = (count: number) => ((count / Math.max(1, total)) * 100).toFixed(2);
  return html`<svg class="level-bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="level-fill-none" width="100" height="10"/><rect class="bar-done" width="${width(done)}" height="10"/><rect class="bar-exempt" x="${width(done)}" width="${width(exempt)}" height="10"/></svg>`;
}

export function dueWords({ state, daysLeft }: Progress): string {
  switch (state) {
    case 'standing':
      return 'Over: its checks go on as rules.';
    case 'closed':
      return 'Over, and closed.';
    case 'announced':
      return `Announced; ${counted(daysLeft, 'day')} until it is due,`;
    case 'late':
      return 'Its day has passed:';
    case 'running':
      return daysLeft === 0 ? 'Due today,' : `${counted(daysLeft, 'day')} left, due`;
  }
}

export function paceWords({ pace }: Progress): string {
  const rate = pace.perWeek === null ? '' : `${pace.perWeek.toFixed(1)} a week`;
  switch (pace.verdict) {
    case 'done':
      return 'All is done.';
    case 'late':
      return rate ? `It is late; it goes at ${rate}.` : 'It is late.';
    case 'unknown':
      return 'How fast it goes is not known yet.';
    case 'on-track':
      return `On track: it goes at ${rate}.`;
    case 'behind':
      return `Behind: it goes at ${rate}${pace.needed === null ? '' : `, and needs ${pace.needed.toFixed(1)}`}.`;
  }
}

function paceClass({ pace: { verdict } }: Progress): string {
  if (verdict === 'behind' || verdict === 'late') return 'moved-down';
  return verdict === 'unknown' ? 'also' : 'moved-up';
}
