import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import { serviceCard } from '../card.ts';
import type { Case, Intention } from '../intention.ts';
import { reply } from '../reply.ts';
import { ownerSentence } from './own-lookup.ts';

/** Whether a thing is owned by the team (or one of the teams) that the question names. */
export const ownEither: Intention = {
  intent: 'own.lookup',
  examples: [
    "is token-vault Security's or Money's?",
    'does Security own token-vault',
    'is token-vault owned by Money',
    'who owns token-vault, Security or Money?',
  ],
  patterns: [
    'is {thing} or {claim}',
    'is {thing} (owned by|maintained by|run by|with|under) {claim}',
    '(does|do) {claim} [still|actually|really] (own|maintain|run|have|look after) {thing}',
    '{thing} belongs to {claim} right',
    'who (owns|has|maintains|runs) {thing} or {claim}',
    'is {claim} [still] (the owner of|the owners of|responsible for|in charge of) {thing}',
  ],
  takesRest: true,
  answer,
};

/** The same said with a possessive: "is it ours", "isn't that Security's". */
export const ownOurs: Intention = {
  intent: 'own.lookup',
  examples: ['is token-vault ours', "isn't token-vault Money's?"],
  patterns: ['(is|are|was|is not|are not) {thing}'],
  shape:
    /['’]s?$|\s(?:thing|problem|baby|responsibility)$|\b(?:ours|mine|yours|theirs|my teams?|our teams?)$/i,
  takesRest: true,
  answer,
};

const OURS = /^(?:ours|mine|my teams?|our teams?|yours|theirs)$/i;

async function answer({ text, mentions, rest, slots, room }: Case): Promise<Answer | null> {
  const { view } = room;
  const [mention] = mentions;
  if (!mention) return null;
  // A system may be called like a team: what stands behind the first name is the claim, whatever else it names.
  const slot = slots['thing'] ?? '';
  const at = slot.indexOf(mention.said);
  const after = (at < 0 ? rest : slot.slice(at + mention.said.length)).replace(/^\s*not\s+/, '');
  // "a payments thing"
  const behind = after.replace(/^\s*an?\s+(.+?)\s+(?:thing|problem|baby|responsibility)$/i, "$1's");
  const claim = slots['claim'] ?? '';
  const teams = [behind.replace(/^[\s,:]+/, ''), claim].filter(Boolean);
  // "is ledger tier 1" claims no owner, and "who owns ledger or payments" asks for two.
  if (!claim && !OURS.test(behind.trim()) && !/['’]s?(?=\s|$)/.test(behind)) return null;
  if (/^who\s/i.test(text) && (teams.length < 2 || teams.some((one) => isThing(room, one))))
    return null;
  const claimed = room.link(teams.join(' or '), 'owner');
  if (claimed.kind !== 'linked' || claimed.strange.length > 0) return null;
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

function isThing({ view }: Case['room'], said: string): boolean {
  const [hit] = view.find(said, {
    except: ['group', 'user', 'location'],
    depth: 'exact',
    limit: 1,
  });
  return hit?.match === 'exact';
}
