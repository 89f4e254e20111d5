import { labelOf } from '../../../catalog/labels.ts';
import type { CatalogView } from '../../../catalog/search.ts';
import { type Html, html, nothing, safeUrl } from '../../../html.ts';
import { shareOf } from '../../../scorecards/results/read.ts';
import type {
  ChangedCheck,
  StoredChange,
  StoredEvidence,
} from '../../../scorecards/results/stored.ts';
import type { Scorecard } from '../../../scorecards/scorecard.ts';
import { SCORECARDS, scorePath } from '../paths.ts';
import { counted, entityLink, when } from '../words.ts';
import { drawTabs } from './matrix/draw.ts';
import { CAUSE_WORDS, levelWords, OUTCOME_WORDS, shareWords } from './score-words.ts';
import { pointsWords } from './trend.ts';

export const CHANGE_DAYS = 30;
const SHOWN = 200;
/** Checks of one step; when a rule of many is new, the rest is counted. */
const CHECKS = 8;

export type Around = { view: CatalogView; scorecard: Scorecard; now: Date };

/** Every step of a scorecard lately, the newest first, with why. */
export function drawChangesPage(changes: readonly StoredChange[], around: Around): Html {
  const { scorecard, view } = around;
  const shown = changes.toReversed().slice(0, SHOWN);
  return html`<div class="score-page">
<nav class="crumbs" aria-label="You are here"><a href="${SCORECARDS}">Scorecards</a></nav>
<h1>${scorecard.title}</h1>
${drawTabs(scorecard.name, 'changes')}
<p class="lead">${counted(changes.length, 'change')} in ${CHANGE_DAYS} days${changes.length > SHOWN ? `, of which the last ${SHOWN} are shown` : ''}.</p>
${drawChanges(shown, around, (ref) => html`<a href="${scorePath(scorecard.name, ref)}">${labelOf(view, ref)}</a> `)}
</div>`;
}

/** Steps of scores as they are given; `who` says whose each is. */
export function drawChanges(
  changes: readonly StoredChange[],
  around: Around,
  who: (ref: string) => Html = () => nothing,
): Html {
  if (changes.length === 0) return html`<p class="none">Nothing has changed.</p>`;
  return html`<ol class="history">${changes.map((change) => html`<li>${drawChange(change, around, who(change.ref))}</li>`)}</ol>`;
}

function drawChange(change: StoredChange, { view, scorecard, now }: Around, who: Html): Html {
  const { at, cause, before, after, checks, ownerBefore, owner } = change;
  const ownerOf = (ref: string | null) => (ref === null ? 'nobody' : entityLink(view, ref));
  const hands =
    cause === 'moved'
      ? html`<p class="also">From ${ownerOf(ownerBefore)} to ${ownerOf(owner)}</p>`
      : nothing;
  const rest = checks.length - CHECKS;
  return html`<p class="event">${who}<strong>${movedWords(change)}</strong> <span class="cause cause-${cause}">${CAUSE_WORDS[cause]}</span> ${when(at, now)}</p>
${before && after && before.level === after.level ? nothing : html`<p class="also">${levelChange(change, scorecard)}</p>`}${hands}
${checks.length === 0 ? nothing : html`<ul class="changes">${checks.slice(0, CHECKS).map((check) => html`<li>${drawCheck(check, now)}</li>`)}${rest > 0 ? html`<li class="also">and ${rest} more</li>` : nothing}</ul>`}`;
}

/** `61 % → 74 % (+13.0)`. */
function movedWords({ before, after }: StoredChange): string {
  const [from, to] = [shareOf(before), shareOf(after)];
  const words = `${shareWords(before)} → ${shareWords(after)}`;
  if (from === null || to === null) return words;
  return `${words} (${pointsWords(Math.round((to - from) * 1000) / 10)})`;
}

function levelChange({ before, after }: StoredChange, { levels }: Scorecard): string {
  const words = (score: StoredChange['before']) =>
    score ? levelWords(levels, score.level) : 'Not measured';
  return `${words(before)} → ${words(after)}`;
}

function drawCheck({ title, from, to, reason, evidence }: ChangedCheck, now: Date): Html {
  const words = (outcome: ChangedCheck['from']) =>
    outcome === null ? 'Not there' : OUTCOME_WORDS[outcome].words;
  const before = from === to ? nothing : html`${words(from)} <span aria-hidden="true">→</span> `;
  return html`${title}: ${before}<span class="said-${to ?? 'not-applicable'}">${words(to)}</span>${reason ? html` <span class="also">${reason}</span>` : nothing}${evidence.length > 0 ? html`<ul class="under">${evidence.map((one) => html`<li>${drawStored(one, now)}</li>`)}</ul>` : nothing}`;
}

function drawStored(
  { title, value, source, url, observedAt, reason }: StoredEvidence,
  now: Date,
): Html {
  const at = observedAt === null ? null : new Date(observedAt);
  return html`${title}: ${valueWords(value, reason)} ${drawSource(source, url)}${at ? html`, ${when(at, now)}` : nothing}`;
}

/** A value as people say it; what is not known says why. */
export function valueWords(value: StoredEvidence['value'] | Date, reason: string | null): string {
  if (value === null) return reason === null ? 'not known' : `not known: ${reason}`;
  if (value instanceof Date) return value.toISOString().slice(0, 10);
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  // Times are kept as text; a day is enough.
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(value))
    return value.slice(0, 10);
  if (typeof value !== 'object') return String(value);
  return value.length === 0 ? 'none' : value.join(', ');
}

export function drawSource(source: string, url: string | null): Html {
  const safe = url === null ? null : safeUrl(url);
  return html`<span class="also">(${safe ? html`<a href="${safe}" rel="noreferrer">${source}</a>` : source})</span>`;
}
