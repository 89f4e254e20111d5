import { labelOf } from '../../../catalog/labels.ts';
import type { CatalogView } from '../../../catalog/search.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { Decision, LogLine } from '../../../scorecards/nudges/nudge.ts';
import type { Scorecard } from '../../../scorecards/scorecard.ts';
import { scorePath } from '../paths.ts';
import { counted, entityLink, when } from '../words.ts';

const WORDS: Record<Decision, string> = {
  planned: 'Planned',
  sent: 'Sent',
  held: 'Held',
  suppressed: 'Not sent',
  failed: 'Not delivered',
  closed: 'Closed',
};

export type LogRoom = {
  view: CatalogView;
  now: Date;
  scorecards: readonly Scorecard[];
  /** Whether all lines are about one entity, which is not said again. */
  shows: 'one' | 'many';
};

/** Why somebody was told of what fails, and why not: the newest first. */
export function drawLog(
  lines: readonly LogLine[],
  { view, now, scorecards, shows }: LogRoom,
): Html {
  if (lines.length === 0)
    return html`<p class="none">Nothing is written here: nothing has failed that anybody is told of.</p>`;
  const titleOf = (line: LogLine) =>
    scorecards
      .find(({ name }) => name === line.scorecard)
      ?.checks.find(({ id }) => id === line.check)?.title ?? line.check;
  const row = (line: LogLine) => html`<tr>
<td>${when(line.lastAt, now)}${line.times > 1 ? html`<span class="under">${counted(line.times, 'time')}, first ${when(line.firstAt, now)}</span>` : nothing}</td>
<td>${shows === 'many' ? html`<a href="${scorePath(line.scorecard, line.ref, line.check)}">${labelOf(view, line.ref)}</a><span class="under">${titleOf(line)}</span>` : html`<a href="#${line.check}">${titleOf(line)}</a>`}</td>
<td>${line.recipient ? entityLink(view, line.recipient) : html`<span class="none">nobody</span>`}</td>
<td><span class="decision decision-${line.decision}">${WORDS[line.decision]}</span></td>
<td>${line.detail}${line.until ? html`<span class="under">Tried again ${when(line.until, now)}</span>` : nothing}</td>
</tr>`;
  return html`<div class="wide" tabindex="0" role="region" aria-label="Delivery log"><table class="plain log">
<thead><tr><th scope="col">When</th><th scope="col">${shows === 'many' ? 'What' : 'Check'}</th><th scope="col">To whom</th><th scope="col">What became of it</th><th scope="col">Why</th></tr></thead>
<tbody>${lines.map(row)}</tbody></table></div>`;
}
