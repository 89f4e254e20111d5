import { labelOf } from '../../../catalog/labels.ts';
import type { CatalogView } from '../../../catalog/search.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { Exemption, ExemptionState } from '../../../scorecards/desk/exemption.ts';
import type { Scorecard } from '../../../scorecards/scorecard.ts';
import { SCORECARDS, scorePath } from '../paths.ts';
import { entityLink, numeral, when } from '../words.ts';

const STATES: readonly { state: ExemptionState; words: string }[] = [
  { state: 'pending', words: 'Waits for a decision' },
  { state: 'approved', words: 'Holds' },
  { state: 'ended', words: 'Ended' },
  { state: 'denied', words: 'Denied' },
  { state: 'withdrawn', words: 'Withdrawn' },
  { state: 'revoked', words: 'Revoked' },
];

export type ExemptionsPage = {
  view: CatalogView;
  now: Date;
  scorecards: readonly Scorecard[];
  /** The newest first. */
  exemptions: readonly Exemption[];
};

/** What is excused from which check, until when, and by whom. */
export function drawExemptions({ view, now, scorecards, exemptions }: ExemptionsPage): Html {
  const titleOf = ({ scorecard, check }: Exemption) =>
    scorecards.find(({ name }) => name === scorecard)?.checks.find(({ id }) => id === check)
      ?.title ?? check;
  const row = (one: Exemption) => html`<tr>
<th scope="row"><strong>${one.id}</strong></th>
<td><a href="${scorePath(one.scorecard, one.ref, one.check)}">${labelOf(view, one.ref)}</a><span class="under">${titleOf(one)}</span></td>
<td>${one.reason}<span class="under">asked by ${entityLink(view, one.askedBy)} ${when(one.askedAt, now)}</span></td>
<td>${one.until.toISOString().slice(0, 10)}</td>
<td>${one.decidedBy ? html`${entityLink(view, one.decidedBy)}${one.decision ? html`<span class="under">“${one.decision}”</span>` : nothing}` : html`<span class="also">${one.approvers.map((ref, at) => html`${at > 0 ? ', ' : nothing}${entityLink(view, ref)}`)}</span>`}</td>
</tr>`;
  const part = ({ state, words }: (typeof STATES)[number]) => {
    const list = exemptions.filter((one) => one.state === state);
    if (list.length === 0) return nothing;
    return html`<section class="part"><h2>${words} <span class="count">${numeral(list.length)}</span></h2>
<div class="wide" tabindex="0" role="region" aria-label="${words}"><table class="plain"><thead><tr><th scope="col">Number</th><th scope="col">What</th><th scope="col">Why</th><th scope="col">Until</th><th scope="col">${state === 'pending' ? 'Decides' : 'Decided by'}</th></tr></thead>
<tbody>${list.map(row)}</tbody></table></div></section>`;
  };
  return html`<div class="score-page">
<nav class="crumbs" aria-label="You are here"><a href="${SCORECARDS}">Scorecards</a></nav>
<h1>Exemptions</h1>
<p class="lead">An exempt check is shown as exempt, never as passed.</p>
${exemptions.length === 0 ? html`<p class="none">Nothing is excused from any check.</p>` : STATES.map(part)}
</div>`;
}
