import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import type { Answer } from '../answer.ts';
import { downstreamOf } from '../dependencies.ts';
import type { Case, Intention } from '../intention.ts';
import { readingNote, understood } from '../labels.ts';
import { listItem, reply } from '../reply.ts';

const USE =
  '(depends on|depend on|depends upon|depend upon|uses|use|needs|need|relies on|rely on|calls|call|consumes|consume|is using|are using|is calling|talks to|talk to|reads|read|reads from|subscribes to|subscribe to|listens to|listen to|is subscribed to|is consuming|requires|require|hits|invokes)';

/** What depends on a thing. */
export const depsDown: Intention = {
  intent: 'deps.down',
  examples: [
    'what depends on ledger',
    'who calls ledger',
    'who consumes ledger.entries.v2',
    'dependents of ledger',
    'and what depends on it?',
  ],
  patterns: [
    `(what|who|which|anything|anyone|what all|what else|who else) ${USE} {thing}`,
    `(which|what) (services|apis|things|components|teams|apps|systems|consumers|service|team) [directly] ${USE} {thing}`,
    `(does|do|is) (anything|anyone|anybody|something|any service|any services|somebody) [still|actually] ${USE} {thing}`,
    `(who|what) (is|are) [the] (consumer|consumers|dependents|dependants|users|clients|callers|downstream|downstreams|subscribers) (of|for|from) {thing}`,
    '[all|the|list|list the|show|all the|direct] (consumers|dependents|dependants|users|clients|callers|downstream|downstreams|downstream dependencies|downstream services|subscribers|reverse dependencies) (of|for|from) {thing}',
    '{thing} (consumers|dependents|dependants|callers|downstream|downstreams|clients|subscribers)',
    '(what is|who is) downstream (of|from) {thing}',
    '(is|are) {thing} [still] (used|used by anyone|used by anything|in use|used anywhere|being used)',
    '(who|what) is {thing} (used by|called by|consumed by|needed by)',
    '(its|the|their) (consumers|dependents|downstream|callers)',
    '(consumers|dependents|downstream|dependants)',
  ],
  bare: 'talk',
  answer,
};

async function answer({ mentions, room }: Case): Promise<Answer> {
  const { view } = room;
  const each = mentions.map((mention) => ({ mention, users: downstreamOf(view, mention.ref) }));
  const sentences = each.map(({ mention, users }) => {
    const name = labelOf(view, mention.ref);
    const list = users.map(({ ref, via }) =>
      via ? `${labelOf(view, ref)} (through ${labelOf(view, via)})` : labelOf(view, ref),
    );
    return `${understood(view, mention)}${
      users.length > 0
        ? `${counted(users.length, 'thing')} ${users.length === 1 ? 'depends' : 'depend'} on ${name}: ${enumerate(list, 20)}.`
        : `Nothing in the catalog depends on ${name}.`
    }`;
  });
  const refs = [...new Set(each.flatMap(({ users }) => users.map(({ ref }) => ref)))];
  return reply({
    kind: 'answer',
    intent: 'deps.down',
    subjects: mentions.map(({ ref }) => ref),
    refs,
    text: sentences.join(' '),
    view: {
      kind: 'list',
      title: `What depends on ${enumerate(mentions.map(({ ref }) => labelOf(view, ref)))}`,
      items: refs.map((ref) => listItem(view, ref)),
      total: refs.length,
      note: readingNote(view, mentions),
    },
    facts: await room.stated('dependencyOf', refs),
  });
}
