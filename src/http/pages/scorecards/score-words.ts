import { type Html, html } from '../../../html.ts';
import type { Outcome } from '../../../scorecards/evaluate.ts';
import { shareOf } from '../../../scorecards/results/read.ts';
import type { Cause, Score } from '../../../scorecards/results/stored.ts';
import type { Level, Scorecard } from '../../../scorecards/scorecard.ts';
import { percent } from './percent.ts';

/** How each outcome is said, and its sign where there is room for one alone: never a colour only. */
export const OUTCOME_WORDS: Record<Outcome, { sign: string; words: string }> = {
  pass: { sign: '✓', words: 'Passes' },
  fail: { sign: '✕', words: 'Fails' },
  unknown: { sign: '?', words: 'Not known' },
  exempt: { sign: 'E', words: 'Exempt' },
  'not-applicable': { sign: '·', words: 'Does not apply' },
};

export const CAUSE_WORDS: Record<Cause, string> = {
  service: 'The service changed',
  rule: 'A rule changed',
  exemption: 'An exemption was granted or ended',
  data: 'Data was missing or came back',
  added: 'Came into the scorecard',
  removed: 'Left the scorecard',
  moved: 'Has another owner',
};

/** `86 %`; a dash where nothing counts. */
export function shareWords(score: Pick<Score, 'earned' | 'possible'> | null): string {
  const share = shareOf(score);
  return share === null ? '–' : percent(share);
}

/** A level by its name, with the colour of its rank; null is below the first. */
export function drawLevel({ levels }: Pick<Scorecard, 'levels'>, name: string | null): Html {
  if (levels.length === 0) return html`<span class="none">–</span>`;
  return html`<span class="level level-${rankOf(levels, name)}">${levelWords(levels, name)}</span>`;
}

export function levelWords(levels: readonly Level[], name: string | null): string {
  if (name === null) return 'No level';
  return levels.find((level) => level.name === name)?.title ?? name;
}

/** `none`, or how far it is from the top: 1 is the top. */
export function rankOf(levels: readonly Level[], name: string | null): string {
  const at = levels.findIndex((level) => level.name === name);
  return at < 0 ? 'none' : String(Math.min(levels.length - at, 4));
}
