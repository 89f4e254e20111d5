import { type Correction, type Field, inWords } from '../../catalog/corrections/correction.ts';
import { placeOf } from '../../catalog/corrections/place.ts';
import { titleOf } from '../../catalog/corrections/proposal.ts';
import { labelOf } from '../../catalog/labels.ts';
import { ONCALL } from '../../catalog/summary.ts';
import type { Answer, Fact } from '../answer.ts';
import { resolveCorrection, shownValue } from '../correcting/resolve.ts';
import { readCorrection } from '../correcting/said.ts';
import { type EntityFacts, statedFact } from '../facts.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { choose, reply } from '../reply.ts';
import { ownerFact, ownerSentence } from './own-lookup.ts';

const LINK = '(runbook|playbook|dashboard|docs|documentation|wiki|slo|link|url)';

/** "This is wrong": nothing is changed here. What is right, where it was said, becomes a card whose button opens a pull request. */
export const catalogCorrect: Intention = {
  intent: 'catalog.correct',
  examples: [
    'change the owner of token-vault to Money',
    'wrong, token-vault moved to Money last week',
    'we do not own token-vault',
    'the owner of token-vault is Money',
    'token-vault is deprecated',
    'the runbook of token-vault is dead',
    'ledger no longer depends on token-vault',
  ],
  patterns: [
    '(add|set|register|remove|delete|drop) [an|the|a] (alias|nickname|synonym|tag|label|owner|link|runbook|dashboard|annotation|dependency) {rest} (for|to|of|from|on) {any}',
    '(add|set|register|remove|delete) [an|the|a] (alias|nickname|tag|label|owner|link|runbook|dashboard|annotation) (for|to|of|from|on) {any}',
    '(change|update|set|fix|correct|edit|transfer|move|assign|reassign|rename|replace) [the] (owner|ownership|tier|lifecycle|description|system|name|repo|links|tags|link|runbook|dashboard|docs|alias) (of|for) {any} (to|into|from|with) {rest}',
    '(change|update|set|fix|correct|edit) [the] (owner|ownership|tier|lifecycle|description|system|name|repo|links|tags|link|runbook|dashboard|docs) (of|for) {any}',
    '(transfer|move|assign|reassign|rename|give|hand|hand over|deprecate|make|mark|set) {any} (to|into|as|over to) {rest}',
    '(deprecate|rename|retire) {any}',
    '(wrong|that is wrong|this is wrong|not true|incorrect|no|nope|actually|outdated|that is outdated|not correct|that is not right) {any} (moved to|belongs to|is owned by|is now owned by|was moved to|went to|is with|has moved to|is in|now belongs to|was handed to|is) {rest}',
    '(wrong|that is wrong|this is wrong|not true|incorrect|no|nope|actually|outdated) {any} (no longer depends on|does not depend on|does not use|does not need|also depends on|now depends on) {rest}',
    '{any} (no longer depends on|does not depend on|no longer uses|does not use|also depends on|now depends on) {rest}',
    '{any} (is not|is no longer|is not really) (owned|maintained|run) by {rest} (but by|it is owned by|it belongs to|it is) {rest2}',
    '{any} (is not|is no longer|is not really) (owned|maintained|run) by {rest}',
    '{any} (moved to|has moved to|was moved to|now belongs to|should belong to|belongs to|is now owned by|is owned by|is actually owned by|should be owned by|is now maintained by|is maintained by|was handed over to|was transferred to|went to) {rest}',
    '(wrong|that is wrong|this is wrong|not true|incorrect|no|nope|actually) {rest} (owns|now owns|took over|has taken over) {any}',
    '[the] (owner|owners|owning team|ownership) (of|for) {any} is (wrong|outdated|not right|not correct) [it|that] (is|should be|belongs to|must be) {rest}',
    '[the] lifecycle (of|for) {any} (is|should be) {rest}',
    '[wrong|no|actually] [the|real|right] (owner|owners|owning team) (of|for) {any} (is|should be|is now|is actually|changed to) {rest}',
    '{rest} (now owns|took over|has taken over) {any}',
    '{any} (is deprecated|is now deprecated|was deprecated|has been deprecated|is experimental|is in production now|is retired|is decommissioned|should be deprecated)',
    `[that|this|the|its] ${LINK} [link|page] [of|for] {any} (is dead|is broken|is wrong|is outdated|is gone|is a 404|gives a 404|returns 404|is a dead link|leads nowhere)`,
    `[that|this|the|its] ${LINK} [link|page] (is dead|is broken|is wrong|is outdated|is gone|is a 404|gives a 404|returns 404|is a dead link|leads nowhere)`,
    `[that|this|the] ${LINK} [link|page|url] (of|for) {any} (is dead|is broken|is wrong|is outdated|is gone|is a 404|gives a 404|returns 404|is a dead link|leads nowhere) {rest}`,
    `[the|right] ${LINK} [link|page|url] (of|for) {any} (moved to|is now|is at|should be|is) {rest}`,
    `{any} ${LINK} [link|page|url] (moved to|is now|is at|should be|is) {rest}`,
    '[the|that] (on call|on-call|oncall|rotation|schedule) (of|for) {any} is (wrong|outdated)',
    '(wrong|that is wrong|this is wrong|incorrect|not true|wrong owner|outdated|this is outdated|that is outdated|that is not right|this is not right|not correct|wrong team)',
    '(we|i|my team|our team) (do not|does not|did not|never|no longer) (own|owned|maintain|have|run) {any}',
    '{any} is (not|no longer) (ours|mine|our service)',
    'not (ours|mine|our service)',
    '(we|i|my team|our team) [now] (own|owns) {any}',
    '(we|i) [now] own {any} now',
    '(we|i) now own {any}',
    'make me (the owner|owner) of {any}',
    'make {rest} [the] (owner|owners) of {any}',
    '[the] lifecycle (of|for) {any} is (wrong|outdated|not right|not correct) [it|that] (is|should be|must be) {rest}',
    'make {any} (bronze|silver|gold|tier 1|tier 2|tier 3|production|deprecated)',
  ],
  bare: 'talk',
  isNameOptional: true,
  answer,
};

async function answer({ text, slots, mentions, room }: Case): Promise<Answer | null> {
  const { view, talk } = room;
  // "The owner of ledger is who" is a question.
  if (
    /^(?:who|what|which|whom|whose|where|when|why|how)\b/i.test(slots['rest'] ?? '') ||
    QUESTION.test(text)
  )
    return null;
  const isThing = (ref: string) => !/^(group|user):/.test(ref);
  const refs = [...mentions.map(({ ref }) => ref), ...talk.subjects].filter(isThing);
  const given = refs[0] ?? null;
  const said = readCorrection(text);
  const read = said && (await resolveCorrection(said, room, given));
  if (read?.kind === 'ready')
    return (
      (await confirmed(read.correction, room)) ??
      inKind(text, await stated(read.correction, room, null))
    );
  if (read?.kind === 'choice')
    return choose(view, {
      intent: 'catalog.correct',
      said: read.said,
      options: read.options,
      question: (ref) => text.replace(read.said, ref),
    });
  const open = read?.kind === 'open' ? read : null;
  const ref = open?.ref ?? given;
  if (ref)
    return inKind(
      text,
      await stated({ ref, field: open?.field ?? said?.field ?? 'owner' }, room, open?.hint ?? null),
    );
  return reply({
    kind: 'declined',
    intent: 'catalog.correct',
    text: 'I change nothing in the catalog myself. Name the service, and I say which file to correct.',
  });
}

/** What begins so asks for what is so, and says nothing. */
const QUESTION =
  /^(?:who|what|which|whom|whose|where|when|why|how|is|are|was|were|does|do|did|has|have|list|show|count|find|everything|anything|all|any|every|each|things?|services?|components?|apis?)\b/i;

const ORDER =
  /^(?:please |can you |could you )?(?:add|set|register|change|update|edit|transfer|move|assign|reassign|rename|replace|give|hand|deprecate|retire|make|mark|remove|delete|drop)\b/i;

/** Who says what is wrong gets an answer; who orders a change hears that nothing was done. */
function inKind(text: string, answer: Answer | null): Answer | null {
  return answer && ORDER.test(text) ? { ...answer, kind: 'declined' } : answer;
}

/** The card that proposes it; null where no pull request could reach the file. */
async function confirmed(correction: Correction, room: Room): Promise<Answer | null> {
  const { view, db } = room;
  const { ref, field, value, was } = correction;
  const [facts, place] = [await room.facts(ref), await placeOf(db, ref)];
  if (!facts || place.kind !== 'file') return null;
  const nameOf = (one: string) => labelOf(view, one);
  const title = titleOf(correction, nameOf);
  const now = was === null ? 'nothing' : shownValue(room, { field, value: was });
  const owner = facts.owner?.exists ? nameOf(facts.owner.ref) : null;
  const details = [
    { name: 'Now', text: `${now}, by ${facts.source.source}` },
    { name: 'Proposed', text: inWords(correction, nameOf) },
    { name: 'How', text: `a pull request to ${place.path} of ${place.repository}, in your name` },
    ...(owner ? [{ name: 'Asked', text: `${owner}, who own it now` }] : []),
  ];
  const refs = field === 'owner' || field === 'dependency' ? [value || (was ?? '')] : [];
  return reply({
    kind: 'confirm',
    intent: 'catalog.correct',
    subjects: [ref],
    refs: refs.filter((one) => view.get(one) !== null),
    text: `I changed nothing yet. ${title}? It would become a pull request to ${place.path} of ${place.repository}${owner ? `, and ${owner} would be asked` : ''}. ${ownerSentence(view, facts)}`,
    view: {
      kind: 'confirm',
      title: `${title}?`,
      details,
      verb: 'Open a pull request',
      deed: { kind: 'correct', ...correction },
    },
    facts: factsOf(facts, field),
  });
}

/** What is stated now, and where to correct it. */
async function stated(
  { ref, field }: { ref: string; field: Field },
  room: Room,
  hint: string | null,
): Promise<Answer | null> {
  const facts = await room.facts(ref);
  if (!facts) return null;
  const place = await placeOf(room.db, ref);
  const how =
    place.kind === 'file'
      ? `Say what is right with "Wrong? Fix it" (in Slack), or change ${place.url}; I read the change from there.`
      : `${place.reason} ${place.nextStep}${place.url ? ` ${place.url}` : ''}`;
  return reply({
    kind: 'answer',
    intent: 'catalog.correct',
    subjects: [ref],
    refs: facts.owner?.exists ? [facts.owner.ref] : [],
    text: ['I changed nothing.', hint, ownerSentence(room.view, facts), how]
      .filter(Boolean)
      .join(' '),
    facts: factsOf(facts, field),
  });
}

/** The fact in question first: the button opens its form at that. */
function factsOf(facts: EntityFacts, field: Field): Fact[] {
  const owner = ownerFact(facts);
  if (field === 'owner') return owner ? [owner] : [statedFact(facts, 'owner', 'nobody')];
  return [statedFact(facts, field, nowOf(facts, field)), ...(owner ? [owner] : [])];
}

function nowOf({ entry, entity, upstream }: EntityFacts, field: Exclude<Field, 'owner'>): string {
  switch (field) {
    case 'lifecycle':
      return entry.lifecycle ?? 'none';
    case 'alias':
      return entry.aliases.join(', ') || 'none';
    case 'link':
      return entity.metadata.links?.[0]?.url ?? 'none';
    case 'dependency':
      return upstream[0]?.ref ?? 'none';
    case 'on-call':
      return (
        Object.entries(entity.metadata.annotations ?? {}).find(([key]) => ONCALL.test(key))?.[1] ??
        'none'
      );
  }
}
