import { type Html, html, nothing } from '../../../html.ts';
import type { Standing } from '../../../scorecards/results/standings.ts';
import { summed } from '../../../scorecards/results/standings.ts';
import type { ScoreDay } from '../../../scorecards/results/stored.ts';
import type { Scorecard } from '../../../scorecards/scorecard.ts';
import { DIGEST, EXEMPTIONS, INITIATIVES, JOBS, NUDGES, scorecardPath } from '../paths.ts';
import { counted } from '../words.ts';
import { drawLevelBar } from './level-bar.ts';
import { percent } from './percent.ts';
import { drawSpark, drawTrend, movementOf, pointsWords, TREND_DAYS } from './trend.ts';

export type Overview = {
  scorecards: readonly Scorecard[];
  standings: readonly Standing[];
  /** Of everybody, by scorecard. */
  days: ReadonlyMap<string, readonly ScoreDay[]>;
  /** What is wrong with the files, each in a sentence; shown first. */
  problems: Html;
};

/** All scorecards: the average, how many have which level, and how it moved. */
export function drawOverview({ scorecards, standings, days, problems }: Overview): Html {
  const bySort = Map.groupBy(standings, ({ scorecard }) => scorecard);
  const lines = scorecards.flatMap(({ name, title }) => {
    const of = days.get(name) ?? [];
    return of.length > 1 ? [{ name: title, days: of }] : [];
  });
  return html`<div class="score-page">
<h1>Scorecards</h1>
<p class="lead">What a service should have, who has it, and how that moves.</p>
<nav class="also-here" aria-label="More"><a href="${DIGEST}">Digest</a><a href="${INITIATIVES}">Initiatives</a><a href="${EXEMPTIONS}">Exemptions</a><a href="${NUDGES}">Who was told</a><a href="${JOBS}">Jobs</a></nav>
${problems}
${scorecards.length === 0 ? html`<p class="empty">There is no scorecard. Those that ship cannot be read, which the log explains.</p>` : nothing}
${drawTrend(`Average of each scorecard, ${TREND_DAYS} days`, lines)}
<ul class="score-cards">${scorecards.map((scorecard) => drawCard(scorecard, bySort.get(scorecard.name) ?? [], days.get(scorecard.name) ?? []))}</ul>
</div>`;
}

function drawCard(
  scorecard: Scorecard,
  standings: readonly Standing[],
  days: readonly ScoreDay[],
): Html {
  const { name, title, description, levels, checks } = scorecard;
  const { entities, average, levels: counts } = summed(standings);
  const points = movementOf(days);
  const moved =
    points === null
      ? nothing
      : html`<span class="${points === 0 ? 'also' : points < 0 ? 'moved-down' : 'moved-up'}">${pointsWords(points)} <span class="also">in ${TREND_DAYS} days</span></span>`;
  return html`<li class="score-card"><h2><a href="${scorecardPath(name)}">${title}</a></h2>
${description ? html`<p class="also">${description}</p>` : nothing}
<p class="score-figure"><strong>${average === null ? '–' : percent(average)}</strong> ${moved}${drawSpark(title, days)}</p>
${entities === 0 ? html`<p class="none">Nothing has been measured yet.</p>` : drawLevelBar(levels, counts)}
<p class="also">${counted(checks.length, 'check')} · ${counted(entities, 'entity', 'entities')}</p></li>`;
}
