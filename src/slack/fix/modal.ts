import type { KnownBlock, ModalView, PlainTextInput } from '@slack/types';
import { z } from 'zod';
import type { Correctable } from '../../catalog/corrections/correctable.ts';
import type { Field } from '../../catalog/corrections/correction.ts';
import type { FilePlace } from '../../catalog/corrections/place.ts';
import type { Preview } from '../../catalog/corrections/preview.ts';
import { defineModal, defineSelect } from '../actions.ts';
import { actions, bold, context, escaped, link, name, plain, section } from '../blocks.ts';
import { openLink } from '../controls.ts';
import { codeOf } from '../diff-block.ts';
import {
  dependencySelect,
  entitySelect,
  fieldSelect,
  ownerSelect,
  type Wrong,
} from './controls.ts';
import { blockId, type FormState, FormValues, NEW, type ReadyState } from './form.ts';

export const fixModal = defineModal('fix', FormValues);
export const previewModal = defineModal('fix-preview', FormValues);
const whichSelect = defineSelect('fix-which', z.string());
const wordSelect = defineSelect('fix-word', z.string());

const LABELS: Record<Wrong, string> = {
  owner: 'The owner',
  'on-call': 'Who is on call',
  link: 'A link',
  lifecycle: 'The lifecycle',
  dependency: 'A dependency',
  alias: 'Another name',
  unsure: 'Something else, or I am not sure',
};
const TEXT_LENGTH = 500;
const REASON_LENGTH = 1_000;

export type FormParts = {
  state: FormState;
  now: Correctable;
  /** The file that states it; or why none can be changed, and what to do instead. */
  place: FilePlace;
  /** Names for the entities an answer was about. */
  labels: ReadonlyMap<string, string>;
  /** What is proposed already, a line each, of people's text. */
  pending: readonly { text: string; url: string | null }[];
};

/** The first page: one thing that is wrong, with what stands there now. */
export function formView({ state, now, place, labels, pending }: FormParts): ModalView {
  const { field } = state;
  const isUnsure = field === 'unsure';
  return fixModal.view({
    title: TITLE,
    submit: isUnsure ? 'Tell the owner' : 'See the change',
    metadata: JSON.stringify(state),
    blocks: [
      section(headOf(now, place)),
      pickers(state, now, { place, labels }),
      ...pendingLines(pending),
      ...(isUnsure
        ? [reasonInput('What is wrong?', { isOptional: false })]
        : inputsFor(field, now, state.link)),
    ],
  });
}

const TITLE = 'Wrong? Fix it';

function headOf({ label }: Correctable, place: FilePlace): string {
  if (place.kind === 'file') {
    const file = link(place.url, place.path);
    return `About ${bold(label)}, as ${file} of ${name(place.repository, 100)} has it. It becomes a pull request, and the owner is asked.`;
  }
  const where = place.url ? `\n${link(place.url, 'Where it comes from')}` : '';
  return `About ${bold(label)}. ${escaped(`${place.reason} ${place.nextStep}`, 1_500)}${where}\nIf you cannot do that, tell the owner what is wrong.`;
}

/** The second page: the change as it would be made, and why. */
export function previewView({
  state,
  preview,
  place,
  sentence,
}: {
  state: ReadyState;
  preview: Exclude<Preview, { kind: 'stuck' | 'same' }>;
  place: Extract<FilePlace, { kind: 'file' }>;
  /** What it would say, in words. */
  sentence: string;
}): ModalView {
  const diff = preview.kind === 'diff' ? preview.lines : [];
  return previewModal.view({
    title: TITLE,
    submit: 'Propose it',
    close: 'Back',
    metadata: JSON.stringify(state),
    blocks: [
      section(
        `${bold(sentence, 300)}\n${link(place.url, place.path)} of ${name(place.repository, 100)}`,
      ),
      ...(diff.length > 0 ? [codeOf(diff)] : []),
      ...(preview.kind === 'unread'
        ? [context(['I read the file when I open the pull request.'])]
        : []),
      reasonInput('How do you know?', { isOptional: true }),
    ],
  });
}

function reasonInput(label: string, { isOptional }: { isOptional: boolean }): KnownBlock {
  return {
    type: 'input',
    block_id: 'reason',
    optional: isOptional,
    label: plain(label, 2_000),
    element: textInput('reason', { multiline: true, max_length: REASON_LENGTH }),
  };
}

function pickers(
  { refs, ref, field }: FormState,
  now: Correctable,
  { place, labels }: Pick<FormParts, 'place' | 'labels'>,
): KnownBlock {
  const things = refs.map((one) => ({ label: labels.get(one) ?? one, value: one }));
  const fields = place.kind === 'file' ? now.fields : [];
  const wrongs = [...fields, 'unsure' as const].map((one) => ({ label: LABELS[one], value: one }));
  const chosen = [
    refs.length > 1 ? withInitial(entitySelect.element('Which one', things), ref) : null,
    withInitial(fieldSelect.element('What is wrong', wrongs), field),
  ].filter((one) => one !== null);
  return { ...actions(chosen), block_id: 'pick' };
}

type Select = ReturnType<typeof fieldSelect.element>;

function withInitial(select: Select, value: string): Select {
  const initial = select?.options?.find((option) => option.value === value);
  return select && initial ? { ...select, initial_option: initial } : select;
}

function pendingLines(pending: FormParts['pending']): KnownBlock[] {
  if (pending.length === 0) return [];
  const lines = pending
    .slice(0, 3)
    .map(({ text, url }) => (url ? link(url, text) : name(text, 200)));
  return [context([`Proposed already: ${lines.join(' · ')}`])];
}

function inputsFor(field: Field, now: Correctable, asked?: string): KnownBlock[] {
  const value = blockId('value', field);
  const input = (label: string, element: object, more: object = {}): KnownBlock =>
    ({
      type: 'input',
      block_id: value,
      label: plain(label, 2_000),
      element,
      ...more,
    }) as KnownBlock;
  switch (field) {
    case 'owner':
      return [
        nowLine(now.owner?.label ?? null),
        input('Who owns it', ownerSelect.typeahead('Type a team or person')),
      ];
    case 'lifecycle': {
      const words = now.lifecycles.map((word) => ({ label: word, value: word }));
      const select = wordSelect.element('Pick a word', words);
      return [nowLine(now.lifecycle), ...(select ? [input('What it is', select)] : [])];
    }
    case 'on-call':
      return [
        nowLine(now.onCall && `${now.onCall.id}, by ${now.onCall.key}`),
        input('Id of the service or schedule', textInput('value', { max_length: 200 }), {
          hint: plain('For another vendor write the annotation too: opsgenie.com/team=risk', 2_000),
        }),
      ];
    case 'dependency':
      return [
        ...which(
          field,
          'One it has not yet',
          now.dependencies.map(({ label }) => label),
        ),
        input('What it depends on', dependencySelect.typeahead('Type a name'), {
          optional: true,
          hint: plain('Empty: it does not depend on what is picked above.', 2_000),
        }),
      ];
    case 'alias':
      return [
        ...which(field, 'A new name', now.aliases),
        input('What people call it', textInput('value', { max_length: 60 }), {
          optional: true,
          hint: plain('Empty: nobody calls it what is picked above.', 2_000),
        }),
      ];
    case 'link': {
      const links = now.links.map(({ title, url }) => title ?? url);
      return [
        ...which(
          field,
          'A new link',
          links,
          now.links.findIndex(({ url }) => url === asked),
        ),
        {
          type: 'input',
          block_id: blockId('title', field),
          optional: true,
          label: plain('What it is', 2_000),
          element: textInput('title', { max_length: 100, placeholder: plain('Runbook', 150) }),
        },
        input('The right address', textInput('value', { max_length: TEXT_LENGTH }), {
          optional: true,
          hint: plain('Empty: the link that is picked above goes.', 2_000),
        }),
      ];
    }
  }
}

/** Which of the things that stand there is wrong; nothing to pick where there are none. */
function which(field: Field, novel: string, present: readonly string[], asked = -1): KnownBlock[] {
  if (present.length === 0) return [];
  const options = [
    { label: novel, value: NEW },
    ...present.slice(0, 99).map((label, place) => ({ label, value: String(place) })),
  ];
  const initial = asked < 0 ? NEW : String(asked);
  const select = withInitial(whichSelect.element('Which one', options), initial);
  if (!select) return [];
  return [
    {
      type: 'input',
      block_id: blockId('which', field),
      label: plain('Which one', 2_000),
      element: select,
    },
  ];
}

function nowLine(text: string | null): KnownBlock {
  return context([text ? `Now: ${bold(text, 300)}` : 'Nothing is stated now.']);
}

function textInput(id: string, more: Partial<PlainTextInput>): PlainTextInput {
  return { type: 'plain_text_input', action_id: id, ...more };
}

/** What cannot be corrected here, with the next step. */
export function noteView(sentence: string, url: string | null = null): ModalView {
  const open = url ? openLink.element({ text: 'Open it' }, url) : null;
  return fixModal.view({
    title: TITLE,
    close: 'Done',
    blocks: [section(escaped(sentence, 2_500)), ...(open ? [actions([open])] : [])],
  });
}
