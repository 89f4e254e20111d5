import { counted, labelOf } from '../../catalog/labels.ts';
import type { Answer, Fact } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { type KnownPast, knownPast } from '../known-past.ts';
import { nameOf, strangers, understood } from '../labels.ts';
import { dayIn, fileOf, gitSentence, type Tenure, tenuresOf, versionFact } from '../past.ts';
import { reply } from '../reply.ts';

/** When a thing changed hands, and whose it was before. */
export const ownChanges: Intention = {
  intent: 'own.lookup',
  examples: [
    'when did ledger change owner',
    'who owned token-vault before',
    'who was the previous owner of ledger',
    'has the owner of ledger changed',
    'who used to own token-vault',
    'past owners of ledger',
  ],
  patterns: [
    'when (did|has) {thing} (change|changed|switch|switched) (owner|owners|hands|ownership|team|teams)',
    'when (did|has) [the] (owner|owners|ownership) of {thing} (change|changed)',
    'when was {thing} (handed over|transferred|moved to another team|given to another team)',
    '(did|has) {thing} [ever] (change|changed|switch|switched) (owner|owners|hands|ownership)',
    '(did|has) the (owner|ownership) of {thing} [ever] (change|changed)',
    'who (owned|maintained|ran) {thing} (before|previously|earlier|formerly|originally)',
    'who (owned|maintained|ran) {thing} before (that|them|this)',
    'who (previously|formerly|originally) (owned|maintained|ran) {thing}',
    'who used to (own|maintain|run) {thing}',
    'who (was|were) the (previous|former|last|original|old|earlier) (owner|owners|team|owning team) of {thing}',
    '(previous|former|past|old|earlier|original) (owner|owners) (of|for) {thing}',
    '(owner|ownership) history (of|for) {thing}',
  ],
  bare: 'talk',
  takesRemoved: true,
  answer,
};

async function answer({ mentions, strange, room }: Case): Promise<Answer> {
  const { view, now } = room;
  const facts: Fact[] = [];
  const owners: string[] = [];
  const sentences: string[] = [];
  for (const mention of mentions) {
    const past = await knownPast(mention.ref, room, { since: new Date(0), until: now });
    const tenures = tenuresOf(past.versions);
    const name = labelOf(view, mention.ref);
    sentences.push(understood(view, mention) + sentenceFor({ name, tenures, past }, room));
    for (const { owner, version } of tenures) {
      if (owner === null) continue;
      owners.push(owner);
      facts.push(versionFact('owner', owner, version));
    }
  }
  return reply({
    kind: 'answer',
    intent: 'own.lookup',
    subjects: mentions.map(({ ref }) => ref),
    refs: [...new Set(owners)].filter((ref) => view.get(ref)),
    text: [...sentences, ...strangers(strange)].join(' '),
    facts,
  });
}

type Told = { name: string; tenures: readonly Tenure[]; past: KnownPast };

function sentenceFor({ name, tenures, past }: Told, room: Case['room']): string {
  const { view, zone } = room;
  const [first] = tenures;
  if (!first) return `I know no past of ${name}.`;
  const day = (at: Date) => dayIn(at, zone);
  const who = ({ owner, isGone }: Tenure): string => {
    if (isGone) return 'nobody (it was not in the catalog)';
    if (owner === null) return 'nobody';
    return view.get(owner) ? labelOf(view, owner) : `${nameOf(owner)} (not in the catalog now)`;
  };
  const { isFromGit, location } = first.version;
  const begin = isFromGit
    ? past.isCut
      ? `I read the last commits of ${fileOf(location)} only, back to ${day(first.since)}.`
      : `${fileOf(location)} defines it since ${day(first.since)}.`
    : `I know it since ${day(first.since)}.`;
  const start = [gitSentence(tenures), begin, past.silence].filter(Boolean).join(' ');
  if (tenures.length === 1)
    return `${name} has not changed owner as far as I know: ${who(first)} has owned it all along. ${start}`;
  const steps = tenures.slice(1).map((one, at) => {
    const before = tenures[at] as Tenure;
    return `on ${day(one.since)} from ${who(before)} to ${who(one)}`;
  });
  return `${name} changed owner ${steps.length === 1 ? 'once' : counted(steps.length, 'time')}: ${steps.join('; ')}. ${start}`;
}
