import type { KnownBlock, ModalView } from '@slack/types';
import type { TemplateSummary } from '../../scaffolder/scaffolder.ts';
import { bold, context, divider, escaped, name, plain, section } from '../blocks.ts';
import { pickerModal, SEARCH, useButton } from './controls.ts';
import { duration } from './words.ts';

/** Three blocks each, within the 100 of a view. */
const SHOWN = 30;
const TAGS = 5;

/** The templates one can choose from: those of the catalog, then those that ship, of each the most used first. */
export function pickerView(
  templates: readonly TemplateSummary[],
  {
    typed,
    labelOf,
    metadata,
    note = null,
  }: { typed: string; labelOf: (ref: string) => string; metadata: string; note?: string | null },
): ModalView {
  const found = searchTemplates(templates, typed);
  const ours = found.filter(({ isShipped }) => isShipped);
  const theirs = found.filter(({ isShipped }) => !isShipped);
  const shown = [...theirs, ...ours].slice(0, SHOWN);
  const hidden = found.length - shown.length;
  const draw = (title: string, of: readonly TemplateSummary[]): KnownBlock[] => {
    const some = of.filter((one) => shown.includes(one));
    if (some.length === 0) return [];
    return [section(`*${title}*`), ...some.flatMap((one) => entry(one, labelOf))];
  };
  return pickerModal.view({
    title: 'New from a template',
    submit: 'Search',
    metadata,
    blocks: [
      search(typed),
      ...(note ? [section(escaped(note, 500))] : []),
      ...draw('Of your organisation', theirs),
      ...(theirs.length > 0 && ours.length > 0 ? [divider] : []),
      ...draw('Golden paths that come with Callboard', ours),
      ...(found.length === 0 ? [section(emptyText(typed, templates.length))] : []),
      ...(hidden > 0 ? [context([`${hidden} more. Type what it is about to find them.`])] : []),
    ],
  });
}

function search(typed: string): KnownBlock {
  return {
    type: 'input',
    block_id: SEARCH,
    optional: true,
    dispatch_action: true,
    label: plain('What do you want to make?', 150),
    element: {
      type: 'plain_text_input',
      action_id: SEARCH,
      max_length: 100,
      placeholder: plain('go service, terraform, docs…', 150),
      dispatch_action_config: { trigger_actions_on: ['on_character_entered'] },
      ...(typed && { initial_value: typed.slice(0, 100) }),
    },
  };
}

function entry(template: TemplateSummary, labelOf: (ref: string) => string): KnownBlock[] {
  const { ref, title, description, problems } = template;
  const text = `${bold(title)}${description ? `\n${escaped(description.replace(/\s+/g, ' '), 300)}` : ''}`;
  const [problem] = problems;
  const block: KnownBlock = problem
    ? section(text)
    : { ...section(text), accessory: useButton.element({ text: 'Use' }, { template: ref }) };
  const cannot = problem && `:no_entry: Cannot run here: ${escaped(problem.message, 300)}`;
  return [block, context([...(cannot ? [cannot] : []), ...facts(template, labelOf)])];
}

function facts(
  { owner, tags, uses, typicalMs, type }: TemplateSummary,
  labelOf: (ref: string) => string,
): string[] {
  const used = uses === 0 ? 'not used yet' : `used ${uses === 1 ? 'once' : `${uses} times`}`;
  const takes = typicalMs === null ? [] : [`takes about ${duration(typicalMs)}`];
  const shown = tags.slice(0, TAGS).map((tag) => name(tag, 40));
  return [
    ...(owner ? [`by ${name(labelOf(owner), 80)}`] : []),
    shown.length > 0 ? shown.join(', ') : name(type, 40),
    used,
    ...takes,
  ];
}

function emptyText(typed: string, total: number): string {
  if (total === 0)
    return 'There is no template yet. A descriptor of kind Template in a repository that I read makes one.';
  return `No template is about ${bold(typed, 100)}.`;
}

/** Those that hold every word that was typed, in title, name, description, tags, type or owner. */
export function searchTemplates(
  templates: readonly TemplateSummary[],
  typed: string,
): TemplateSummary[] {
  const words = wordsOf(typed);
  return templates
    .filter(({ ref, title, description, tags, type, owner }) => {
      const text = [ref, title, description, type, owner, ...tags].join(' ').toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .toSorted(
      (a, b) =>
        Number(a.isShipped) - Number(b.isShipped) ||
        Number(a.problems.length > 0) - Number(b.problems.length > 0) ||
        b.uses - a.uses ||
        a.title.localeCompare(b.title),
    );
}

/** The one template that is meant by what was typed: by its name, its ref or its title. */
export function templateCalled(
  templates: readonly TemplateSummary[],
  typed: string,
): TemplateSummary | null {
  const sought = wordsOf(typed).join(' ');
  const called = templates.filter(({ ref, title }) =>
    [ref, ref.split('/').at(-1), title].some((each) => each && wordsOf(each).join(' ') === sought),
  );
  // One of the organisation comes before ours of the same name.
  return called.toSorted((a, b) => Number(a.isShipped) - Number(b.isShipped))[0] ?? null;
}

function wordsOf(typed: string): string[] {
  return typed
    .toLowerCase()
    .split(/[^\p{L}\p{N}.+#]+/u)
    .filter((word) => word !== '' && !FILLERS.has(word));
}

const FILLERS = new Set(['a', 'an', 'the', 'from', 'template', 'new']);
