import type { App } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Answer, Named } from '../questions/answer.ts';
import { defineButton, defineModal, defineSelect, type Press } from './actions.ts';
import { type Drawing, drawAnswer } from './answer.ts';
import { bold, plain, section } from './blocks.ts';
import type { Desk } from './desk.ts';
import type { Modals } from './modals.ts';
import { defineGlobalShortcut } from './shortcuts.ts';

export const askShortcut = defineGlobalShortcut({
  id: 'ask-callboard',
  name: 'Ask Callboard',
  description: 'Ask who owns a service, what it needs and who needs it',
});

/** Opens the form for a question in one's own words. */
export const askFormButton = defineButton('ask-form', z.object({}));
/** Opens the form in which one finds something by typing a part of its name. */
export const askSearchButton = defineButton('search-form', z.object({}));

const Question = z.object({ value: z.string().trim().min(1).max(500) });
const askModal = defineModal('ask', z.object({ question: z.object({ question: Question }) }));
const thingSelect = defineSelect('thing', z.string().min(1));
const searchModal = defineModal(
  'search',
  z.object({
    thing: z.object({
      thing: z.object({ selected_option: z.object({ value: z.string().min(1) }) }),
    }),
  }),
);

export type SearchThings = (text: string, limit: number) => Promise<readonly Named[]>;

export type AskModal = {
  /** Answers what was pressed in a form or on the Home tab: in that form, or in one that opens. False where the press was elsewhere. */
  answerHere: (press: Press<unknown>, question: string) => Promise<boolean>;
  listen: (app: App) => void;
};

const SUGGESTIONS = 50;
/** Slack waits three seconds for the answer of a form; what takes longer goes to direct messages. */
const PATIENCE_MS = 2_000;

/** Questions asked in a form, from wherever one is in Slack: the answer takes the place of the form. */
export function createAskModal(parts: {
  /** The answer to a question of a person, who is looked up. */
  askAs: (person: string, question: string) => Promise<Answer>;
  desk: Pick<Desk, 'answer'>;
  searchThings: SearchThings;
  modals: Modals;
  drawing: () => Drawing;
  sleep: (ms: number) => Promise<unknown>;
}): AskModal {
  const { askAs, desk, searchThings, modals, drawing, sleep } = parts;

  async function answered(
    person: string,
    question: string,
  ): Promise<{ view: ModalView; afterwards?: () => Promise<void> }> {
    const answer = await Promise.race([askAs(person, question), sleep(PATIENCE_MS)]);
    // What a press would do needs a message whose card can change.
    if (isAnswer(answer) && answer.kind !== 'confirm')
      return { view: answerView(question, answer, drawing()) };
    const afterwards = async () => {
      const address = { kind: 'channel', channel: person, threadTs: null } as const;
      await desk.answer({ question, person, thread: null }, address);
    };
    const note = isAnswer(answer)
      ? 'That is done by pressing a button, and I never do it by myself. The button is in our direct messages.'
      : 'This takes a moment. The answer comes in our direct messages.';
    return { view: noteView([section(note)]), afterwards };
  }

  async function submitted(person: string, question: string) {
    const { view, ...rest } = await answered(person, question);
    return { result: { kind: 'update' as const, view }, ...rest };
  }

  return {
    async answerHere({ channel, person, triggerId, view: pressed }, question) {
      if (channel || !pressed) return false;
      const { view, afterwards } = await answered(person, question);
      await (pressed.sort === 'home'
        ? modals.open(triggerId, view)
        : modals.update(pressed.id, view));
      await afterwards?.();
      return true;
    },
    listen(app) {
      askShortcut.listen(app, ({ triggerId }) => modals.open(triggerId, questionView()));
      askFormButton.listen(app, ({ triggerId }) => modals.open(triggerId, questionView()));
      askSearchButton.listen(app, ({ triggerId }) => modals.open(triggerId, searchView()));
      thingSelect.suggest(app, async (text) => {
        const found = await searchThings(text, SUGGESTIONS);
        return found.map(({ ref, label }) => ({ label, value: ref }));
      });
      askModal.listen(app, ({ person, values }) =>
        submitted(person, values.question.question.value),
      );
      searchModal.listen(app, ({ person, values }) =>
        submitted(person, `what is ${values.thing.thing.selected_option.value}`),
      );
    },
  };
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'object' && value !== null && 'intent' in value;
}

function questionView(): ModalView {
  return askModal.view({
    title: 'Ask Callboard',
    submit: 'Ask',
    blocks: [
      {
        type: 'input',
        block_id: 'question',
        label: plain('Your question', 2000),
        hint: plain('Only you see the answer.', 2000),
        element: {
          type: 'plain_text_input',
          action_id: 'question',
          max_length: 500,
          focus_on_load: true,
          placeholder: plain('who owns payments-api', 150),
        },
      },
    ],
  });
}

function searchView(): ModalView {
  return searchModal.view({
    title: 'Search the catalog',
    submit: 'Show',
    blocks: [
      {
        type: 'input',
        block_id: 'thing',
        label: plain('A service, API, team or person', 2000),
        element: thingSelect.typeahead('Type a part of its name'),
      },
    ],
  });
}

/** Buttons of an answer ask on: what they ask is answered in its place. */
function answerView(question: string, answer: Answer, drawing: Drawing): ModalView {
  const blocks = drawAnswer(answer, drawing);
  return noteView([
    section(bold(question, 600)),
    ...(blocks.length > 0 ? blocks : [section('I have nothing to say about that.')]),
  ]);
}

function noteView(blocks: readonly KnownBlock[]): ModalView {
  return askModal.view({ title: 'Callboard', close: 'Done', blocks: [...blocks] });
}
