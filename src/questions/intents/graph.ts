import { labelOf } from '../../catalog/labels.ts';
import { removalOf } from '../../catalog/store.ts';
import { describeGraph } from '../../pictures/describe.ts';
import { fittingGraph } from '../../pictures/fitting.ts';
import type { Direction, GraphModel } from '../../pictures/graph-model.ts';
import type { Answer, Intent } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { readingNote } from '../labels.ts';
import { reply } from '../reply.ts';

const LEAD =
  '[show|draw|make|render|plot|sketch|generate|create|post|display|send|see|visualize|visualise] [me|us] [a|an|the]';
const PICTURE =
  '(graph|picture|diagram|map|drawing|graphic|visualization|visualisation|dependency diagram|dependency map|dependency picture|relations graph|relation graph|service graph|service map|system diagram|architecture diagram|architecture|topology)';
const OF = '(of|for|around|about)';
const DRAW = '(draw|sketch|plot|visualize|visualise|diagram|picture|graph|map) [me|us]';
const LEVELS = '(level|levels|hop|hops|step|steps)';

/** Draws what is around a thing: by words like "graph" or "draw", with a direction and a number of levels where they are said. */
export const graph: Intention = {
  intent: 'graph',
  examples: [
    'graph of ledger',
    'show me a picture of ledger',
    'draw ledger',
    'draw the dependencies of ledger',
    'show me a picture of what depends on token-vault',
    'diagram of team money',
    'graph of ledger 2 levels',
    'graph of what ledger needs, 3 levels deep',
    'ledger diagram',
    'draw it',
  ],
  patterns: [
    ...subjects('{any}').flatMap((subject) => [
      `${LEAD} ${PICTURE} ${OF} ${subject}`,
      `${LEAD} ${PICTURE} ${OF} ${subject} [with|over|up to|going|to] {levels} ${LEVELS} [deep|each way|up and down|far|away]`,
      `${LEAD} {levels} ${LEVELS} ${PICTURE} ${OF} ${subject}`,
      `${DRAW} ${subject}`,
      `${DRAW} ${subject} [with|over|up to|going|to] {levels} ${LEVELS} [deep|each way|up and down|far|away]`,
    ]),
    `{any} (graph|diagram|picture|map|topology|architecture diagram|service map)`,
    `${LEAD} ${PICTURE}`,
  ],
  bare: 'talk',
  answer: ({ text, slots, mentions, room }) =>
    answerGraph(
      { direction: directionOf(text), levels: levelsOf(slots['levels']), mentions, room },
      'graph',
    ),
};

/** The name alone, or in a sentence that says which way to look. */
function subjects(name: string): string[] {
  return [
    name,
    `(what|who|everything that|all that) (depends on|depend on|uses|use|needs|need|calls|call|consumes|relies on|is downstream of) ${name}`,
    `(what|everything that|all that) ${name} (depends on|depend on|uses|use|needs|need|calls|call|consumes|relies on)`,
    `[the|all|all the] (dependencies|upstream|upstreams|upstream dependencies) (of|for) ${name}`,
    `[the|all|all the] (dependents|dependants|consumers|users|callers|downstream|downstreams) (of|for) ${name}`,
    `[the] (blast radius|impact) (of|for) ${name}`,
    `${name} (upstream|upstream only|upwards|and its dependencies)`,
    `${name} (downstream|downstream only|downwards|and its dependents|and its consumers)`,
  ];
}

const NEEDED_BY =
  /\b(?:what|who|that)\s+(?:depends?|uses?|needs?|calls?|consumes|relies)\b|\b(?:dependents|dependants|consumers|users of|callers|downstream|downwards|blast radius|impact)\b/i;
const NEEDS =
  /\b(?:depends? on|uses?|needs?|calls?|consumes|relies on)(?:$|[\s,]+(?:with|over|up to|going|to)?\s*\S+\s+(?:levels?|hops?|steps?))|\b(?:dependencies|upstreams?|upwards)\b/i;

function directionOf(text: string): Direction {
  if (NEEDED_BY.test(text)) return 'neededBy';
  return NEEDS.test(text) ? 'needs' : 'both';
}

const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six'];
/** Further away everything hangs together with everything. */
const MOST_LEVELS = 6;

function levelsOf(said: string | undefined): number | null {
  if (said === undefined) return null;
  if (/^(?:all|every|any)$/i.test(said)) return MOST_LEVELS;
  const number = /^\d+$/.test(said) ? Number(said) : NUMBERS.indexOf(said.toLowerCase());
  return number < 1 ? null : Math.min(number, MOST_LEVELS);
}

export type Wanted = Pick<Case, 'mentions' | 'room'> & {
  direction: Direction;
  levels: number | null;
};

/** A picture, and all of it in words. One thing at a time: two would be two pictures. */
export async function answerGraph(
  { direction, levels, mentions, room }: Wanted,
  intent: Intent,
): Promise<Answer | null> {
  const { view } = room;
  const [mention, other] = mentions;
  if (!mention) return null;
  const model = await withRemoved(fittingGraph(view, mention.ref, { direction, levels }), room);
  const note = [
    readingNote(view, mentions),
    other ? `Ask for a graph of ${labelOf(view, other.ref)} as well: I draw one at a time.` : '',
  ];
  const said = note.filter(Boolean).join(' ');
  const refs = model.nodes.flatMap(({ ref }) => (ref === mention.ref ? [] : ref));
  return reply({
    kind: 'answer',
    intent,
    subjects: mentions.map(({ ref }) => ref),
    refs,
    text: [said, describeGraph(model)].filter(Boolean).join(' '),
    view: { kind: 'graph', model, note: said },
    facts: await room.stated('relations', [mention.ref, ...refs]),
  });
}

/** Tells what was removed from what never was there. */
async function withRemoved(model: GraphModel, { db }: Room): Promise<GraphModel> {
  const missing = model.nodes.filter(({ presence }) => presence === 'missing');
  const removed = new Set<string>();
  for (const { ref } of missing) if (await removalOf(db, ref)) removed.add(ref);
  return {
    ...model,
    nodes: model.nodes.map((node) =>
      removed.has(node.ref) ? { ...node, presence: 'removed' } : node,
    ),
  };
}
