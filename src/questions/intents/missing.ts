import { channelsOf } from '../../catalog/channels.ts';
import { labelOf } from '../../catalog/labels.ts';
import type { Answer, Intent } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { reply } from '../reply.ts';
import { MISSING_OPERATIONS } from './missing-operations.ts';

/** A kind of question whose data is not connected. */
export type Missing = {
  intent: Intent;
  /** What I would have to know, to follow "I do not know". */
  what: string;
  /** Where it would come from. */
  source: string;
  patterns: readonly string[];
  examples: readonly string[];
};

/** Questions about data that is not connected. */
export const missing: readonly Intention[] = MISSING_OPERATIONS.map(
  ({ intent, what, source, patterns, examples }) => ({
    intent,
    examples,
    patterns,
    bare: 'nothing',
    isNameOptional: true,
    answer: (question) => sayMissing({ intent, what, source }, question),
  }),
);

async function sayMissing(
  { intent, what, source }: Pick<Missing, 'intent' | 'what' | 'source'>,
  { mentions, room }: Case,
): Promise<Answer | null> {
  const refs = mentions.map(({ ref }) => ref);
  const hints = await Promise.all(refs.slice(0, 3).map((ref) => whoKnows(room, ref)));
  return reply({
    kind: 'unknown',
    intent,
    subjects: refs,
    text: [
      `I do not know ${what}: ${source} ${/^(?:a|an)\s/.test(source) ? 'is' : 'are'} not connected.`,
      ...hints,
    ]
      .filter(Boolean)
      .join(' '),
  });
}

/** Who will know what we do not: the channel of the owner. */
export async function whoKnows(room: Case['room'], ref: string): Promise<string> {
  const facts = await room.facts(ref);
  if (!facts) return '';
  const name = labelOf(room.view, ref);
  if (facts.entry.kind === 'group') {
    const { channel } = channelsOf(facts.entity);
    return channel ? `${name} talks in ${channel}.` : '';
  }
  if (!facts.owner?.exists) return '';
  const where = facts.owner.channel ? ` (${facts.owner.channel})` : '';
  return `${name} is owned by ${labelOf(room.view, facts.owner.ref)}${where}, who will know.`;
}
