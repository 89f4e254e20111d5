import type { StepReport } from '../../../scaffolder/runs/run.ts';
import { name } from '../../blocks.ts';
import { duration } from '../words.ts';

const ICONS: Record<StepReport['state'], string> = {
  waiting: ':white_circle:',
  running: ':hourglass_flowing_sand:',
  done: ':white_check_mark:',
  skipped: ':heavy_minus_sign:',
  failed: ':x:',
};

/** A line a step: how it stands, in a picture and in words, and how long it took. The steps around what happens now come first to be shown. */
export function stepLines(steps: readonly StepReport[], most: number): string[] {
  const now = Math.max(
    steps.findLastIndex(({ state }) => state !== 'waiting'),
    0,
  );
  const from =
    steps.length <= most ? 0 : Math.max(0, Math.min(now - most + 4, steps.length - most));
  const shown = steps.slice(from, from + most).map(stepLine);
  const after = steps.length - from - shown.length;
  return [
    ...(from > 0 ? [`_${from} before_`] : []),
    ...shown,
    ...(after > 0 ? [`_and ${after} more_`] : []),
  ];
}

function stepLine(step: StepReport): string {
  const { state, reason } = step;
  // Why it failed stands below the steps, whole.
  const why = reason && state === 'skipped' ? `: ${name(reason, 150)}` : '';
  return `${ICONS[state]} ${name(step.name, 80)} · ${stateWords(step)}${why}`;
}

function stateWords({ state, startedAt, endedAt }: StepReport): string {
  const took = startedAt && endedAt ? duration(endedAt.getTime() - startedAt.getTime()) : null;
  switch (state) {
    case 'waiting':
      return 'to come';
    case 'running':
      return 'under way';
    case 'done':
      return took ?? 'done';
    case 'skipped':
      return 'skipped';
    case 'failed':
      return took ? `failed after ${took}` : 'failed';
  }
}
