import { UserError } from '../../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import { type RenderedTexts, renderTexts, renderValue, type TextOptions } from './render.ts';

/** What is asked of the other process: plain data. */
export type Job =
  | { kind: 'value'; input: Json; context: JsonObject; hasFailed: boolean }
  | { kind: 'texts'; texts: readonly string[]; context: JsonObject; options: TextOptions }
  /** Everywhere the regular expression matches. */
  | { kind: 'replace'; text: string; pattern: string; to: string };

export type JobResult =
  | { kind: 'value'; value: Json | undefined; problems: readonly string[]; isStatusAsked: boolean }
  | { kind: 'texts'; result: RenderedTexts }
  | { kind: 'replaced'; text: string }
  /** The deadline came first. */
  | { kind: 'late' }
  /** The person who wrote the template can mend it. */
  | { kind: 'refused'; message: string; nextStep: string }
  | { kind: 'broken'; message: string };

export function doJob(job: Job): JobResult {
  try {
    if (job.kind === 'texts') return { kind: 'texts', result: renderTexts(job.texts, job) };
    if (job.kind === 'replace')
      return { kind: 'replaced', text: job.text.replace(new RegExp(job.pattern, 'g'), job.to) };
    return { kind: 'value', ...renderValue(job.input, job) };
  } catch (error) {
    if (error instanceof SyntaxError)
      return { kind: 'refused', message: `${error.message}.`, nextStep: 'Correct the expression.' };
    if (error instanceof UserError)
      return { kind: 'refused', message: error.message, nextStep: error.nextStep };
    return { kind: 'broken', message: error instanceof Error ? error.message : String(error) };
  }
}
