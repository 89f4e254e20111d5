import type { Field } from '../../catalog/definition/operations.ts';
import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import { statedFact } from '../facts.ts';
import type { Case, Intention } from '../intention.ts';
import { understood } from '../labels.ts';
import { type Contract, contractsOf } from '../operations.ts';
import { reply } from '../reply.ts';

const FIELDS = '(fields|properties|attributes|parameters|params|columns|arguments|payload|schema)';
const SHOWN = 40;

/** What a contract carries: the fields of its shapes, the parameters of its operations. */
export const apiFields: Intention = {
  intent: 'api.contract',
  // Held by the question sets: it answers only where a definition can be read.
  examples: [],
  patterns: [
    `(what|which) ${FIELDS} (does|do|are|is) [the] {thing} (have|has|carry|contain|take|need|expect|define|send|hold|include|accept)`,
    `(what|which) ${FIELDS} (are|is) [there] (in|of|on|for) [the] {thing}`,
    `[list|show|all|the|show me] [the] ${FIELDS} (of|in|for|on) [the] {thing}`,
    `{thing} ${FIELDS}`,
    'what is in [the] (payload|schema|event|message) (of|for) [the] {thing}',
  ],
  answer,
};

async function answer({ mentions, room }: Case): Promise<Answer | null> {
  const { view } = room;
  const contracts = await contractsOf(
    room,
    mentions.map(({ ref }) => ref),
  );
  const known = contracts
    // The whole of a message stands among its fields, without a name.
    .map((contract) => ({ ...contract, fields: contract.fields.filter(({ name }) => name !== '') }))
    .filter(({ fields }) => fields.length > 0);
  // What no definition lists may stand in the docs.
  if (known.length === 0) return null;
  return reply({
    kind: 'answer',
    intent: 'api.contract',
    subjects: mentions.map(({ ref }) => ref),
    refs: known.map(({ facts }) => facts.entry.ref),
    text: [
      mentions.map((mention) => understood(view, mention)).join(''),
      known.map((contract) => tell(contract, labelOf(view, contract.facts.entry.ref))).join(' '),
    ]
      .filter(Boolean)
      .join(' '),
    facts: known.map(({ facts }) => statedFact(facts, 'definition', facts.entry.ref)),
    view: {
      kind: 'groups',
      title: `Fields of ${enumerate(known.map(({ facts }) => labelOf(view, facts.entry.ref)))}`,
      groups: known.flatMap(({ fields }) =>
        shapesOf(fields).map(([label, names]) => ({
          label,
          lines: names.map((name) => ({ text: name, place: null })),
        })),
      ),
      total: known.reduce((sum, { fields }) => sum + fields.length, 0),
    },
  });
}

function tell({ language, fields }: Contract, name: string): string {
  const shapes = shapesOf(fields).map(([of, names]) => `${of}: ${enumerate(names, SHOWN)}`);
  return `${name} (${language}) has ${counted(fields.length, 'field')}. ${shapes.join('; ')}.`;
}

/** Fields by the shape or operation that has them, each once, in the order of the definition. */
function shapesOf(fields: readonly Field[]): [string, string[]][] {
  return [...Map.groupBy(fields, ({ of }) => of)].map(([of, all]) => [
    of,
    [
      ...new Set(
        all.map(({ name, deprecated }) => `${name}${deprecated === null ? '' : ' (deprecated)'}`),
      ),
    ],
  ]);
}
