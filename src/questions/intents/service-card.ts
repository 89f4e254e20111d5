import { enumerate, labelOf } from '../../catalog/labels.ts';
import { sortOf } from '../../catalog/sort.ts';
import type { Answer } from '../answer.ts';
import { serviceCard as drawCard } from '../card.ts';
import { withWork } from '../delivery/field.ts';
import type { EntityFacts } from '../facts.ts';
import type { Case, Intention } from '../intention.ts';
import { readingNote, strangers, understood } from '../labels.ts';
import { withOnCall } from '../on-call/field.ts';
import { reply } from '../reply.ts';
import { ownerSentence } from './own-lookup.ts';
import { personWho } from './person-who.ts';
import { answerTeam } from './team-card.ts';

/** Anything by its name alone, and "what is it". */
export const serviceCard: Intention = {
  intent: 'service.card',
  examples: [
    'token-vault',
    'what is token-vault??',
    'tell me about ledger',
    'what does ledger do',
    'info on ledger',
  ],
  patterns: [
    '(what is|what are|what was|whats) {any}',
    '(what the hell is|what the heck is|wtf is) {any}',
    'what (does|do) {any} (do|mean|actually do|even do)',
    'what is {any} (for|about|used for|doing|do)',
    '(about|info on|info about|information on|information about|details on|details of|details for|details about|card for|show|describe|explain|open|lookup|look up|summary of|overview of|more about|more on|status page of) {any}',
    '{any} (info|card|details|summary|overview)',
    '(info|information|details|card) {any}',
    'what {any} (is|does|is for|is about|means)',
    'do we have {any}',
    'is there [a|an] {any}',
    'what kind of (thing|service) is {any}',
    '(explain|describe|introduce) {any} (to me|to us|briefly|in short)',
    '(compare|comparison of|comparison between|difference between|differences between|what is the difference between|how do i tell apart) {any}',
  ],
  answer: answerCard,
};

/** The card of each entity named, of whatever kind. */
export async function answerCard(question: Case): Promise<Answer | null> {
  const { mentions, strange, room } = question;
  const kinds = new Set(mentions.map(({ ref }) => room.view.get(ref)?.kind));
  if (kinds.size === 1 && kinds.has('group')) return answerTeam(question);
  if (kinds.size === 1 && kinds.has('user')) return personWho.answer(question);
  const found = (await Promise.all(mentions.map(({ ref }) => room.facts(ref)))).filter(
    (facts) => facts !== null,
  );
  if (found.length === 0) return null;
  const cards = found.map((facts) => drawCard(room.view, facts));
  const sentences = found.map((facts, at) => {
    const mention = mentions[at];
    return `${mention ? understood(room.view, mention) : ''}${cardText(room.view, facts)}`;
  });
  const warnings = cards.flatMap(({ card }) =>
    card.warnings.filter(
      (line) =>
        !/names no owner|CODEOWNERS (?:says|also)|descriptor is broken|its owner/i.test(line),
    ),
  );
  const answer = await withOnCall(
    room,
    reply({
      kind: 'answer',
      intent: 'service.card',
      subjects: found.map(({ entry }) => entry.ref),
      refs: found.flatMap(({ owner, entry }) => [
        ...(owner?.exists ? [owner.ref] : []),
        // It is what somebody looked for.
        ...(entry.kind === 'template' ? [entry.ref] : []),
      ]),
      text: [...sentences, ...warnings, ...strangers(strange)].join(' '),
      view: {
        kind: 'card',
        cards: cards.map(({ card }) => card),
        note: readingNote(room.view, mentions, strange),
      },
      facts: cards.flatMap(({ facts }) => facts),
    }),
  );
  return withWork(room, answer);
}

function cardText(view: Case['room']['view'], facts: EntityFacts): string {
  const { entry, entity, upstream, downstream } = facts;
  const traits = [
    entry.lifecycle,
    entry.tier ? `tier ${entry.tier.replace(/^tier[\s-]*/i, '')}` : null,
  ].filter((trait) => trait !== null);
  const description = entity.metadata.description?.trim().replace(/\s+/g, ' ');
  return [
    `${labelOf(view, entry.ref)} is ${article(sortOf(entry))}${traits.length > 0 ? ` (${traits.join(', ')})` : ''}.`,
    description ? (/[.!?]$/.test(description) ? description : `${description}.`) : '',
    ownerSentence(view, facts).replace(`${labelOf(view, entry.ref)} is owned by`, 'Owned by'),
    upstream.length + downstream.length > 0
      ? `Depends on ${upstream.length}, needed by ${downstream.length}.`
      : '',
    linkText(facts),
  ]
    .filter(Boolean)
    .join(' ');
}

function linkText({ entity }: EntityFacts): string {
  const links = (entity.metadata.links ?? [])
    .slice(0, 4)
    .map(({ title, url }) => `${title ?? 'Link'}: ${url}`);
  return links.length > 0 ? `${enumerate(links)}` : '';
}

function article(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`;
}
