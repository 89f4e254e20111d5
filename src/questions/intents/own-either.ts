import type { Answer } from '../answer.ts';
import { serviceCard } from '../card.ts';
import type { Case, Intention } from '../intention.ts';
import { enumerate, labelOf } from '../labels.ts';
import { reply } from '../reply.ts';
import { ownerSentence } from './own-lookup.ts';

/** Whether a thing is owned by the team (or one of the teams) that the question names. */
export const ownEither: Intention = {
  intent: 'own.lookup',
  examples: [
    "is token-vault Security's or Money's?",
    'does Security own token-vault',
    'is token-vault owned by Money',
  ],
  patterns: [
    'is {thing} or {claim}',
    'is {thing} (owned by|maintained by|run by|with|under) {claim}',
    '(does|do) {claim} [still|actually|really] (own|maintain|run|have|look after) {thing}',
    '{thing} belongs to {claim} right',
    'is {claim} [still] (the owner of|the owners of|responsible for|in charge of) {thing}',
  ],
  takesRest: true,
  answer,
};

async function answer({ mentions, rest, slots, room }: Case): Promise<Answer | null> {
  const { view } = room;
  const [mention] = mentions;
  if (!mention) return null;
  // A system may be called like a team: what stands behind the first name is the claim, whatever else it names.
  const slot = slots['thing'] ?? '';
  const behind =
    mentions.length > 1 ? slot.slice(slot.indexOf(mention.said) + mention.said.length) : rest;
  const claimed = room.link([behind, slots['claim']].filter(Boolean).join(' or '), 'owner');
  if (claimed.kind !== 'linked') return null;
  const facts = await room.facts(mention.ref);
  if (!facts) return null;
  const owner = facts.owner?.ref;
  const claims = claimed.mentions.map(({ ref }) => ref);
  const isRight = owner !== undefined && claims.includes(owner);
  const verdict = claims.length > 1 ? '' : isRight ? 'Yes: ' : 'No: ';
  const others = claims.filter((ref) => ref !== owner).map((ref) => labelOf(view, ref));
  const not =
    claims.length > 1 && others.length > 0
      ? ` Not by ${enumerate(others).replace(' and ', ' or ')}.`
      : '';
  const { card, facts: said } = serviceCard(view, facts);
  return reply({
    kind: 'answer',
    intent: 'own.lookup',
    subjects: [facts.entry.ref],
    refs: facts.owner?.exists && owner ? [owner] : [],
    text: `${verdict}${ownerSentence(view, facts)}${not}`,
    view: { kind: 'card', cards: [card] },
    facts: said,
  });
}
