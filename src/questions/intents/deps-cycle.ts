import { counted, labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import { cycleOf, cyclesIn } from '../cycles.ts';
import { wholeCatalog } from '../facts.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { understood } from '../labels.ts';
import { listItem, reply } from '../reply.ts';

const CYCLE =
  '(cycle|cycles|loop|loops|circle|circles|ring|circular dependency|circular dependencies|dependency cycle|dependency cycles|dependency loop|dependency loops|cyclic dependency|cyclic dependencies)';

/** What needs itself in the end. */
export const depsCycle: Intention = {
  intent: 'deps.path',
  examples: [
    'are there circular dependencies',
    'any dependency loops',
    'is ledger part of a cycle',
    'does ledger depend on itself',
  ],
  patterns: [
    `[are there|is there|do we have|have we got|show|list|show me|find|which|what] [any|all|a|the|our] ${CYCLE} [are there|do we have|in the catalog|in the graph|exist|at all|in our services|in the dependency graph]`,
    `(is|are) {thing} [a] (in|part of|inside|caught in|involved in|within) [a|an|any|some|the] ${CYCLE}`,
    `(does|do) {thing} have [a|an|any] ${CYCLE}`,
    `[any|a|the] ${CYCLE} (with|around|through|involving|in|of) {thing}`,
    '(does|do) {thing} [directly|indirectly] (depend on|need|use|call) itself',
    'is {thing} (circular|cyclic)',
  ],
  bare: 'nothing',
  answer,
};

async function answer({ mentions, room }: Case): Promise<Answer> {
  const [mention] = mentions;
  return mention ? cycleThrough(room, mention) : allCycles(room);
}

async function cycleThrough(
  { view, stated }: Room,
  mention: Case['mentions'][number],
): Promise<Answer> {
  const { ref } = mention;
  const path = cycleOf(view, ref);
  const name = labelOf(view, ref);
  const ring = path?.slice(0, -1) ?? [];
  return reply({
    kind: 'answer',
    intent: 'deps.path',
    subjects: [ref],
    refs: ring.filter((one) => one !== ref),
    text: `${understood(view, mention)}${
      path
        ? `Yes: ${path.map((one) => labelOf(view, one)).join(' → ')}.`
        : `No: ${name} is in no cycle of dependencies that the catalog knows.`
    }`,
    view:
      ring.length > 0
        ? {
            kind: 'list',
            title: `A cycle through ${name}`,
            items: ring.map((one) => listItem(view, one)),
            total: ring.length,
          }
        : { kind: 'text' },
    facts: await stated('dependsOn', [...new Set([ref, ...ring])]),
  });
}

const SHOWN = 20;

async function allCycles({ db, view, stated }: Room): Promise<Answer> {
  const cycles = cyclesIn(view);
  const lines = cycles.slice(0, SHOWN).map((ring) => {
    const path = cycleOf(view, ring[0] ?? '') ?? ring;
    return path.map((one) => labelOf(view, one)).join(' → ');
  });
  const more = cycles.length > SHOWN ? ` The first ${SHOWN} of them.` : '';
  const refs = cycles.slice(0, SHOWN).flat();
  return reply({
    kind: 'answer',
    intent: 'deps.path',
    refs,
    text:
      cycles.length === 0
        ? 'The catalog knows no circular dependencies.'
        : `${counted(cycles.length, 'cycle')} of dependencies: ${lines.join('; ')}.${more}`,
    view:
      refs.length === 0
        ? { kind: 'text' }
        : {
            kind: 'list',
            title: `${counted(cycles.length, 'cycle')} of dependencies`,
            items: refs.slice(0, 200).map((ref) => listItem(view, ref)),
            total: refs.length,
            note: lines.join('; '),
          },
    facts:
      refs.length > 0
        ? await stated('dependsOn', [...new Set(refs)])
        : [await wholeCatalog(db, view)],
  });
}
