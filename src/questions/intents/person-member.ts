import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import { statedFact } from '../facts.ts';
import type { Case, Intention } from '../intention.ts';
import { understood } from '../labels.ts';
import { reply } from '../reply.ts';

const IN =
  '(in|on|at|with|part of|a part of|a member of|member of|working in|working for|working on|still in|still on|from)';

/** Whether somebody is in a team. */
export const personMember: Intention = {
  intent: 'person.who',
  examples: ['is ana in Security', 'does ana lima work for Money?', 'am i in Security'],
  patterns: [
    `(is|are|am|was) {person} ${IN} [the] {claim}`,
    '(does|do) {person} [still] (work for|work in|work on|work with|work at|belong to|sit in|sit with) [the] {claim}',
  ],
  answer,
};

async function answer({ mentions, slots, strange, room }: Case): Promise<Answer | null> {
  const { view } = room;
  const [mention, ...others] = mentions;
  const claimed = room.link(slots['claim'] ?? '', 'team');
  // Any other word behind the name asks something else: "is ana in Lisbon".
  if (!mention || others.length + strange.length > 0) return null;
  if (claimed.kind !== 'linked' || claimed.mentions.length !== 1) return null;
  const person = await room.facts(mention.ref);
  const team = claimed.mentions[0]?.ref;
  if (!person || !team) return null;
  const teams = view.out(mention.ref, 'memberOf').filter((ref) => view.get(ref));
  const name = labelOf(view, mention.ref);
  const where = teams.length > 0 ? enumerate(teams.map((ref) => labelOf(view, ref))) : 'no team';
  const verdict = teams.includes(team) ? 'Yes' : 'No';
  return reply({
    kind: 'answer',
    intent: 'person.who',
    subjects: [mention.ref],
    refs: teams,
    text: `${understood(view, mention)}${verdict}: ${name} is in ${where}.`,
    facts: teams.map((ref) => statedFact(person, 'team', ref)),
  });
}
