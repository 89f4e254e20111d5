import { type Html, html, nothing } from '../../../html.ts';
import type { StepReport, StepState } from '../../../scaffolder/runs/run.ts';

const WORDS: Record<StepState, string> = {
  waiting: 'Waiting',
  running: 'Running',
  done: 'Done',
  skipped: 'Skipped',
  failed: 'Failed',
};

/** The steps of a run, each with how it went. */
export function drawSteps(steps: readonly StepReport[]): Html {
  if (steps.length === 0) return html`<p class="none">It has no steps.</p>`;
  return html`<ol class="steps">${steps.map(drawStep)}</ol>`;
}

function drawStep({ name, action, state, startedAt, endedAt, reason }: StepReport): Html {
  const ms = startedAt && endedAt ? endedAt.getTime() - startedAt.getTime() : null;
  return html`<li class="step step-${state}"><span class="step-state">${WORDS[state]}</span><span class="step-what"><strong>${name}</strong> <code class="also">${action}</code>${reason ? html`<span class="under">${reason}</span>` : nothing}</span>${ms === null ? nothing : html`<span class="count">${duration(ms)}</span>`}</li>`;
}

/** `0.4 s`, `12 s`, `1 min 35 s`, `2 h 5 min`. */
export function duration(ms: number): string {
  if (ms < 950) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return seconds % 60 ? `${minutes} min ${seconds % 60} s` : `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
