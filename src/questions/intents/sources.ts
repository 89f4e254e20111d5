import { labelOf } from '../../catalog/labels.ts';
import type { Answer, Fact } from '../answer.ts';
import { serviceCard } from '../card.ts';
import { statedFact } from '../facts.ts';
import type { Case, Intention } from '../intention.ts';
import { reply } from '../reply.ts';
import { ownerSentence } from './own-lookup.ts';

/** "Are you sure", "says who", "source?": where what was said comes from. */
export const sources: Intention = {
  intent: 'followup',
  examples: ['are you sure?', 'how do you know', 'says who'],
  patterns: [
    '(why|how come|really|for real|sure|you sure|are you sure|are you certain|is that right|is that correct|is that true|is that still true|is this right|is this correct|is this true|is it true|is this up to date|is that up to date|is that current|says who|source|sources|according to whom|according to what|proof|evidence)',
    '(are|is) (you|that|this) (sure|certain|right|correct|true) [about|of] (that|this|it)',
    'how do you know [that|this|it]',
    '(where|how) (does|did|do) (that|this|it|you) [information|info|data|answer] (come|get|know) [that|this|it] [from]',
    '(where|who) (is|says) (that|this) [from]',
    '(what is|what are|which is|show|show me) [the|your] (source|sources) [of|for] [that|this|it]',
    'why (is it|is that|are they|them|him|her|that|this team|that team|this|not us)',
    'why do you (say|think) (that|so|this|it)',
  ],
  bare: 'talk',
  isExact: true,
  answer,
};

const SHOWN = 3;

async function answer({ mentions, room }: Case): Promise<Answer | null> {
  const { view, talk } = room;
  const refs = talk.subjects.length > 0 ? talk.subjects : mentions.map(({ ref }) => ref);
  const found = (await Promise.all(refs.slice(0, SHOWN).map((ref) => room.facts(ref)))).filter(
    (facts) => facts !== null,
  );
  if (found.length === 0) return null;
  const facts: Fact[] = [];
  const sentences = found.map((one) => {
    const { entry, source } = one;
    const isThing = entry.kind !== 'group' && entry.kind !== 'user';
    facts.push(...(isThing ? serviceCard(view, one).facts : [statedFact(one, 'name', entry.ref)]));
    const at = `${source.observedAt.slice(0, 16).replace('T', ' ')} UTC`;
    const read = `What I say of ${labelOf(view, entry.ref)} is read from ${source.url ?? source.source}, last at ${at}.`;
    return isThing ? `${read} ${ownerSentence(view, one)}` : read;
  });
  return reply({
    kind: 'answer',
    intent: 'followup',
    subjects: found.map(({ entry }) => entry.ref),
    refs: found.flatMap(({ owner }) => (owner?.exists ? [owner.ref] : [])),
    text: `${sentences.join(' ')} If that is wrong, say so ("wrong, it belongs to …").`,
    facts,
  });
}
