import type { Step } from '../template.ts';
import type { StepState } from './run.ts';

/** What a run does next, decided from its steps and what became of them. */
export type Next =
  | { kind: 'step'; position: number; isResumed: boolean }
  /** It failed before, and the step does not ask for that. */
  | { kind: 'skip'; position: number }
  | { kind: 'end'; state: 'completed' | 'failed' };

const ASKS_HOW_IT_WENT = /\b(?:always|failure)\s*\(/;

/** After a failure only steps run whose `if` asks how it went: `always()`, `failure()`. */
export function nextOf(steps: readonly Pick<Step, 'if'>[], states: readonly StepState[]): Next {
  const position = states.findIndex((state) => state === 'waiting' || state === 'running');
  const hasFailed = states.includes('failed');
  if (position < 0) return { kind: 'end', state: hasFailed ? 'failed' : 'completed' };
  const condition = steps[position]?.if;
  const isAsking = typeof condition === 'string' && ASKS_HOW_IT_WENT.test(condition);
  if (hasFailed && !isAsking) return { kind: 'skip', position };
  return { kind: 'step', position, isResumed: states[position] === 'running' };
}

/** Where a retry goes on: at the step that failed, or the first that was not begun; null where nothing is left to do. */
export function retryFrom(states: readonly StepState[]): number | null {
  const failed = states.indexOf('failed');
  if (failed >= 0) return failed;
  const left = states.findIndex((state) => state === 'waiting' || state === 'running');
  return left < 0 ? null : left;
}
