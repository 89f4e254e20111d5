import { labelOf } from '../../../catalog/labels.ts';
import { type Html, html, nothing } from '../../../html.ts';
import type { LogLine } from '../../../scorecards/nudges/nudge.ts';
import { NUDGES, SCORECARDS } from '../paths.ts';
import { drawLog, type LogRoom } from './log.ts';

export const LOG_LINES = 200;

export type NudgesPage = Omit<LogRoom, 'shows'> & {
  lines: readonly LogLine[];
  /** Whom it was narrowed to, by ref. */
  recipient: string | null;
  /** What it was narrowed to, by ref. */
  ref: string | null;
};

/** "Why didn't anyone tell us": everything that was sent, held and left out, with its reason. */
export function drawNudges({ lines, recipient, ref, ...room }: NudgesPage): Html {
  const { view } = room;
  const teams = [...new Set(lines.flatMap((line) => line.recipient ?? []))]
    .map((one) => ({ ref: one, label: labelOf(view, one) }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'));
  const about = ref ?? recipient;
  return html`<div class="score-page">
<nav class="crumbs" aria-label="You are here"><a href="${SCORECARDS}">Scorecards</a></nav>
<h1>Who was told, and who was not</h1>
<p class="lead">Every message about a failing check that was sent, held or left out, and why.</p>
${about ? html`<p>Only what is about ${labelOf(view, about)}. <a href="${NUDGES}">Show all</a></p>` : nothing}
${teams.length > 1 ? html`<nav class="also-here" aria-label="To whom">${teams.map((team) => html`<a href="${NUDGES}?${new URLSearchParams({ recipient: team.ref })}">${team.label}</a>`)}</nav>` : nothing}
${drawLog(lines, { ...room, shows: 'many' })}
${lines.length === LOG_LINES ? html`<p class="also">Older lines are not shown.</p>` : nothing}
</div>`;
}
