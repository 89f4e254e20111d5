import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Deeds, Pressed } from '../deeds/deeds.ts';
import type { Presser } from '../deeds/doing.ts';
import type { Proposal } from '../deeds/proposal.ts';
import { advice, UserError } from '../errors.ts';
import { defineModal, type Press } from './actions.ts';
import { actions, escaped, plain } from './blocks.ts';
import type { Directory, People } from './directory.ts';
import { linkButton } from './link-me.ts';
import type { Content } from './message.ts';
import type { Modals } from './modals.ts';
import type { Outbox } from './outbox.ts';
import { responseTo } from './presses.ts';
import {
  cancelButton,
  contentOfProposal,
  doButton,
  outcomeLine,
  rewordButton,
} from './proposal.ts';

const rewordModal = defineModal(
  'deed-reword',
  z.object({ words: z.object({ words: z.object({ value: z.string().nullable() }) }) }),
);
/** Where the card is whose words are changed: its row, and the address that replaces it. */
const Card = z.object({ id: z.string(), channel: z.string(), url: z.string() });

const STRANGER =
  "I don't know who you are in the catalog, so I cannot tell whether you may do this. Say who you are and press again.";
const WORDS_LENGTH = 1_500;

export type DeedListeners = {
  deeds: Deeds;
  directory: Directory;
  people: People;
  outbox: Outbox;
  modals: Modals;
};

/** The buttons of confirm cards. Whoever presses is who acts; the card is updated where it stands, also where one person sees it. */
export function listenForDeeds(app: App, parts: DeedListeners): void {
  const { deeds, directory, people, outbox, modals } = parts;

  doButton.listen(app, (press) => settle(press, deeds.press));
  cancelButton.listen(app, (press) => settle(press, deeds.dismiss));
  rewordButton.listen(app, openWords);
  rewordModal.listen(app, async ({ person, values, metadata }) => {
    const card = Card.parse(JSON.parse(metadata));
    const presser = await presserOf(person);
    const words = (values.words.words.value ?? '').trim();
    try {
      if (!presser) throw new UserError(STRANGER, '');
      const proposal = await deeds.reword(card.id, presser, words);
      return { result: { kind: 'close' }, afterwards: () => replace(card, proposal) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { result: { kind: 'errors', errors: { words: advice(error) } } };
    }
  });

  async function settle(
    press: Press<string>,
    how: (id: string, by: Presser) => Promise<Pressed>,
  ): Promise<void> {
    const presser = await presserOf(press.person);
    if (!presser) return sayAlone(press, stranger());
    const pressed = await how(press.value, presser);
    switch (pressed.kind) {
      case 'unknown':
        return sayAlone(press, sentence('I no longer know what this would have done. Ask again.'));
      case 'refused':
        return sayAlone(press, sentence(`I did nothing. ${pressed.reason}`));
      case 'busy':
        return sayAlone(press, { text: `${outcomeLine(pressed.proposal)}.`, blocks: [] });
      case 'settled':
        await outbox.answer(responseTo(press, 'replace'), cardOf(pressed.proposal));
        // Who was second learns so at the place where they pressed.
        if (!pressed.isMine && pressed.proposal.state !== 'expired')
          await sayAlone(press, { text: outcomeLine(pressed.proposal), blocks: [] });
    }
  }

  async function openWords(press: Press<string>): Promise<void> {
    const presser = await presserOf(press.person);
    if (!presser) return sayAlone(press, stranger());
    const words = await deeds.wordsOf(press.value, presser);
    const { channel, responseUrl: url } = press;
    const metadata = JSON.stringify({ id: press.value, channel: channel ?? press.person, url });
    const view = rewordModal.view({
      title: 'Change the text',
      submit: 'Change',
      metadata,
      blocks: [
        {
          type: 'input',
          block_id: 'words',
          optional: true,
          label: plain(words.label, 2_000),
          element: {
            type: 'plain_text_input',
            action_id: 'words',
            multiline: words.isLong,
            max_length: WORDS_LENGTH,
            ...(words.text && { initial_value: words.text.slice(0, WORDS_LENGTH) }),
          },
        },
      ],
    });
    await modals.open(press.triggerId, view);
  }

  async function presserOf(slackId: string): Promise<Presser | null> {
    const ref = await directory.refOf(slackId);
    const profile = ref && (await people.profileOf(ref));
    return profile ? { ref: profile.ref, name: profile.name, slackId } : null;
  }

  function cardOf(proposal: Proposal): Content {
    return contentOfProposal(proposal, deeds.hasWords(proposal));
  }

  async function replace(
    { channel, url }: z.infer<typeof Card>,
    proposal: Proposal,
  ): Promise<void> {
    const address = { kind: 'response', channel, url, mode: 'replace', threadTs: null } as const;
    await outbox.answer(address, cardOf(proposal));
  }

  async function sayAlone(press: Press<string>, content: Content): Promise<void> {
    await outbox.answer(responseTo(press, 'quiet'), content);
  }
}

function sentence(text: string): Content {
  return { text: escaped(text, 3_000), blocks: [] };
}

function stranger(): Content {
  const { text } = sentence(STRANGER);
  return {
    text,
    blocks: [
      { type: 'section', text: { type: 'mrkdwn', text } },
      actions([linkButton.element({ text: 'This is me…' }, {})]),
    ],
  };
}
