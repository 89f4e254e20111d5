import type { App } from '@slack/bolt';
import type { ModalView } from '@slack/types';
import { z } from 'zod';
import { defineButton, defineModal, defineSelect, type ModalResult } from './actions.ts';
import { bold, plain, section } from './blocks.ts';
import type { Directory, People } from './directory.ts';
import type { Modals } from './modals.ts';

export const linkButton = defineButton('link-me', z.object({}));
const personSelect = defineSelect('person', z.string().min(1));
const linkModal = defineModal(
  'link-me',
  z.object({
    person: z.object({
      person: z.object({ selected_option: z.object({ value: z.string().min(1) }) }),
    }),
  }),
);

/** "This is me": how somebody whom neither e-mail nor annotation identifies says who they are. */
export type LinkMe = {
  open: (person: string, triggerId: string) => Promise<void>;
  listen: (app: App) => void;
};

const SUGGESTIONS = 50;

export function createLinkMe(parts: {
  directory: Directory;
  people: People;
  modals: Modals;
  /** Called with Slack's id after somebody said who they are. */
  onLinked: (person: string) => Promise<void>;
}): LinkMe {
  const { directory, people, modals, onLinked } = parts;

  async function open(person: string, triggerId: string): Promise<void> {
    const identity = await directory.identify(person);
    const isCertain = identity !== null && identity.via !== 'self';
    await modals.open(triggerId, isCertain ? await knownView(identity.ref) : questionView());
  }

  async function knownView(ref: string): Promise<ModalView> {
    return noteView(
      `I know you as ${bold(await nameOf(ref))}, from your e-mail address or an annotation in the catalog.`,
    );
  }

  async function nameOf(ref: string): Promise<string> {
    return (await people.profileOf(ref))?.name ?? ref;
  }

  async function submit(person: string, ref: string): Promise<ModalResult> {
    if (!(await people.profileOf(ref))) return wrong('This person is not in the catalog any more.');
    const linked = await directory.link(person, ref);
    switch (linked.kind) {
      case 'linked':
        return { kind: 'update', view: noteView(`You are ${bold(await nameOf(ref))} now.`) };
      case 'known':
        return { kind: 'update', view: await knownView(linked.identity.ref) };
      case 'taken':
        return wrong('Somebody else is known as this person by their e-mail address.');
    }
  }

  return {
    open,
    listen(app) {
      linkButton.listen(app, ({ person, triggerId }) => open(person, triggerId));
      personSelect.suggest(app, async (text) => {
        const found = await people.searchUsers(text, SUGGESTIONS);
        return found.map(({ ref, label }) => ({ label, value: ref }));
      });
      linkModal.listen(app, async ({ person, values }) => {
        const result = await submit(person, values.person.person.selected_option.value);
        const afterwards = () => onLinked(person);
        return result.kind === 'errors' ? { result } : { result, afterwards };
      });
    },
  };
}

function wrong(sentence: string): ModalResult {
  return { kind: 'errors', errors: { person: sentence } };
}

function noteView(text: string): ModalView {
  return linkModal.view({ title: 'Who you are', close: 'Done', blocks: [section(text)] });
}

function questionView(): ModalView {
  return linkModal.view({
    title: 'Who are you?',
    submit: 'This is me',
    blocks: [
      section('Then I can answer "what do I own" and tell you what concerns your teams.'),
      {
        type: 'input',
        block_id: 'person',
        label: plain('You in the catalog', 2000),
        element: personSelect.typeahead('Type your name'),
      },
    ],
  });
}
