import type { App } from '@slack/bolt';
import type { KnownBlock, ModalView } from '@slack/types';
import { z } from 'zod';
import type { Answer, Named } from '../questions/answer.ts';
import { defineButton, defineModal, defineSelect } from './actions.ts';
import { type Drawing, drawAnswer } from './answer.ts';
import { bold, context, plain, section } from './blocks.ts';
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

export type AskModal = { listen: (app: App) => void };

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

  async function answered(person: string, question: string) {
    const answer = await Promise.race([askAs(person, question), sleep(PATIENCE_MS)]);
    if (isAnswer(answer))
      return { result: { kind: 'update' as const, view: answerView(question, answer, drawing()) } };
    const afterwards = async () => {
      const address = { kind: 'channel', channel: person, threadTs: null } as const;
      await desk.answer({ question, person, thread: null }, address);
    };
    const note = section('This takes a moment. The answer comes in our direct messages.');
    return {
      result: { kind: 'update' as const, view: noteView([note]) },
      afterwards,
    };
  }

  return {
    listen(app) {
      askShortcut.listen(app, ({ triggerId }) => modals.open(triggerId, questionView()));
      askFormButton.listen(app, ({ triggerId }) => modals.open(triggerId, questionView()));
      askSearchButton.listen(app, ({ triggerId }) => modals.open(triggerId, searchView()));
      thingSelect.suggest(app, async (text) => {
        const found = await searchThings(text, SUGGESTIONS);
        return found.map(({ ref, label }) => ({ label, value: ref }));
      });
      askModal.listen(app, ({ person, values }) =>
        answered(person, values.question.question.value),
      );
      searchModal.listen(app, ({ person, values }) =>
        answered(person, `what is ${values.thing.thing.selected_option.value}`),
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

/** Buttons of an answer ask on, and no channel is near: what they say goes to direct messages. */
function answerView(question: string, answer: Answer, drawing: Drawing): ModalView {
  const blocks = drawAnswer(answer, drawing);
  const hasButtons = blocks.some(({ type }) => type === 'actions');
  return noteView([
    section(bold(question, 600)),
    ...(blocks.length > 0 ? blocks : [section('I have nothing to say about that.')]),
    ...(hasButtons ? [context(['What the buttons ask is answered in our direct messages.'])] : []),
  ]);
}

function noteView(blocks: readonly KnownBlock[]): ModalView {
  return askModal.view({ title: 'Callboard', close: 'Done', blocks: [...blocks] });
}
