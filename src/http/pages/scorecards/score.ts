import { labelOf } from '../../../catalog/labels.ts';
import { type Html, html, nothing } from '../../../html.ts';
import { type Effort, type WayStep, wayTo } from '../../../scorecards/effort.ts';
import type { CheckResult, Result } from '../../../scorecards/evaluate.ts';
import type { FactTable } from '../../../scorecards/fact.ts';
import { badgePath, pathOf, SCORECARDS, scorecardPath } from '../paths.ts';
import { counted, entityLink, lasting } from '../words.ts';
import { drawChanges } from './changes.ts';
import { drawCheckResult } from './check-result.ts';
import { drawLog } from './log.ts';
import type { ScoreData } from './score-data.ts';
import { drawLevel, levelWords, shareWords } from './score-words.ts';

/** One entity on one scorecard: how it stands, on what that rests, what moved it, and who was told. */
export function drawScore(data: ScoreData, now: Date): Html {
  const { view, scorecard, ref, result, changes, log } = data;
  const owner = data.stored?.owner ?? view.out(ref, 'ownedBy')[0] ?? null;
  return html`<article class="score-page score-of">
<header>
<nav class="crumbs" aria-label="You are here"><a href="${SCORECARDS}">Scorecards</a> <span aria-hidden="true">/</span> <a href="${scorecardPath(scorecard.name)}">${scorecard.title}</a></nav>
<h1>${view.get(ref) ? html`<a href="${pathOf(ref)}">${labelOf(view, ref)}</a>` : labelOf(view, ref)}</h1>
${result ? drawStanding(result, data, now) : html`<p class="lead">${view.get(ref) ? 'This scorecard is not about it: its filter, or those of all checks, leave it out.' : 'It is not in the catalog any more; what happened to its score is kept.'}</p>`}
<p class="also">${owner ? html`Owned by ${entityLink(view, owner)}` : 'Nobody owns it'}</p>
</header>
${result && scorecard.levels.length > 0 ? drawWay(result, data.table) : nothing}
${result ? drawChecks(result, data, now) : nothing}
<section class="part" id="history"><h2>What moved it</h2>${drawChanges(changes, { view, scorecard, now })}</section>
<section class="part" id="told"><h2>Who was told, and who was not</h2>${drawLog(log, { view, now, scorecards: [scorecard], shows: 'one' })}</section>
${result ? drawBadge(data) : nothing}
</article>`;
}

function drawStanding(result: Result, { scorecard, stored }: ScoreData, now: Date): Html {
  const { level, possibleLevel, score } = result;
  const name = level?.name ?? null;
  const maybe =
    possibleLevel && possibleLevel.name !== name
      ? html`<span class="also">It may be ${possibleLevel.title}: not everything is known.</span>`
      : nothing;
  const since = stored ? html`<span class="also">${lasting(stored.since, now)}</span>` : nothing;
  return html`<p class="score-figure"><strong>${shareWords(score)}</strong> ${drawLevel(scorecard, name)} ${since} ${maybe}</p>`;
}

const EFFORT_WORDS: Record<Effort, string> = {
  button: 'a button does it',
  file: 'a file',
  setting: 'a setting',
  work: 'some work',
};

/** What stands before the next level, easiest first. */
function drawWay(result: Result, table: FactTable): Html {
  const way = wayTo(result, table);
  if (!way) return html`<p class="all-well">It has the highest level.</p>`;
  const step = ({ check, outcome, effort }: WayStep) => {
    const words = outcome === 'unknown' ? 'it is not known whether it passes' : check.howToFix;
    return html`<li><a href="#${check.id}">${check.title}</a> <span class="badge">${EFFORT_WORDS[effort]}</span> <span class="also">${words}</span></li>`;
  };
  return html`<section class="part"><h2>To reach ${way.to.title}</h2><ol class="way">${[...way.steps, ...way.unknown].map(step)}</ol></section>`;
}

function drawChecks({ checks, scorecard }: Result, data: ScoreData, now: Date): Html {
  const groups = Map.groupBy(checks, ({ check }) => check.level);
  const ordered = [...scorecard.levels.map(({ name }) => name), null].flatMap((level) => {
    const list = groups.get(level);
    return list ? [{ level, list }] : [];
  });
  const draw = (one: CheckResult) => drawCheckResult(one, data, now);
  return html`<section class="part" id="checks"><h2>Checks <span class="count">${passedWords(checks)}</span></h2>
${ordered.map(({ level, list }) => html`<h3 class="check-level">${level === null ? 'For the score alone' : levelWords(scorecard.levels, level)}</h3>${list.map(draw)}`)}</section>`;
}

function passedWords(checks: readonly CheckResult[]): string {
  const passed = checks.filter(({ outcome }) => outcome === 'pass').length;
  const open = checks.filter(({ outcome }) => outcome !== 'not-applicable').length;
  return `${passed} of ${counted(open, 'check')} ${passed === 1 ? 'passes' : 'pass'}`;
}

function drawBadge({ ref, scorecard, view }: ScoreData): Html {
  const path = badgePath(ref, scorecard.name);
  return html`<section class="part"><h2>Badge</h2><p><img src="${path}" alt="${scorecard.title} of ${labelOf(view, ref)}" height="20"></p><p class="also">Shown to whoever may see these pages: <code data-copy="${path}">${path}</code></p></section>`;
}
