import type { KnownBlock, ModalView, PlainTextInput } from '@slack/types';
import { z } from 'zod';
import type { Correctable } from '../../catalog/corrections/correctable.ts';
import type { Field } from '../../catalog/corrections/correction.ts';
import { defineModal, defineSelect } from '../actions.ts';
import { actions, bold, context, escaped, link, name, plain, section } from '../blocks.ts';
import { openLink } from '../controls.ts';
import { dependencySelect, entitySelect, fieldSelect, ownerSelect } from './controls.ts';
import { blockId, type FormState, FormValues, NEW } from './form.ts';

export const fixModal = defineModal('fix', FormValues);
const whichSelect = defineSelect('fix-which', z.string());
const wordSelect = defineSelect('fix-word', z.string());

const LABELS: Record<Field, string> = {
  owner: 'The owner',
  'on-call': 'Who is on call',
  link: 'A link',
  lifecycle: 'The lifecycle',
  dependency: 'A dependency',
  alias: 'Another name',
};
const TEXT_LENGTH = 500;
const REASON_LENGTH = 1_000;

export type FormParts = {
  state: FormState;
  now: Correctable;
  /** Names for the entities an answer was about. */
  labels: ReadonlyMap<string, string>;
  /** What is proposed already, a line each, of people's text. */
  pending: readonly { text: string; url: string | null }[];
};

/** The form for one thing that is wrong, with what stands there now. */
export function formView({ state, now, labels, pending }: FormParts): ModalView {
  return fixModal.view({
    title: 'Wrong? Fix it',
    submit: 'Propose it',
    metadata: JSON.stringify(state),
    blocks: [
      section(`About ${bold(now.label)}. It becomes a pull request, and the owner is asked.`),
      pickers(state, now, labels),
      ...pendingLines(pending),
      ...inputsFor(state.field, now),
      {
        type: 'input',
        block_id: 'reason',
        optional: true,
        label: plain('How do you know?', 2_000),
        element: textInput('reason', { multiline: true, max_length: REASON_LENGTH }),
      },
    ],
  });
}

function pickers(
  { refs, ref, field }: FormState,
  now: Correctable,
  labels: ReadonlyMap<string, string>,
): KnownBlock {
  const things = refs.map((one) => ({ label: labels.get(one) ?? one, value: one }));
  const fields = now.fields.map((one) => ({ label: LABELS[one], value: one }));
  const chosen = [
    refs.length > 1 ? withInitial(entitySelect.element('Which one', things), ref) : null,
    withInitial(fieldSelect.element('What is wrong', fields), field),
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

function inputsFor(field: Field, now: Correctable): KnownBlock[] {
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
        ...which(field, 'A new link', links),
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
function which(field: Field, novel: string, present: readonly string[]): KnownBlock[] {
  if (present.length === 0) return [];
  const options = [
    { label: novel, value: NEW },
    ...present.slice(0, 99).map((label, place) => ({ label, value: String(place) })),
  ];
  const select = withInitial(whichSelect.element('Which one', options), NEW);
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
    title: 'Wrong? Fix it',
    close: 'Done',
    blocks: [section(escaped(sentence, 2_500)), ...(open ? [actions([open])] : [])],
  });
}
