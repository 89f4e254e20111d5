import type { CatalogView } from '../../../../catalog/search.ts';
import { type Html, html, nothing } from '../../../../html.ts';
import type { Outcome } from '../../../../scorecards/evaluate.ts';
import type { Check, Scorecard } from '../../../../scorecards/scorecard.ts';
import { SCORECARDS, scorePath } from '../../paths.ts';
import { counted, entityLink, numeral } from '../../words.ts';
import { percent } from '../percent.ts';
import { drawLevel, OUTCOME_WORDS, shareWords } from '../score-words.ts';
import { drawFilters } from './filters.ts';
import { type MatrixQuery, matrixUrl } from './query.ts';
import { type Matrix, outcomeOf, ROWS_A_PAGE, type Row, type TeamGroup } from './rows.ts';

export type MatrixPage = {
  view: CatalogView;
  scorecard: Scorecard;
  query: MatrixQuery;
  matrix: Matrix;
  /** How many are measured at all. */
  entities: number;
  trend: Html;
  now: Date;
};

/** Services and checks of a scorecard: who fails what, readable at hundreds of services. */
export function drawMatrix(page: MatrixPage): Html {
  const { scorecard, matrix, query, entities, trend } = page;
  const { title, description, name } = scorecard;
  return html`<div class="score-page">
<nav class="crumbs" aria-label="You are here"><a href="${SCORECARDS}">Scorecards</a></nav>
<h1>${title}</h1>
${description ? html`<p class="lead">${description}</p>` : nothing}
${drawTabs(name, 'matrix')}
${
  entities === 0
    ? html`<p class="empty">Nothing has been measured by this scorecard yet: that happens after the next sync, and only to what its filter is about.</p>`
    : html`${trend}
${drawFilters(page)}
<div class="found-head"><h2>${foundWords(page)}</h2>${legend()}
<p class="also exports"><a href="${matrixUrl(name, { ...query, page: 1 }, '/results.csv')}" download>CSV</a> · <a href="${matrixUrl(name, { ...query, page: 1 }, '/results.json')}">JSON</a></p></div>
${matrix.total === 0 ? html`<p class="empty">Nothing fits. <a href="${matrixUrl(name, {})}">Show all</a></p>` : drawTable(page)}
${drawPaging(page)}`
}
</div>`;
}

/** The views of one scorecard. */
export function drawTabs(name: string, here: 'matrix' | 'teams' | 'changes'): Html {
  const tab = (one: typeof here, ending: string, words: string) =>
    html`<a class="tab" href="${matrixUrl(name, {}, ending)}"${one === here ? html` aria-current="page"` : nothing}>${words}</a>`;
  return html`<nav class="tabs" aria-label="Views">${tab('matrix', '', 'Services and checks')}${tab('teams', '/teams', 'By team')}${tab('changes', '/changes', 'What changed')}</nav>`;
}

function foundWords({ matrix, entities }: MatrixPage): string {
  const { total, average } = matrix;
  const of = total === entities ? '' : ` of ${numeral(entities)}`;
  const share = average === null ? '' : `, ${percent(average)} on average`;
  return `${counted(total, 'entity', 'entities')}${of}${share}`;
}

const LEGEND: readonly Outcome[] = ['pass', 'fail', 'unknown', 'exempt', 'not-applicable'];

function legend(): Html {
  return html`<ul class="legend" aria-label="Signs">${LEGEND.map((outcome) => html`<li><span class="o o-${outcome}" aria-hidden="true">${OUTCOME_WORDS[outcome].sign}</span> ${OUTCOME_WORDS[outcome].words}</li>`)}</ul>`;
}

function drawTable(page: MatrixPage): Html {
  const { scorecard, matrix, query } = page;
  const checks = inOrder(scorecard);
  const hasGroups = query.order === 'team';
  return html`<div class="matrix-room" tabindex="0" role="region" aria-label="Services and checks"><table class="matrix">
<caption class="only-read">${scorecard.title}: one row for each service, one column for each check</caption>
<thead>${drawLevelRow(scorecard, checks)}
<tr><th scope="col" class="matrix-name">Service</th><th scope="col" class="matrix-level">Level</th><th scope="col" class="matrix-share">Score</th>${checks.map((check) => drawCheckHead(page, check))}</tr>
</thead>
${matrix.groups.map((group) => drawGroup(page, group, { checks, hasGroups }))}
</table></div>`;
}

/** The order of levels, lowest first; those that only weigh come last. */
function inOrder({ checks, levels }: Scorecard): Check[] {
  const rank = ({ level }: Check) => {
    const at = levels.findIndex(({ name }) => name === level);
    return at < 0 ? levels.length : at;
  };
  return checks.toSorted((a, b) => rank(a) - rank(b));
}

function drawLevelRow({ levels }: Scorecard, checks: readonly Check[]): Html {
  if (levels.length === 0) return nothing;
  const groups = [...Map.groupBy(checks, ({ level }) => level)];
  return html`<tr class="matrix-levels"><td colspan="3"></td>${groups.map(([level, list]) => html`<th scope="colgroup" colspan="${list.length}">${level === null ? 'Extra' : (levels.find(({ name }) => name === level)?.title ?? level)}</th>`)}</tr>`;
}

function drawCheckHead({ scorecard, query, matrix, now }: MatrixPage, check: Check): Html {
  const counts = matrix.checks.get(check.id);
  const judged = counts ? counts.pass + counts.fail : 0;
  const share = counts && judged > 0 ? percent(counts.pass / judged) : '–';
  const isChosen = query.check === check.id;
  const url = matrixUrl(scorecard.name, { ...query, page: 1, check: isChosen ? null : check.id });
  const isAnnounced = check.effectiveFrom !== null && check.effectiveFrom > now;
  const day = check.effectiveFrom?.toISOString().slice(0, 10);
  const says = isChosen ? 'Show all again' : `Only those that fail “${check.title}”`;
  return html`<th scope="col" class="matrix-check${isAnnounced ? ' announced' : ''}"><a href="${url}" title="${says}${isAnnounced ? `; counts from ${day}` : ''}"${isChosen ? html` aria-current="true"` : nothing}><span class="turned">${check.title}</span><span class="matrix-pass">${share}</span></a></th>`;
}

type Around = { checks: readonly Check[]; hasGroups: boolean };

function drawGroup(page: MatrixPage, group: TeamGroup, { checks, hasGroups }: Around): Html {
  const { view } = page;
  const { owner, label, entities, average, rows } = group;
  const head = html`<tr class="matrix-team"><th scope="rowgroup" colspan="${checks.length + 3}"><span>${owner === null ? label : entityLink(view, owner)} <span class="count">${numeral(entities)}${average === null ? nothing : html` · ${percent(average)}`}</span></span></th></tr>`;
  return html`<tbody>${hasGroups ? head : nothing}${rows.map((row) => drawRow(page, row, checks))}</tbody>`;
}

function drawRow({ scorecard }: MatrixPage, row: Row, checks: readonly Check[]): Html {
  const { result, label } = row;
  const { ref, level, possibleLevel } = result;
  const maybe =
    possibleLevel !== level && possibleLevel !== null
      ? html`<span class="also" title="Should all that is not known turn out well">?</span>`
      : nothing;
  return html`<tr><th scope="row" class="matrix-name"><a href="${scorePath(scorecard.name, ref)}" title="${ref}">${label}</a></th><td class="matrix-level">${drawLevel(scorecard, level)}${maybe}</td><td class="matrix-share">${shareWords(result)}</td>${checks.map((check) => drawCell(scorecard, row, check))}</tr>
`;
}

/** What passes needs no way further; the row leads there too, so that a keyboard does not stop at each cell. */
function drawCell({ name }: Scorecard, { result }: Row, check: Check): Html {
  const outcome = outcomeOf(result, check.id);
  const { sign, words } = OUTCOME_WORDS[outcome];
  const isOpen = outcome === 'fail' || outcome === 'unknown' || outcome === 'exempt';
  const isLater = result.uncounted.includes(check.id) && outcome === 'fail';
  const style = `o o-${outcome}${isLater ? ' o-later' : ''}`;
  if (!isOpen) return html`<td class="${style}" aria-label="${words}">${sign}</td>`;
  const says = `${words}${isLater ? ', does not count yet' : ''}`;
  return html`<td class="${style}"><a href="${scorePath(name, result.ref, check.id)}" tabindex="-1" aria-label="${says}" title="${check.title}: ${says}">${sign}</a></td>`;
}

function drawPaging({ scorecard, query, matrix }: MatrixPage): Html {
  const { page, pages, total } = matrix;
  if (pages <= 1) return nothing;
  const from = (page - 1) * ROWS_A_PAGE + 1;
  const to = Math.min(total, page * ROWS_A_PAGE);
  const step = (to: number, words: string) =>
    to >= 1 && to <= pages
      ? html`<a class="button" href="${matrixUrl(scorecard.name, { ...query, page: to })}">${words}</a>`
      : html`<span class="button" aria-disabled="true">${words}</span>`;
  return html`<nav class="paging" aria-label="Pages">${step(page - 1, '← Previous')}<span>${numeral(from)}–${numeral(to)} of ${numeral(total)}</span>${step(page + 1, 'Next →')}</nav>`;
}
