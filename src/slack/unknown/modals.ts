import type { ModalView } from '@slack/types';
import type { Miss } from '../../questions/misses.ts';
import type { Registration } from '../../questions/unknown/registrar.ts';
import { actions, bold, context, escaped, plain, section } from '../blocks.ts';
import { openLink } from '../controls.ts';
import { type LineValue, meansModal, registerModal, thingSelect } from './controls.ts';
import { howOften } from './draw.ts';

const LONGEST_ALIAS = 60;
const LABEL = 2_000;
const DRAFT_LENGTH = 2_500;

/** What a name means. The name may be a part of what was typed: nobody calls a service by a whole question. */
export function meansView(miss: Miss, value: LineValue): ModalView {
  return meansModal.view({
    title: 'This means…',
    submit: 'Add the alias',
    metadata: JSON.stringify(value),
    blocks: [
      section(`${bold(miss.text, 120)} · ${howOften(miss)}`),
      {
        type: 'input',
        block_id: 'alias',
        label: plain('The name people use', LABEL),
        element: {
          type: 'plain_text_input',
          action_id: 'alias',
          min_length: 2,
          max_length: LONGEST_ALIAS,
          ...(miss.text.length <= LONGEST_ALIAS && { initial_value: miss.text }),
        },
      },
      {
        type: 'input',
        block_id: 'thing',
        label: plain('What it means', LABEL),
        element: thingSelect.typeahead('Type a part of its name'),
      },
      context(['I understand it from the next question on. No descriptor is changed.']),
    ],
  });
}

export function registerView(miss: Miss, value: LineValue): ModalView {
  return registerModal.view({
    title: 'Register a service',
    submit: 'Register',
    metadata: JSON.stringify(value),
    blocks: [
      section(
        `${bold(miss.text, 120)} is in no descriptor. I read every catalog-info.yaml of the organisation's repositories with the next push. Give me the repository to look whether it has one, or the address of a descriptor that lies elsewhere.`,
      ),
      {
        type: 'input',
        block_id: 'address',
        label: plain('Repository, or its catalog-info.yaml', LABEL),
        element: {
          type: 'plain_text_input',
          action_id: 'address',
          max_length: 2_000,
          placeholder: plain('https://github.com/acme/shop', 150),
        },
      },
    ],
  });
}

export const LOOKING = registerNote('I am reading it…');

/** What came of it, in place of the form. */
export function registeredView(registration: Registration): ModalView {
  if (registration.kind !== 'draft') return registerNote(escaped(registration.text, 2_500));
  const { text, draft, url } = registration;
  const open = openLink.element({ text: 'Open the repository' }, url);
  return registerModal.view({
    title: 'Register a service',
    close: 'Done',
    blocks: [
      section(escaped(text, 1_000)),
      section(`\`\`\`${escaped(draft, DRAFT_LENGTH)}\`\`\``),
      ...(open ? [actions([open])] : []),
    ],
  });
}

function registerNote(text: string): ModalView {
  return registerModal.view({
    title: 'Register a service',
    close: 'Done',
    blocks: [section(text)],
  });
}
