import { enumerate, labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import { type Neighbour, reachable, upstreamOf } from '../dependencies.ts';
import type { Case, Intention } from '../intention.ts';
import { listItem, reply, unknownName } from '../reply.ts';

/** What several things both depend on, near or far. */
export const depsCommon: Intention = {
  intent: 'deps.common',
  examples: [
    'what do ledger and token-vault share',
    'ledger and token-vault are both failing, what do they share',
  ],
  patterns: [
    'what (do|does) {thing} (share|have in common|both depend on|both use|both need)',
    '{thing} (are|is) [both|all] {state} what do they (share|have in common|both depend on|both use)',
    '{thing} what do they (share|have in common|both depend on)',
    '[what are the] (common|shared) (dependencies|dependency|upstream) (of|between|for) {thing}',
    'what is common (to|between) {thing}',
  ],
  answer: answerCommon,
};

/** Whether and how one thing needs another. */
export const depsPath: Intention = {
  intent: 'deps.path',
  examples: [
    'why does ledger need token-vault',
    'how is ledger connected to token-vault',
    'does ledger depend on token-vault',
  ],
  patterns: [
    '(why|how|where) (does|do|would) {thing} (need|use|depend on|depend upon|require|call|talk to|rely on|connect to|reach) {thing2}',
    '(does|do) {thing} [actually|really|still] (need|use|depend on|require|call|talk to|rely on|consume) {thing2}',
    '(how|why) (is|are) {thing} (connected to|related to|linked to|dependent on|coupled to) {thing2}',
    'is there [a|an|any|some] (link|path|connection|dependency) (between|from) {thing} (and|to) {thing2}',
    '[any|a|the] (path|link|connection|dependency|relation|way) (between|from) {thing} (and|to) {thing2}',
    'is {thing} (dependent on|depending on|using|connected to|upstream of|downstream of) {thing2}',
  ],
  answer: answerPath,
};

async function answerCommon({ mentions, room }: Case): Promise<Answer | null> {
  const { view } = room;
  if (mentions.length < 2) return null;
  const reached = mentions.map(
    ({ ref }) => new Set(reachable(view, ref, upstreamOf).map((one) => one.ref)),
  );
  const shared = [...(reached[0] ?? [])].filter((ref) => reached.every((set) => set.has(ref)));
  const names = enumerate(mentions.map(({ ref }) => labelOf(view, ref)));
  const text =
    shared.length > 0
      ? `${names} share ${enumerate(
          shared.map((ref) => labelOf(view, ref)),
          20,
        )}, directly or through others.`
      : `${names} share no dependency that the catalog knows.`;
  return reply({
    kind: 'answer',
    intent: 'deps.common',
    subjects: mentions.map(({ ref }) => ref),
    refs: shared,
    text,
    view: {
      kind: 'list',
      title: `What ${names} share`,
      items: shared.map((ref) => listItem(view, ref)),
      total: shared.length,
    },
    facts: await room.stated(
      'name',
      mentions.map(({ ref }) => ref),
    ),
  });
}

async function answerPath({ text, mentions, slots, room }: Case): Promise<Answer | null> {
  const { view } = room;
  const other = room.link(slots['thing2'] ?? '', 'thing');
  const [from] = mentions;
  if (!from) return null;
  if (other.kind === 'unknown')
    return unknownName(view, {
      intent: 'deps.path',
      said: other.said,
      near: other.near,
      question: (ref) => text.replace(other.said, () => ref),
    });
  if (other.kind !== 'linked' || !other.mentions[0]) return null;
  const to = other.mentions[0];
  const there = pathBetween(view, from.ref, to.ref);
  const path = there ?? pathBetween(view, to.ref, from.ref);
  const [start, end] = [labelOf(view, from.ref), labelOf(view, to.ref)];
  const chain = path?.map((ref) => labelOf(view, ref)).join(' → ');
  const sentence = path
    ? there
      ? `${start} needs ${end}: ${chain}.`
      : `${start} does not need ${end}; it is the other way round: ${chain}.`
    : `The catalog knows no path between ${start} and ${end}.`;
  return reply({
    kind: 'answer',
    intent: 'deps.path',
    subjects: [from.ref, to.ref],
    refs: (path ?? []).filter((ref) => ref !== from.ref && ref !== to.ref),
    text: sentence,
    view: path
      ? {
          kind: 'list',
          title: `${start} and ${end}`,
          items: path.map((ref) => listItem(view, ref)),
          total: path.length,
        }
      : { kind: 'text' },
    // Who needs something says so.
    facts: path
      ? await room.stated('dependsOn', path.slice(0, -1))
      : await room.stated('name', [from.ref, to.ref]),
  });
}

/** The shortest way along dependencies, both ends included; an API leads on to what provides it. */
function pathBetween(view: Case['room']['view'], from: string, to: string): string[] | null {
  const reached = new Map(reachable(view, from, stepUp).map((one) => [one.ref, one.before]));
  if (!reached.has(to)) return null;
  const path = [to];
  while (path[0] !== from) path.unshift(reached.get(path[0] as string) as string);
  return path;
}

function stepUp(view: Case['room']['view'], ref: string): Neighbour[] {
  const providers = view.out(ref, 'apiProvidedBy').map((one) => ({ ref: one, via: null }));
  return [...upstreamOf(view, ref), ...providers];
}
