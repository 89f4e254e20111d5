import type { CatalogView } from '../../../catalog/search.ts';
import { type Html, html } from '../../../html.ts';
import { average, countChecks, countLevels } from '../../../scorecards/results/count.ts';
import type { ScoreDay } from '../../../scorecards/results/stored.ts';
import type { Scorecard } from '../../../scorecards/scorecard.ts';
import { SCORECARDS } from '../paths.ts';
import { entityLink, numeral } from '../words.ts';
import { drawLevelBar } from './level-bar.ts';
import { drawTabs } from './matrix/draw.ts';
import { matrixUrl, NONE } from './matrix/query.ts';
import type { Row } from './matrix/rows.ts';
import { percent } from './percent.ts';
import { drawSpark, movementOf, pointsWords, TREND_DAYS } from './trend.ts';

export type TeamsPage = {
  view: CatalogView;
  scorecard: Scorecard;
  rows: readonly Row[];
  /** Of all owners: `owner` is empty for what has none. */
  days: readonly ScoreDay[];
};

/** How each team stands on a scorecard, and which check it fails most. */
export function drawTeams({ view, scorecard, rows, days }: TeamsPage): Html {
  const { name, title } = scorecard;
  const daysOf = Map.groupBy(days, ({ owner }) => owner);
  const teams = [...Map.groupBy(rows, ({ result }) => result.owner)].sort(
    ([a, [first]], [b, [second]]) =>
      Number(a === null) - Number(b === null) ||
      (first?.ownerLabel ?? '').localeCompare(second?.ownerLabel ?? '', 'en'),
  );
  const draw = ([owner, list]: (typeof teams)[number]) => {
    const results = list.map(({ result }) => result);
    const share = average(results);
    const of = daysOf.get(owner ?? '') ?? [];
    const points = movementOf(of);
    const worst = worstCheck(scorecard, list);
    const open = matrixUrl(name, { team: owner ?? NONE });
    return html`<tr>
<th scope="row">${owner === null ? 'Nobody' : entityLink(view, owner)}</th>
<td class="number"><a href="${open}">${numeral(list.length)}</a></td>
<td class="number"><strong>${share === null ? '–' : percent(share)}</strong></td>
<td class="number">${points === null ? '–' : pointsWords(points)}</td>
<td>${drawSpark(`${list[0]?.ownerLabel ?? ''}, ${title}`, of)}</td>
<td class="level-cell">${drawLevelBar(scorecard.levels, countLevels(results))}</td>
<td>${worst ? html`<a href="${matrixUrl(name, { team: owner ?? NONE, check: worst.id })}">${worst.title}</a> <span class="count">${numeral(worst.fail)}</span>` : html`<span class="none">–</span>`}</td>
</tr>`;
  };
  return html`<div class="score-page">
<nav class="crumbs" aria-label="You are here"><a href="${SCORECARDS}">Scorecards</a></nav>
<h1>${title}</h1>
${drawTabs(name, 'teams')}
<div class="wide" tabindex="0" role="region" aria-label="Teams"><table class="plain teams">
<thead><tr><th scope="col">Team</th><th scope="col">Services</th><th scope="col">Average</th><th scope="col" title="In ${TREND_DAYS} days">Moved</th><th scope="col">${TREND_DAYS} days</th><th scope="col">Levels</th><th scope="col">Fails most</th></tr></thead>
<tbody>${teams.map(draw)}</tbody></table></div>
</div>`;
}

function worstCheck({ checks }: Scorecard, rows: readonly Row[]) {
  const counts = countChecks(rows.map(({ result }) => result));
  const failed = checks
    .map(({ id, title }) => ({ id, title, fail: counts.get(id)?.fail ?? 0 }))
    .filter(({ fail }) => fail > 0);
  return failed.sort((a, b) => b.fail - a.fail)[0] ?? null;
}
