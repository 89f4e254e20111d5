import type { KnownBlock, ModalView } from '@slack/types';
import type { Form, FormError, Values } from '../../scaffolder/form/form.ts';
import type { Template } from '../../scaffolder/template.ts';
import { actions, bold, context, escaped, name, section, sections, truncate } from '../blocks.ts';
import {
  backButton,
  dryRunButton,
  formModal,
  listButton,
  noteModal,
  reviewModal,
  webFormLink,
} from './controls.ts';
import { fieldBlocks } from './fields/draw.ts';
import { shownValue } from './fields/shown.ts';
import type { FieldWorld } from './fields/world.ts';
import { fieldOfError, fieldsOf } from './form-state.ts';
import type { Screen } from './screens.ts';
import { valueAt } from './values.ts';

/** Slack's limit for titles and for the buttons at the foot. */
const SHORT = 24;

export type FormViewParts = {
  template: Template;
  draft: string;
  screens: readonly Screen[];
  at: number;
  values: Values;
  said: readonly FormError[];
  world: FieldWorld;
};

/** One page of a template's form. */
export function formView(parts: FormViewParts): ModalView {
  const { template, draft, screens, at, values, said, world } = parts;
  const screen = screens[at];
  if (!screen) throw new Error('The form has no such page.');
  const isLast = at === screens.length - 1;
  const above = said.filter((error) => !fieldOfError(screen.fields, error));
  return formModal.view({
    title: template.title,
    submit: isLast ? (template.labels.review ?? 'Review') : 'Next',
    metadata: JSON.stringify({ draft, at }),
    blocks: [
      ...head(template, screen, screens.length > 1 ? `Page ${at + 1} of ${screens.length}` : null),
      ...above.map(({ message }) => section(`:no_entry: ${escaped(message, 1_000)}`)),
      ...screen.fields.flatMap((field) =>
        fieldBlocks(field, {
          value: valueAt(values, field.path),
          said: said.filter((error) => fieldOfError(screen.fields, error) === field),
          world,
        }),
      ),
      { ...actions([at === 0 ? backToList() : back(template)]), block_id: `foot-${at}` },
    ],
  });
}

function head(template: Template, screen: Screen, page: string | null): KnownBlock[] {
  const isCut = template.title.length > SHORT;
  const line = [page, isCut ? name(template.title, 150) : null].filter((part) => part !== null);
  return [
    ...(line.length > 0 ? [context(line)] : []),
    ...(screen.title ? [section(bold(screen.title))] : []),
    ...(screen.description ? [context([escaped(screen.description, 1_500)])] : []),
  ];
}

function back(template: Template) {
  return backButton.element({ text: truncate(template.labels.back ?? 'Back', 60) }, {});
}

function backToList() {
  return listButton.element({ text: 'All templates' }, {});
}

const MOST_VALUES = 60;
const MOST_STEPS = 12;

/** What was filled in and what will happen, before it happens. */
export function reviewView(parts: {
  template: Template;
  draft: string;
  form: Form;
  values: Values;
  world: FieldWorld;
  /** The name of who says yes first; null where nobody does. */
  approver: string | null;
}): ModalView {
  const { template, draft, form, values, world, approver } = parts;
  const lines = fieldsOf(form).flatMap((field) => {
    const value = valueAt(values, field.path);
    if (value === undefined || field.isHidden || field.input.kind === 'note') return [];
    return [`${bold(field.title, 100)}: ${escaped(shownValue(field, value, world), 300)}`];
  });
  const hidden = lines.length - MOST_VALUES;
  return reviewModal.view({
    title: template.title,
    submit: template.labels.create ?? 'Create',
    metadata: JSON.stringify({ draft }),
    blocks: [
      section('*Is this right?*'),
      ...sections(lines.slice(0, MOST_VALUES)),
      ...(hidden > 0 ? [context([`and ${hidden} more`])] : []),
      ...(lines.length === 0 ? [section('Nothing is asked for.')] : []),
      { type: 'divider' },
      section(stepsText(template)),
      ...(approver ? [section(`:lock: ${bold(approver)} has to approve it first.`)] : []),
      {
        ...actions([back(template), dryRunButton.element({ text: 'Dry run' }, {})]),
        block_id: 'foot-review',
      },
      context(['A dry run shows the files and makes nothing.']),
    ],
  });
}

function stepsText({ steps }: Template): string {
  const shown = steps.slice(0, MOST_STEPS).map((step, at) => `${at + 1}. ${name(step.name, 120)}`);
  const more = steps.length - shown.length;
  return ['*What happens*', ...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
}

/** A few words in place of a form, with the way on where there is one. */
export function noteView(title: string, text: string, url: string | null = null): ModalView {
  const open = url ? webFormLink.element({ text: 'Open the form', style: 'primary' }, url) : null;
  return noteModal.view({
    title,
    close: 'Done',
    blocks: [section(truncate(text, 3_000)), ...(open ? [actions([open])] : [])],
  });
}
