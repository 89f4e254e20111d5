import { enumerate, labelOf } from '../../catalog/labels.ts';
import { shortRef } from '../../catalog/ref.ts';
import type { TemplateSummary } from '../../scaffolder/scaffolder.ts';
import type { Answer } from '../answer.ts';
import type { Case, Intention, Room } from '../intention.ts';
import { reply } from '../reply.ts';
import { chooseTemplate, titlesOf } from '../scaffolding/choose.ts';
import { type Request, readRequest } from '../scaffolding/request.ts';

const intent = 'scaffold.start';

/** "New go service called refund-listener for payments": a card that opens the form with that filled in; asking makes nothing. */
export const scaffoldStart: Intention = {
  intent,
  examples: [
    'create a kafka consumer called refund-listener for Money',
    'i need a new service',
    'new go service called refund-listener',
    'scaffold refund-listener from the go-service template',
  ],
  patterns: [
    '(create|scaffold|make|bootstrap|generate|set up|setup|spin up|add|start|build|provision) [me|us] (a|an|new|a new|another|some) {rest}',
    '(i|we) (need|want|would like) [to create|to make|to scaffold|to start] (a new|new|another) {rest}',
    '(i|we) (need|want) to (create|make|scaffold|start|set up|spin up) {rest}',
    '(can|could) (you|i|we) [please] (create|scaffold|make|bootstrap|generate|set up|spin up) {rest}',
    '(new|scaffold|create) (service|repo|repository|project|component|library)',
    '[a] new {rest} (called|named) {name}',
    '[a] new (service|repo|repository|project|component|library) {rest}',
    'new {rest} (service|app|application|consumer|worker|job|module|site|library|microservice|repo|repository|project)',
    'new {rest} (service|app|application|consumer|worker|job|module|site|library|microservice|repo|repository|project) {name}',
    '(scaffold|create|make|bootstrap|generate|start) {rest} (from|using|with|out of) [the|a|an|our] {sort}',
    'use (the|a|our) {rest} template',
    'use (the|a|our) {rest} template (for|to) {what}',
    'how do (i|we) (create|scaffold|start|make) (a|a new|new) {rest}',
  ],
  bare: 'nothing',
  isNameOptional: true,
  answer: propose,
};

async function propose({ text, room }: Case): Promise<Answer | null> {
  if (isCalled(text, room)) return null;
  const templates = await room.scaffolding.templates();
  const stated = /\btemplate:[\w.-]+\/[\w.-]+/i.exec(text)?.[0].toLowerCase();
  const request = readRequest(stated ? text.replace(stated, ' ') : text);
  // "I need a new owner" asks for nothing that could be made.
  if (!stated && !request.sort && !request.name && !SOFTWARE.test(text)) return null;
  const known = stated ? templates.find(({ ref }) => ref === stated) : undefined;
  const choice = known
    ? { kind: 'one' as const, template: known }
    : chooseTemplate(request.sort, templates);
  // What no template makes may be made by hand, as the docs tell.
  if (choice.kind === 'none' && /^how\b/i.test(text) && !SOFTWARE.test(request.sort)) return null;
  switch (choice.kind) {
    case 'one':
      return proposeFrom(choice.template, request, room);
    case 'several':
      return askWhich(choice.templates, request, room);
    case 'none':
      return noTemplate(templates, request, room);
  }
}

/** A thing may be called "new relic adapter". */
function isCalled(text: string, room: Room): boolean {
  const [best] = room.view.find(text, { except: ['location'], depth: 'exact', limit: 1 });
  return best?.match === 'exact';
}

function ownerOf(request: Request, room: Room): string | null {
  if (!request.owner) return null;
  const linked = room.link(request.owner, 'owner');
  const [first] = linked.kind === 'linked' && !linked.rest ? linked.mentions : [];
  return first?.ref ?? null;
}

async function proposeFrom(
  template: TemplateSummary,
  request: Request,
  room: Room,
): Promise<Answer> {
  const { view, scaffolding } = room;
  const [problem] = template.problems;
  if (problem)
    return reply({
      kind: 'unknown',
      intent,
      subjects: [template.ref],
      candidates: [],
      text: `The template ${template.title} cannot run here: ${problem.message}`,
    });
  const owner = ownerOf(request, room);
  const values = await scaffolding.prefill(template.ref, { ...request, owner });
  const warnings = await warningsFor(request, owner, room);
  const details = [
    { name: 'Template', text: described(template, room) },
    ...(request.name ? [{ name: 'Name', text: request.name }] : []),
    ...(owner ? [{ name: 'Owner', text: labelOf(view, owner) }] : []),
  ];
  const said = details.slice(1).map((one) => `${one.name}: ${one.text}.`);
  return reply({
    kind: 'confirm',
    intent,
    subjects: [template.ref],
    refs: [template.ref],
    text: [
      `I can make that from the template ${template.title}.`,
      ...said,
      ...warnings,
      'Nothing is made before the form is filled in and sent.',
    ].join(' '),
    view: {
      kind: 'form',
      title: request.name ? `Make ${request.name}?` : `New from ${template.title}?`,
      details,
      template: template.ref,
      values,
      note: warnings.join(' '),
    },
  });
}

function described({ title, description, owner, isShipped }: TemplateSummary, room: Room): string {
  const whose = owner ? `by ${labelOf(room.view, owner)}` : isShipped ? 'comes with Callboard' : '';
  return [title, whose && ` (${whose})`, description && `: ${description}`]
    .filter(Boolean)
    .join('');
}

/** What to know before filling it in: the name is taken, an owner nobody knows, a run that stopped half-way. */
async function warningsFor(
  request: Request,
  owner: string | null,
  { view, scaffolding }: Room,
): Promise<string[]> {
  const warnings: string[] = [];
  if (request.owner && !owner)
    warnings.push(`I do not know who "${request.owner}" is, so the form asks for the owner.`);
  if (!request.name) return warnings;
  const [taken] = view.find(request.name, { depth: 'exact', limit: 1 });
  if (taken?.match === 'exact') {
    const by = view.out(taken.entry.ref, 'ownedBy')[0];
    const whose = by ? `, owned by ${labelOf(view, by)}` : '';
    warnings.push(`${shortRef(taken.entry.ref)} exists already${whose}: take another name.`);
  }
  const begun = (await scaffolding.runs({ limit: 50 })).find(
    ({ subject, state }) => subject.name === request.name && state === 'failed',
  );
  if (begun)
    warnings.push(
      `A run for ${request.name} from ${begun.template.title} failed and can be retried: ask "how far is ${request.name}".`,
    );
  return warnings;
}

function askWhich(templates: readonly TemplateSummary[], request: Request, room: Room): Answer {
  const offered = templates.slice(0, 5);
  const rest = [
    request.name ? ` called ${request.name}` : '',
    request.owner ? ` for ${request.owner}` : '',
    request.more ? ` ${request.more}` : '',
  ].join('');
  const more = templates.length - offered.length;
  const names = offered.map(({ title }) => title);
  return reply({
    kind: 'choose',
    intent,
    candidates: offered.map(({ ref }) => ref),
    text: `From which template? ${enumerate(names)}${more > 0 ? `, and ${more} more: /callboard new shows all` : ''}.`,
    view: {
      kind: 'choice',
      note: `From which template?${more > 0 ? ` There are ${more} more: /callboard new shows all.` : ''}`,
      options: offered.map((template) => ({
        ref: template.ref,
        label: template.title,
        detail: [
          template.description,
          template.owner && labelOf(room.view, template.owner),
          template.isShipped && 'comes with Callboard',
        ]
          .filter(Boolean)
          .join(' · '),
        question: `use the ${template.ref} template${rest}`,
      })),
    },
  });
}

const SOFTWARE =
  /\b(?:service|app|application|repo|repository|project|component|library|module|consumer|worker|job|site|microservice|template|api|function|pipeline)\b/i;

function noTemplate(
  templates: readonly TemplateSummary[],
  { sort }: Request,
  room: Room,
): Answer | null {
  if (templates.length === 0)
    return reply({
      kind: 'declined',
      intent,
      text: 'I did nothing: no template is known. A file of kind Template in the catalog becomes one.',
    });
  if (!SOFTWARE.test(sort))
    return reply({
      kind: 'declined',
      intent,
      text: `I did nothing: I make repositories from templates, and have none for "${sort}".`,
    });
  const offered = templates.slice(0, 5);
  return reply({
    kind: 'unknown',
    intent,
    candidates: offered.filter(({ ref }) => room.view.get(ref)).map(({ ref }) => ref),
    text: `I know no template for "${sort}". There are ${titlesOf(templates)}.`,
  });
}
