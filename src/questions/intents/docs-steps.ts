import type { Answer } from '../answer.ts';
import { answerSteps } from '../docs/steps.ts';
import { subjectsOf } from '../docs/subjects.ts';
import type { Case, Intention } from '../intention.ts';
import { registeredRunbook } from './properties.ts';

/** What to do about a symptom, named or not: the runbook that has it. */
export const docsSteps: Intention = {
  intent: 'runbook',
  examples: ['a batch is stuck in reconciling what do i do', 'what do i do when a broker is away'],
  patterns: [
    'what (do|should|can|must|shall) (i|we) (do|check|try) [first|now|next] (if|when|once|because|about|with) {rest}',
    '{rest} what (do|should|can|must|shall) (i|we) (do|check|try) [first|now|next|here]',
    '{rest} what [now]',
    '{rest} what to do',
    'what to do (if|when|once|about|with|after) {rest}',
    '[the] (runbook|playbook) (for|in case|about) (when|if) {rest}',
    'how (do|can|should) (i|we) (handle|deal with|fix|resolve|debug|troubleshoot|mitigate|unblock|stop) {rest}',
  ],
  bare: 'nothing',
  isNameOptional: true,
  answer,
};

async function answer(question: Case): Promise<Answer> {
  const { text, room } = question;
  const { things } = subjectsOf(room.view, text);
  const of = { ...question, mentions: things };
  return answerSteps(of, await registeredRunbook(of));
}
