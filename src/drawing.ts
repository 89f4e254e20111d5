import type { Answer } from './questions/answer.ts';
import { drawAnswer } from './slack/answer.ts';

/** The blocks of an answer for programs, who get them over HTTP and from the command line: drawn by the same hand as in Slack. */
export function blocksOf(answer: Answer, now: Date): readonly object[] {
  return drawAnswer(answer, { now, pageOf: () => null });
}
