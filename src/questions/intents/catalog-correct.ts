import type { Answer } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { reply } from '../reply.ts';
import { ownerFact, ownerSentence } from './own-lookup.ts';

/** "This is wrong": nothing is changed here; the answer shows what is stated and the file to correct. */
export const catalogCorrect: Intention = {
  intent: 'catalog.correct',
  examples: [
    'add alias "the vault" for token-vault',
    'change the owner of token-vault to Money',
    'wrong, token-vault moved to Money last week',
    'we do not own token-vault',
  ],
  patterns: [
    '(add|set|register|remove|delete) [an|the|a] (alias|nickname|tag|label|owner|link|runbook|dashboard|annotation) {rest} (for|to|of|from|on) {any}',
    '(add|set|register|remove|delete) [an|the|a] (alias|nickname|tag|label|owner|link|runbook|dashboard|annotation) (for|to|of|from|on) {any}',
    '(change|update|set|fix|correct|edit|transfer|move|assign|reassign|rename) [the] (owner|ownership|tier|lifecycle|description|system|name|repo|links|tags) (of|for) {any} (to|into|from) {rest}',
    '(change|update|set|fix|correct|edit) [the] (owner|ownership|tier|lifecycle|description|system|name|repo|links|tags) (of|for) {any}',
    '(transfer|move|assign|reassign|rename|give|hand|hand over|deprecate|unregister|make|mark|set) {any} (to|into|as|over to) {rest}',
    '(deprecate|unregister|archive|delete|remove|rename|decommission|retire) {any}',
    '(wrong|that is wrong|this is wrong|not true|incorrect|no|nope|actually|outdated|that is outdated|not correct|that is not right) {any} (moved to|belongs to|is owned by|is now owned by|was moved to|went to|is with|has moved to|is in|now belongs to|was handed to|is) {rest}',
    '{any} (moved to|has moved to|was moved to|now belongs to|is now owned by|was handed over to|was transferred to|went to) {rest}',
    '(wrong|that is wrong|this is wrong|incorrect|not true|wrong owner|outdated|this is outdated|that is outdated|that is not right|this is not right|not correct|wrong team)',
    '(we|i|my team|our team) (do not|does not|did not|never|no longer) (own|owned|maintain|have|run) {any}',
    '{any} is not (ours|mine|our service)',
    'not (ours|mine|our service)',
    '(we|i) own {any} now',
    'make me (the owner|owner) of {any}',
    'make {any} (bronze|silver|gold|tier 1|tier 2|tier 3|production|deprecated)',
  ],
  bare: 'talk',
  isNameOptional: true,
  answer,
};

async function answer({ mentions, room }: Case): Promise<Answer> {
  const { view, talk } = room;
  const isThing = (ref: string) => !/^(group|user):/.test(ref);
  const refs = [...mentions.map(({ ref }) => ref), ...talk.subjects].filter(isThing);
  const facts = refs[0] ? await room.facts(refs[0]) : null;
  if (!facts) {
    return reply({
      kind: 'declined',
      intent: 'catalog.correct',
      text: 'I change nothing in the catalog myself. Name the service, and I say which file to correct.',
    });
  }
  const { url, source } = facts.source;
  const fact = ownerFact(facts);
  return reply({
    kind: 'answer',
    intent: 'catalog.correct',
    subjects: [facts.entry.ref],
    refs: facts.owner?.exists ? [facts.owner.ref] : [],
    text: `I changed nothing. ${ownerSentence(view, facts)} To correct it, change ${url ?? source}; I read the change from there.`,
    facts: fact ? [fact] : [],
  });
}
