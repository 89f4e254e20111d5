import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import { fittingGraph } from '../../pictures/fitting.ts';
import type { Answer, View } from '../answer.ts';
import { reachable, upstreamOf } from '../dependencies.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { readingNote, understood } from '../labels.ts';
import { listItem, reply } from '../reply.ts';
import { KIND_NOUNS } from '../sets/nouns.ts';

/** What a thing depends on. */
export const depsUp: Intention = {
  intent: 'deps.up',
  examples: [
    'what does ledger depend on',
    'dependencies of ledger',
    'upstream of ledger',
    'show me the dep graph for ledger 2 levels deep',
  ],
  patterns: [
    'what (does|do|is|are) {thing} [directly|actually] (depend on|depends on|depend upon|need|use|rely on|call|consume|talk to|built on|dependent on|require|depending on)',
    '(which|what) (services|apis|things|resources|components|topics|databases|dbs|systems) (does|do|is) {thing} [directly|actually] (depend on|depend upon|need|use|rely on|call|consume|talk to|dependent on|require)',
    '[all|the|list|list the|show|all the|direct|what are the] (dependencies|upstream|upstreams|upstream dependencies|dependency graph|dependencies graph|dependency tree|dependency list) (of|for) {thing}',
    '{thing} (dependencies|upstream|upstreams|dependency graph|dependencies graph|upstream dependencies|depends on|depends on what)',
    '(what is|who is) [the] (upstream|upstream dependencies) (of|from) {thing}',
    '(what are|where are) {thing} (dependencies|upstreams|upstream dependencies)',
    '(does|do) {thing} have [any] dependencies',
    '(everything|all|anything|all things|things) [that] {thing} (needs|uses|depends on|relies on|calls|consumes|requires) [directly or not|directly or indirectly|transitively|near or far|directly]',
    '[what are] (its|their|the) dependencies',
    'dependencies',
    'upstream',
  ],
  bare: 'talk',
  answer: (question) => answerUp(question),
};

async function answerUp({ text, mentions, room }: Case): Promise<Answer> {
  const { view } = room;
  const levels = /^(?:everything|all)\b|\b(?:transitively|indirectly|near (?:or|and) far)\b/i.test(
    text,
  )
    ? 10
    : Number(/(\d+)\s+(?:levels?|hops?)/i.exec(text)?.[1] ?? 1);
  const isSort = sortAsked(text, view);
  const sentences = mentions.map((mention) => {
    const near = upstreamOf(view, mention.ref)
      .map(({ ref }) => ref)
      .filter(isSort);
    const name = labelOf(view, mention.ref);
    const far = levels > 1 ? reachable(view, mention.ref, upstreamOf, { levels }) : [];
    const beyond = far.filter(({ distance }) => distance > 1);
    const further =
      beyond.length > 0
        ? ` Up to ${levels} levels away also: ${enumerate(beyond.map(({ ref, before }) => `${labelOf(view, ref)} (through ${labelOf(view, before)})`))}.`
        : '';
    return `${understood(view, mention)}${
      near.length > 0
        ? `${name} depends on ${counted(near.length, nounAsked(text))}: ${enumerate(
            near.map((ref) => labelOf(view, ref)),
            20,
          )}.`
        : `${name} declares no ${nounAsked(text) === 'thing' ? 'dependencies' : `${nounAsked(text)} that it depends on`}.`
    }${further}`;
  });
  const found = mentions.flatMap(({ ref }) =>
    reachable(view, ref, upstreamOf, { levels: Math.min(levels, 10) }),
  );
  const refs = [...new Set(found.map(({ ref }) => ref))].filter(isSort);
  const [mention] = mentions;
  // "The dep graph for ledger" is a picture where one can be shown.
  const picture: View | null =
    mention && mentions.length === 1 && /\bgraph\b/i.test(text)
      ? {
          kind: 'graph',
          model: fittingGraph(view, mention.ref, { direction: 'needs', levels }),
          note: readingNote(view, mentions),
        }
      : null;
  const facts = await room.facts(mentions[0]?.ref ?? '');
  return reply({
    kind: 'answer',
    intent: 'deps.up',
    subjects: mentions.map(({ ref }) => ref),
    refs,
    text: sentences.join(' '),
    view: picture ?? {
      kind: 'list',
      title: `What ${enumerate(mentions.map(({ ref }) => labelOf(view, ref)))} depends on`,
      items: refs.map((ref) => listItem(view, ref)),
      total: refs.length,
      note: readingNote(view, mentions),
    },
    facts: facts ? refs.map((ref) => ({ name: 'dependsOn', value: ref, ...facts.source })) : [],
  });
}

const ASKED =
  /^(?:which|what) (services|apis|resources|components|topics|databases|dbs|systems|libraries) /i;

/** "Which *apis* does ledger use": the rest of what it uses is not asked for. */
function sortAsked(text: string, view: Room['view']): (ref: string) => boolean {
  const noun = ASKED.exec(text)?.[1];
  const sort = noun && KIND_NOUNS.find(([shape]) => shape.test(noun));
  if (!sort) return () => true;
  return (ref) => {
    const entry = view.get(ref);
    return entry !== null && sort[2](entry);
  };
}

function nounAsked(text: string): string {
  const noun = ASKED.exec(text)?.[1];
  return (noun && KIND_NOUNS.find(([shape]) => shape.test(noun))?.[1]) || 'thing';
}
