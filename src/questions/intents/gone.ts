import { labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention } from '../intention.ts';
import { removedNamed, tellRemovals } from '../removed.ts';
import { choose, reply, unknownName } from '../reply.ts';

/** Why something is not in the catalog any more. */
export const gone: Intention = {
  intent: 'changes.recent',
  examples: ['why is old-ledger gone', 'what happened to old-ledger', 'where did old-ledger go'],
  patterns: [
    'why (is|was|has|did|are) {name} (gone|removed|deleted|missing|not in the catalog|disappear|disappeared|vanish|vanished|no longer in the catalog|not there|been removed|been deleted)',
    'why (is|was) {name} not (here|there|in the catalog|listed|found|shown)',
    'why (can not|cannot|do not) (i|we|you) (find|see) {name}',
    'what (happened|has happened) (to|with) {name}',
    'where (did|has|is) {name} (go|gone|disappear to|gone to)',
    'who (removed|deleted) {name}',
    'when was {name} (removed|deleted)',
    '(is|was) {name} (gone|removed|deleted) [from the catalog]',
  ],
  bare: 'nothing',
  answer,
};

async function answer({ text, slots, room }: Case): Promise<Answer | null> {
  const said = (slots['name'] ?? '').replace(/^(?:the|our|my)\s+/i, '');
  const removed = await removedNamed(said, room);
  if (removed.length > 0)
    return tellRemovals(removed, { kind: 'answer', intent: 'changes.recent' }, room);
  const linked = room.link(said, 'any');
  const again = {
    intent: 'changes.recent' as const,
    said,
    question: (ref: string) => text.replace(said, ref),
  };
  if (linked.kind === 'unclear') return choose(room.view, { ...again, options: linked.options });
  if (linked.kind === 'unknown') return unknownName(room.view, { ...again, near: linked.near });
  if (linked.kind !== 'linked') return null;
  const refs = linked.mentions.map(({ ref }) => ref);
  const facts = (await Promise.all(refs.map((ref) => room.facts(ref)))).filter(Boolean);
  const warned = facts.flatMap((one) => one?.leaving ?? []);
  const names = refs.map((ref) => labelOf(room.view, ref)).join(' and ');
  return reply({
    kind: 'answer',
    intent: 'changes.recent',
    subjects: refs,
    text: [`${names} ${refs.length === 1 ? 'is' : 'are'} in the catalog.`, ...warned].join(' '),
    facts: facts.flatMap((one) =>
      one ? [{ name: 'entity', value: one.entry.ref, ...one.source }] : [],
    ),
  });
}
