import { labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { withOnCall } from '../on-call/field.ts';
import { reply } from '../reply.ts';
import { answerOwners } from './own-lookup.ts';
import { answerTeam } from './team-card.ts';

const CHANNEL =
  '(channel|slack channel|slack|chat|chat channel|ask channel|help channel|support channel)';

/** Whom, or which channel, to ask about a thing or a team. */
export const contactRoute: Intention = {
  intent: 'contact.route',
  examples: [
    "what's the slack channel for Security",
    'who do i talk to about token-vault',
    'where do I ask about ledger',
  ],
  patterns: [
    `(what|which) is the ${CHANNEL} (for|of) [the] {any}`,
    `(what|which) ${CHANNEL} (is|does|for) {any} [use|in]`,
    `${CHANNEL} (for|of) {any}`,
    `{any} ${CHANNEL}`,
    `where is {any} on slack`,
    '(who|whom) (do|should|can|could|would|must) (i|we) (talk to|ask|contact|ping|speak to|reach out to|message|bug|go to|dm|poke|write to|get in touch with|speak with|talk with|bother) (about|for|regarding|with|on|re|concerning) {any}',
    '(who|whom) (do|should|can|could) (i|we) (talk|speak) (to|with) (about|for|regarding) {any}',
    '(who|whom) to (ask|contact|ping|talk to|bug|reach out to) (about|for|regarding|on) {any}',
    'who (can|could) (help|help me|help us) with {any}',
    'who (knows|knows about|knows stuff about|is the expert on|is the contact for|is the right person for|is the contact person for|is the point of contact for) {any}',
    'where (do|can|should|could) (i|we) (ask|ask questions|get help|ask for help|report a bug|report problems|report an issue) (about|for|with|on|in) {any}',
    '(contact|contacts|point of contact|poc|contact point|contact person) (for|of) {any}',
    'how to (reach|contact|get hold of|get in touch with|talk to|message|find) {any}',
    '[the] (best|right) (person|people|team|channel|place) (for|to ask about|to ask|to contact about) [questions|help|issues] (around|about|on|regarding|with|for|in) {any}',
    '(point of contact|poc|contact point|contact person) {any}',
    'how (do|can|could) (i|we) (reach|contact|get hold of|get in touch with|talk to|speak to|get a hold of|message|find) {any}',
    '(who|whom) (do|should|can|could|would|must) (i|we) (talk to|ask|contact|ping|speak to|reach out to|message|bug|go to|dm|write to|get in touch with|speak with|talk with|bother)',
    'where (do|can|should|could) (i|we) (post|ask|put|raise|send) [a|my] (question|questions|issues|bugs|requests|feedback|bug|issue|request) (about|for|with|on|to|regarding) {any}',
    '(who is|who are) the (expert|experts|sme|contact|contact person|right person|right people|right team|person|people|go to person|point of contact|poc|best person) (for|on|to ask about|to talk to about|of|to contact about|to ping about|to ask for) {any}',
    'who is the {any} (person|expert|guru|specialist|contact|guy|sme)',
    'who (knows|understands) {any} (well|best)',
    'where (does|do|can i find|do i find|are) [the] {any} (hang out|live on slack|talk|chat|team|folks|people)',
    'where (does|do) [the] {any} [team|folks|people] (hang out|sit|talk|chat|live) [on slack|in slack]',
    `whose ${CHANNEL} is {any}`,
    'who to (talk to|ask|contact|ping|reach|bug) (about|for|regarding|on|when) {any}',
  ],
  bare: 'talk',
  answer,
};

async function answer(question: Case): Promise<Answer | null> {
  const { mentions, room } = question;
  const [mention] = mentions;
  const entry = mention && room.view.get(mention.ref);
  if (!entry || !mention) return null;
  if (entry.kind === 'group') return withDuty(await answerTeam(question));
  if (entry.kind !== 'user') return withDuty(await withOnCall(room, await answerOwners(question)));
  const teams = room.view.out(entry.ref, 'memberOf').map((ref) => labelOf(room.view, ref));
  return reply({
    kind: 'answer',
    intent: 'contact.route',
    subjects: [entry.ref],
    refs: room.view.out(entry.ref, 'memberOf'),
    text: `${labelOf(room.view, entry.ref)} is a person${teams.length > 0 ? ` in ${teams.join(' and ')}` : ''}: write a direct message.`,
  });
}

/** Whom to write to includes who has the pager: somebody who is awake. */
function withDuty(answer: Answer): Answer {
  const people = answer.facts.flatMap(({ name, value }) =>
    name === 'on call' && value.startsWith('user:') ? [value] : [],
  );
  return { ...answer, intent: 'contact.route', refs: [...new Set([...answer.refs, ...people])] };
}
