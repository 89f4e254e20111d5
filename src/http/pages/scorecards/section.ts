import type { Db } from '#dialect';
import { html, nothing } from '../../../html.ts';
import { resultsOf } from '../../../scorecards/results/read.ts';
import type { Standards } from '../../../scorecards/standards.ts';
import type { Section } from '../entity.ts';
import { scorePath } from '../paths.ts';
import { outcomeOf } from './matrix/rows.ts';
import { drawLevel, shareWords } from './score-words.ts';

/** The part of an entity's page about its scores; null where nothing measured it. */
export async function scoreSection(
  { db, standards }: { db: Db; standards: Standards },
  ref: string,
): Promise<Section | null> {
  const results = await resultsOf(db, ref);
  if (results.length === 0) return null;
  const scorecards = await standards.scorecards();
  const rows = scorecards.flatMap((scorecard) => {
    const result = results.find((one) => one.scorecard === scorecard.name);
    if (!result) return [];
    const open = scorecard.checks.filter(({ id }) => outcomeOf(result, id) === 'fail');
    return html`<tr>
<th scope="row"><a href="${scorePath(scorecard.name, ref)}">${scorecard.title}</a></th>
<td>${drawLevel(scorecard, result.level)}</td>
<td class="number">${shareWords(result)}</td>
<td>${open.length === 0 ? html`<span class="none">nothing</span>` : open.map((check, at) => html`${at > 0 ? ', ' : nothing}<a href="${scorePath(scorecard.name, ref, check.id)}">${check.title}</a>`)}</td>
</tr>`;
  });
  if (rows.length === 0) return null;
  const body = html`<div class="wide" tabindex="0" role="region" aria-label="Levels and scores"><table class="plain">
<thead><tr><th scope="col">Scorecard</th><th scope="col">Level</th><th scope="col">Score</th><th scope="col">Fails</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  return { id: 'scorecards', title: 'Scorecards', count: rows.length, body };
}
