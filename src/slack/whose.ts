import type { App } from '@slack/bolt';
import type { Answer } from '../questions/answer.ts';
import { contentOf, type Drawing } from './answer.ts';
import { askSearchButton } from './ask-modal.ts';
import { actions, context, mention } from './blocks.ts';
import type { Channel } from './channels.ts';
import type { Desk } from './desk.ts';
import type { Address, Content } from './message.ts';
import { wordsOfMessage } from './message-text.ts';
import type { Outbox } from './outbox.ts';
import { defineMessageShortcut, type PressedMessage } from './shortcuts.ts';

export const whoseShortcut = defineMessageShortcut({
  id: 'who-owns-this',
  name: 'Who owns this?',
  description: 'Reads links, alerts and stack traces of a message and says whose they are',
});

export type WhoseOptions = {
  /** Whose the things are that a text points to; what is certain becomes what `thread` is about. */
  whose: (text: string, thread: string | null) => Promise<Answer>;
  desk: Pick<Desk, 'mayAnswerIn' | 'decline'>;
  outbox: Pick<Outbox, 'answer'>;
  channelOf: (channel: string) => Promise<Channel>;
  drawing: () => Drawing;
};

/**
 * "Who owns this?" in the menu of a message. What is certain is said in its thread, where whoever comes next reads it too, and once;
 * what is not, where the bot is no member, and what was said there before, goes to the person alone.
 */
export function listenForWhose(app: App, options: WhoseOptions): void {
  const { whose, desk, outbox, channelOf, drawing } = options;

  whoseShortcut.listen(app, async (pressed) => {
    if ((await desk.mayAnswerIn(pressed.channel)) === 'no') {
      await desk.decline(quietly(pressed));
      return;
    }
    const { channel, ts, threadTs, person } = pressed;
    const isOpen = (await channelOf(channel)).isMember;
    const thread = isOpen ? `${channel}:${threadTs}` : null;
    const answer = await whose(wordsOfMessage(pressed.message), thread);
    const content = contentOf(answer, drawing());
    if (answer.kind === 'answer' && isOpen) {
      const asked = context([`Asked by ${mention(person)}`]);
      const sending = await outbox.answer(
        { kind: 'channel', channel, threadTs },
        { ...content, blocks: [...content.blocks, asked] },
        `whose:${channel}:${ts}`,
      );
      if (sending.kind !== 'duplicate') return;
    }
    await outbox.answer(quietly(pressed), answer.kind === 'answer' ? content : withSearch(content));
  });
}

/** Where somebody has to look for it themselves, the way there is a button. */
function withSearch(content: Content): Content {
  const search = askSearchButton.element({ text: 'Search the catalog…' }, {});
  return { ...content, blocks: [...content.blocks, actions([search])] };
}

function quietly({ channel, responseUrl: url, threadTs, ts }: PressedMessage): Address {
  // A thread that has no reply yet is not open in front of anybody: beside the message it is seen.
  const inThread = threadTs === ts ? null : threadTs;
  return { kind: 'response', channel, url, mode: 'quiet', threadTs: inThread };
}
