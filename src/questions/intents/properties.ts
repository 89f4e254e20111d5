import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import { serviceCard as drawCard } from '../card.ts';
import { withDocs, withRunbooks } from '../docs/of-thing.ts';
import { answerSteps } from '../docs/steps.ts';
import type { Case, Intention } from '../intention.ts';
import { strangers, understood } from '../labels.ts';
import { judge, PROPERTIES, type Property, shown } from '../properties.ts';
import { reply } from '../reply.ts';
import { ownerSentence } from './own-lookup.ts';

/** What runbooks have steps for. */
const RECOVER =
  'roll back|rollback|restart|recover|restore|fail over|failover|reboot|drain|bring back|unstick|unblock|mitigate';
const STEPS = new RegExp(
  `\\b(?:${RECOVER})\\b|\\b(?:steps|procedure|instructions)\\b|^what (?:to|do|should|can|must)\\b|\\b(?:when|if|once)\\b`,
  'i',
);

/** One intention for each property of `PROPERTIES`. */
export const propertyIntentions: readonly Intention[] = PROPERTIES.map((property) => {
  const { words, intent } = property;
  const W = `(${words})`;
  return {
    intent,
    examples: [],
    patterns: [
      `[the|link to|link to the|url of|url of the] ${W} (for|of|on|to|from|in|:) {thing}`,
      `{thing} ${W}`,
      `(where is|where are|where can i find|where do i find|where does|where to find|what is|what are|which is|which|what|is there a|is there an|do we have a|do you have the|got the|got a|give me|any|anyone have the|are there|are there any|do we have|send me|link me to|link me|point me to|what about) [the|a|an|any] ${W} (for|of|on|to|from|in|live for) {thing}`,
      `(where is|where are|what is|what are) {thing} ${W}`,
      `(what|which) ${W} (is|does|has|are|do) {thing} [in|on|at|have|use|written in|part of|belong to|live in]`,
      `(does|do|has) {thing} [have|got] [a|an|any|the] ${W}`,
      `is there [a|an|any] ${W} (for|of|on) {thing}`,
      `where (does|do) {thing} ${W} live`,
      ...extra(property),
      `[the] ${W} {thing}`,
      `[the|its|their|a] ${W}`,
      `(what|which|where) (is|are) (its|their|the) ${W}`,
    ],
    bare: 'talk',
    answer: async (question) => {
      const registered = await answerProperty(property, question);
      return registered && (await withPages(property, question, registered));
    },
  };
});

/** What the catalog has as the runbook of things. */
export async function registeredRunbook(question: Case): Promise<Answer | null> {
  const runbook = PROPERTIES.find(({ name }) => name === 'runbook');
  return runbook && question.mentions.length > 0 ? answerProperty(runbook, question) : null;
}

/** Docs and runbooks lie in repositories too, and say more than where they are. */
async function withPages({ name }: Property, question: Case, registered: Answer): Promise<Answer> {
  if (name === 'docs') return withDocs(question.room, registered);
  if (name !== 'runbook') return registered;
  const isSteps = question.slots['state'] !== undefined || STEPS.test(question.text);
  return isSteps ? answerSteps(question, registered) : withRunbooks(question.room, registered);
}

function extra({ name }: Property): string[] {
  if (name === 'language')
    return [
      'what is {thing} (written in|coded in|built in|built with|programmed in|made with|made in|implemented in)',
      '(what|which) language is {thing} (written in|coded in|built in|in)',
      '{thing} is written in what',
    ];
  if (name === 'repository')
    return [
      'where (does|do|is) {thing} [code] (live|lives|code live)',
      'where is the (code|source) [code] (for|of) {thing}',
    ];
  if (name === 'runbook')
    return [
      'what (do|should|can|must) (i|we) (do|check|try) [first] (if|when|once|because) {thing} (is|are|goes|gets|has|keeps|seems|starts|does) {state}',
      'what (do|should|can|must) (i|we) (do|check|try) [first] (if|when|once|because) {thing} (fails|dies|breaks|crashes|hangs|stops|times out)',
      'what to do (if|when|once) {thing} (is|are|goes|gets|has|keeps|seems) {state}',
      `how (do|can|should|would|to) [i|we|you] (${RECOVER}) {thing}`,
      `how (do|can|should|would|to) [i|we|you] (${RECOVER}) {thing} {state}`,
      '(rollback|roll back|recovery|restart|restore|failover|fail over|shutdown) (steps|procedure|instructions|plan) {thing}',
      '(rollback|roll back|recovery|restart|restore|failover|fail over|shutdown) (steps|procedure|instructions|plan) (for|of|on) {thing}',
      `steps to (${RECOVER}) {thing}`,
      '{thing} (rollback|recovery|restart|restore|failover) (steps|procedure|instructions|plan)',
      '(runbook|playbook) (for|in case|about) (when|if) {thing} (hangs|fails|breaks|is down|goes down|is slow|dies|is stuck|crashes|is broken|is full)',
    ];
  if (name === 'docs') return ['where (do|can) (i|we) read about {thing}', 'is {thing} documented'];
  if (name === 'APIs')
    return [
      '(what|which) (api|apis|contracts|endpoints|topics) (does|do) {thing} (provide|expose|offer|serve|publish|have)',
    ];
  if (name === 'tier') return ['how (critical|important) is {thing}'];
  return [];
}

function headline(word: string): string {
  return word === 'slo' ? 'SLO' : word.charAt(0).toUpperCase() + word.slice(1);
}

async function answerProperty(property: Property, question: Case): Promise<Answer | null> {
  const { mentions, room, strange } = question;
  const { view } = room;
  const found = (await Promise.all(mentions.map(({ ref }) => room.facts(ref)))).filter(
    (facts) => facts !== null,
  );
  if (found.length === 0 || found.some(({ entry }) => entry.kind === 'user')) return null;
  const each = found.map((facts) => ({ facts, values: property.read(view, facts) }));
  const cards = found.map((facts) => drawCard(view, facts));
  const sentences = each.map(({ facts, values }, at) => {
    const mention = mentions[at];
    const name = labelOf(view, facts.entry.ref);
    const prefix = mention ? understood(view, mention) : '';
    return values.length > 0
      ? `${prefix}${headline(property.name)} of ${name}: ${enumerate([...new Set(values.map(({ value }) => shown(view, value)))])}.`
      : `${prefix}No ${property.name} ${/s$/.test(property.name) ? 'are' : 'is'} registered for ${name}. ${ownerSentence(view, facts)}`;
  });
  return reply({
    kind: 'answer',
    intent: property.intent,
    subjects: found.map(({ entry }) => entry.ref),
    refs: [
      ...new Set([
        ...each.flatMap(({ values }) => values.flatMap(({ value }) => view.get(value)?.ref ?? [])),
        ...found.flatMap(({ owner }) => (owner?.exists ? [owner.ref] : [])),
      ]),
    ],
    text: [...sentences, ...strangers(strange)].join(' '),
    // What was asked is one line; a card is what helps where it is missing.
    view: each.every(({ values }) => values.length > 0)
      ? { kind: 'text' }
      : { kind: 'card', cards: cards.map(({ card }) => card) },
    facts: each.flatMap(({ facts, values }, at) =>
      values.length > 0
        ? values
        : (cards[at]?.facts ?? []).filter(({ name }) => name === 'owner' && facts),
    ),
  });
}

/** "is token-vault deprecated", "is token-vault in pci scope": yes, no, or that nothing says so. */
export const isItSo: Intention = {
  intent: 'service.card',
  examples: ['is token-vault deprecated', 'is token-vault in pci scope', 'is ledger a library'],
  patterns: [
    '(is|are|was) {thing}',
    '{thing} (still|already) {claim}',
    '(does|do) {thing} [still|actually] (contain|process|handle|store|hold|touch|have|fall under) [any] {claim}',
  ],
  takesRest: true,
  answer: answerClaim,
};

async function answerClaim({ mentions, rest, slots, room }: Case): Promise<Answer | null> {
  const [mention] = mentions;
  const facts = mention && (await room.facts(mention.ref));
  if (!facts || !mention || mentions.length > 1) return null;
  const claim = (slots['claim'] ?? rest).replace(
    /^(?:written|coded|implemented|built|programmed) in\s+/i,
    '',
  );
  if (!claim) return null;
  const { view } = room;
  const { isTrue, because, fact } = judge(view, facts, claim);
  const name = labelOf(view, mention.ref);
  const { card, facts: all } = drawCard(view, facts);
  const sentence =
    isTrue === null
      ? `I cannot say whether ${name} is ${claim}: ${because}.`
      : `${isTrue ? 'Yes' : 'No'}: ${because
          .replace(/^its /, `the `)
          .replace(/^the ([\w.-]+)/, `the $1 of ${name}`)
          .replace(/^it /, `${name} `)}.`;
  return reply({
    kind: isTrue === null ? 'unknown' : 'answer',
    intent: 'service.card',
    subjects: [mention.ref],
    text: `${understood(view, mention)}${sentence}`,
    view: isTrue === null ? { kind: 'text' } : { kind: 'card', cards: [card] },
    facts: fact ? [fact] : isTrue === null ? [] : all,
  });
}
