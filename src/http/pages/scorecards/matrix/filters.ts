import { type Html, html, nothing } from '../../../../html.ts';
import type { Outcome } from '../../../../scorecards/evaluate.ts';
import { scorecardPath } from '../../paths.ts';
import { OUTCOME_WORDS } from '../score-words.ts';
import type { MatrixPage } from './draw.ts';
import { matrixUrl, NONE, ORDERS, type Order } from './query.ts';

const ORDER_WORDS: Record<Order, string> = {
  team: 'Team',
  worst: 'Lowest score',
  best: 'Highest score',
  name: 'Name',
};
const ASKED: readonly Outcome[] = ['fail', 'unknown', 'exempt', 'pass'];

/** What of the scorecard is shown, and in which order: a form, which needs no script. */
export function drawFilters({ scorecard, query, matrix }: MatrixPage): Html {
  const { name, levels, checks } = scorecard;
  const isNarrowed = query.text !== '' || query.team || query.level || query.check;
  const level = (value: string, words: string) => option(value, words, query.level);
  return html`<form class="score-filters" action="${scorecardPath(name)}">
<label>Name <input type="search" name="q" value="${query.text}" autocomplete="off" spellcheck="false"></label>
<label>Team <select name="team"><option value="">All teams</option>${matrix.teams.map(({ owner, label, count }) => option(owner, `${label} (${count})`, query.team))}</select></label>
${levels.length === 0 ? nothing : html`<label>Level <select name="level"><option value="">Any</option>${levels.map((one) => level(one.name, one.title))}${level(NONE, 'No level')}</select></label>`}
<label>Check <select name="check"><option value="">Any</option>${checks.map((check) => option(check.id, check.title, query.check))}</select></label>
<label>that <select name="is">${ASKED.map((outcome) => option(outcome, OUTCOME_WORDS[outcome].words.toLowerCase(), query.outcome))}</select></label>
<label>Order <select name="order">${ORDERS.map((order) => option(order, ORDER_WORDS[order], query.order))}</select></label>
<button type="submit">Show</button>
${isNarrowed ? html`<a class="quiet" href="${matrixUrl(name, { order: query.order })}">Show all</a>` : nothing}
</form>`;
}

function option(value: string, words: string, chosen: string | null): Html {
  return html`<option value="${value}"${value === chosen ? html` selected` : nothing}>${words}</option>`;
}
