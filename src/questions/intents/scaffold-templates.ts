import { counted, enumerate, labelOf } from '../../catalog/labels.ts';
import type { TemplateSummary } from '../../scaffolder/scaffolder.ts';
import type { Answer } from '../answer.ts';
import { wholeCatalog } from '../facts.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { reply } from '../reply.ts';
import { chooseTemplate, titlesOf } from '../scaffolding/choose.ts';
import { readRequest } from '../scaffolding/request.ts';

const intent = 'scaffold.start';
const TEMPLATES =
  '(templates|software templates|golden paths|paved roads|scaffolder templates|starters)';
const TEMPLATE = '(template|software template|golden path|paved road|starter|skeleton)';

/** What can be made from a template, all of it or of one sort. */
export const scaffoldTemplates: Intention = {
  intent,
  examples: [
    'what templates do we have',
    'which golden paths are there',
    'which template should i use for a cron job',
    'do we have a python template',
    'templates for a frontend',
  ],
  patterns: [
    `(what|which) ${TEMPLATES} (do we have|are there|exist|are available|can i use|can we use|do you know|have we got)`,
    `(show|list|give me) [me|us] [all] [the|our] [available] ${TEMPLATES}`,
    `(are there|do we have) [any] ${TEMPLATES}`,
    `[the|our|all|available] ${TEMPLATES}`,
    `(what|which) ${TEMPLATE} (should|can|do|could|would) (i|we|you) (use|take|pick|choose|need|recommend) (for|to build|to create|to make) {sort}`,
    `(what|which) ${TEMPLATES} (are there|do we have|exist|are available) (for|to build|to create|to make) {sort}`,
    `(is there|do we have|have we got|are there) [a|an|any] {sort} (template|templates|golden path|golden paths|starter|skeleton)`,
    `(is there|do we have|have we got|are there) [a|an|any] (template|templates|golden path|golden paths|starter|skeleton) (for|to build|to create|to make) {sort}`,
    `(template|templates|golden path|golden paths|starter) (for|to build|to create|to make) {sort}`,
    '(what|which) (services|things|repos|repositories) can i (create|scaffold|make) [here]',
    'what can (i|we|you) (scaffold|create|make) [from a template]',
  ],
  bare: 'nothing',
  // Else its words are a filter of the catalog, which knows nothing of those that ship.
  isExact: true,
  answer: tell,
};

async function tell({ slots, room }: Case): Promise<Answer | null> {
  const templates = await room.scaffolding.templates();
  if (templates.length === 0) return null;
  const sort = slots['sort'];
  if (!sort) return listAll(templates, room);
  const choice = chooseTemplate(readRequest(sort).sort || sort, templates);
  if (choice.kind === 'none')
    return reply({
      kind: 'answer',
      intent,
      text: `No: there is no template for "${sort}". There are ${titlesOf(templates)}.`,
      facts: [await wholeCatalog(room.db, room.view)],
    });
  return list(choice.kind === 'one' ? [choice.template] : choice.templates, sort, room);
}

/** The organisation's own; those that ship are told beside them, and are the list where it has none. */
async function listAll(templates: readonly TemplateSummary[], room: Room): Promise<Answer> {
  const own = templates.filter(({ isShipped }) => !isShipped);
  const shipped = templates.filter(({ isShipped }) => isShipped);
  if (own.length === 0 || shipped.length === 0) return list(templates, null, room);
  const also = `Callboard brings ${counted(shipped.length, 'more')} of its own: ${enumerate(shipped.map(({ title }) => title))}.`;
  return list(own, null, room, also.replace('mores', 'more'));
}

async function list(
  templates: readonly TemplateSummary[],
  sort: string | null,
  room: Room,
  note = '',
): Promise<Answer> {
  const title = `${counted(templates.length, 'template')}${sort ? ` for ${sort}` : ''}`;
  const items = templates.map((template) => ({
    ref: template.ref,
    label: template.title,
    detail: detailOf(template, room),
  }));
  return reply({
    kind: 'answer',
    intent,
    refs: templates.map(({ ref }) => ref),
    text: [
      `${title}: ${items.map(({ label, detail }) => (detail ? `${label} (${detail})` : label)).join('; ')}.`,
      note,
    ]
      .filter(Boolean)
      .join(' '),
    facts: [await wholeCatalog(room.db, room.view)],
    view: {
      kind: 'list',
      title,
      items,
      total: items.length,
      ...(note && { note }),
      asks: templates.slice(0, 3).map(({ ref, title: name }) => ({
        label: `New ${name}`,
        question: `use the ${ref} template`,
      })),
    },
  });
}

function detailOf({ description, owner, uses, isShipped, problems }: TemplateSummary, room: Room) {
  return [
    description?.replace(/[.\s]+$/, ''),
    owner ? labelOf(room.view, owner) : isShipped ? 'comes with Callboard' : null,
    uses > 0 && `used ${uses === 1 ? 'once' : `${uses} times`}`,
    problems.length > 0 && 'cannot run here',
  ]
    .filter(Boolean)
    .join(' · ');
}
