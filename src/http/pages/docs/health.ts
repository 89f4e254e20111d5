import type { CatalogView } from '../../../catalog/search.ts';
import { DOCS } from '../../../docs/address.ts';
import {
  coverage,
  type DocsHealth,
  type Figures,
  type PageOf,
} from '../../../docs/health/health.ts';
import { type Html, html, nothing } from '../../../html.ts';
import { counted, entityLink, numeral, when } from '../words.ts';

export type HealthPageParts = {
  health: DocsHealth;
  view: CatalogView;
  now: Date;
  /** Where a page of docs is. */
  hrefOf: (ref: string, path: string) => string;
};

/** What is listed of each thing that is wrong; the figures count all of it. */
const SHOWN = 50;

/** How the docs are: what has none, what is old, what leads nowhere, what nobody opens, and what was asked in vain. */
export function drawHealth(parts: HealthPageParts): Html {
  const { health, view, now } = parts;
  const { all, days } = health;
  return html`<div class="health-page">
<nav class="crumbs" aria-label="You are here"><a href="${DOCS}">Docs</a></nav>
<h1>Docs health</h1>
<p class="lead">Looks and questions of the last ${days} days. A README alone is no docs.</p>
<dl class="figures">
${figure('Services with docs', percent(all), `${numeral(all.documented)} of ${numeral(all.services)}`)}
${figure('Pages', numeral(all.pages), 'of every kind')}
${figure('Untouched for a year', numeral(all.stale), all.aged > 0 ? `of ${numeral(all.aged)} whose age is known` : 'no age is known yet')}
${figure('Lead nowhere', numeral(all.broken), 'links, pictures and includes')}
${figure('Opened by nobody', numeral(all.unopened), `in ${days} days`)}
${figure('Asked in vain', numeral(all.unanswered), 'questions no page answered')}
</dl>
${drawTeams(parts)}
${list('Services without docs', health.undocumented, (ref) => entityLink(view, ref), 'Every service has docs.')}
${list('Leads nowhere', health.broken, (page) => html`${pageLink(parts, page)}<ul class="under">${page.problems.slice(0, 5).map(({ message, file, line }) => html`<li>${message} <code>${file}${line === null ? '' : `:${line}`}</code></li>`)}${page.problems.length > 5 ? html`<li>and ${page.problems.length - 5} more</li>` : nothing}</ul>`, 'Every link leads somewhere.')}
${list('Asked in vain', health.unanswered, ({ example, count, refs }) => html`“${example}” <span class="count">${counted(count, 'time')}</span> ${refs.map((ref) => entityLink(view, ref))}`, 'No question was asked in vain.')}
${list('Untouched for a year', health.stale, (page) => html`${pageLink(parts, page)} <span class="also">${when(page.changedAt, now)}</span>`, 'No page is that old.')}
${list('Opened by nobody', health.unopened, (page) => pageLink(parts, page), 'Every page was opened, or is too new for that.')}
</div>`;
}

function percent({ services, documented }: Figures): string {
  return services === 0 ? '–' : `${Math.floor((documented / services) * 100)} %`;
}

function figure(words: string, number: string, below: string): Html {
  return html`<div class="figure"><dt>${words}</dt><dd>${number}</dd><dd class="under">${below}</dd></div>`;
}

function drawTeams({ health: { teams }, view }: HealthPageParts): Html {
  if (teams.length === 0) return nothing;
  const row = (team: DocsHealth['teams'][number]) => html`<tr>
<th scope="row">${team.ref === null ? 'Nobody' : entityLink(view, team.ref)}</th>
<td>${drawCoverage(team)}</td>
${[team.pages, team.stale, team.broken, team.unopened, team.unanswered].map((count) => html`<td class="number">${count === 0 ? '–' : numeral(count)}</td>`)}
</tr>`;
  return html`<section class="part"><h2>By team</h2><div class="wide" tabindex="0" role="region" aria-label="By team"><table class="health">
<thead><tr><th scope="col">Team</th><th scope="col">Services with docs</th><th scope="col">Pages</th><th scope="col">A year old</th><th scope="col">Lead nowhere</th><th scope="col">Unopened</th><th scope="col">Asked in vain</th></tr></thead>
<tbody>${teams.map(row)}</tbody></table></div></section>`;
}

function drawCoverage(team: Figures): Html {
  const share = coverage(team);
  if (share === null) return html`<span class="none">no service</span>`;
  return html`<meter min="0" max="1" value="${share}" aria-hidden="true"></meter> ${numeral(team.documented)} of ${numeral(team.services)}`;
}

function list<One>(
  title: string,
  all: readonly One[],
  draw: (one: One) => Html,
  none: string,
): Html {
  const left = all.length - SHOWN;
  return html`<section class="part"><h2>${title} <span class="count">${numeral(all.length)}</span></h2>
${
  all.length === 0
    ? html`<p class="none">${none}</p>`
    : html`<ul class="health-list">${all.slice(0, SHOWN).map((one) => html`<li>${draw(one)}</li>`)}</ul>`
}
${left > 0 ? html`<p class="also">and ${numeral(left)} more</p>` : nothing}</section>`;
}

function pageLink({ view, hrefOf }: HealthPageParts, { ref, path, title }: PageOf): Html {
  return html`<a href="${hrefOf(ref, path)}">${title}</a> <span class="also">of</span> ${entityLink(view, ref)}`;
}
