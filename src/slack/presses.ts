import type { App } from '@slack/bolt';
import { UserError } from '../errors.ts';
import type { Press } from './actions.ts';
import type { AskModal } from './ask-modal.ts';
import {
  askButton,
  chooseButton,
  moreLinks,
  openLink,
  shareButton,
  showSelect,
} from './controls.ts';
import type { Desk } from './desk.ts';
import type { Address, ResponseMode } from './message.ts';
import type { Outbox } from './outbox.ts';

/** The buttons and menus of answers. Whoever presses is the one who asks. */
export function listenForPresses(
  app: App,
  {
    desk,
    outbox,
    askModal,
  }: { desk: Desk; outbox: Outbox; askModal: Pick<AskModal, 'answerHere'> },
): void {
  openLink.listen(app);
  moreLinks.listen(app);
  askButton.listen(app, (press) => askBeside(press, press.value.question));
  showSelect.listen(app, (press) => askBeside(press, press.value));
  chooseButton.listen(app, async (press) => {
    const { question } = press.value;
    if (await askModal.answerHere(press, question)) return;
    const may = await mayAnswer(press);
    if (may === 'no') return;
    const canShare = press.isEphemeral && may === 'yes' && !isDirect(press);
    await desk.answer(asked(press, question), responseTo(press, 'replace'), { canShare });
  });
  shareButton.listen(app, async (press) => {
    if ((await mayAnswer(press)) !== 'yes') {
      throw new UserError(
        'I cannot see who reads along in this channel.',
        'Invite me first: /invite @callboard.',
      );
    }
    const { question } = press.value;
    const key = `share:${press.channel}:${press.messageTs}`;
    const isShared = await desk.share(asked(press, question), responseTo(press, 'open'), key);
    if (!isShared) return;
    await outbox.answer(responseTo(press, 'replace'), {
      text: 'Shared in the channel.',
      blocks: [],
    });
  });

  async function askBeside(press: Press<unknown>, question: string): Promise<void> {
    if (await askModal.answerHere(press, question)) return;
    const may = await mayAnswer(press);
    if (may === 'no') return;
    const canShare = press.isEphemeral && may === 'yes' && !isDirect(press);
    await desk.answer(asked(press, question), besides(press, may), { canShare });
  }

  async function mayAnswer(press: Press<unknown>): Promise<'yes' | 'no' | 'unknown'> {
    const may = press.channel ? await desk.mayAnswerIn(press.channel) : 'yes';
    if (may === 'no') await desk.decline(responseTo(press, 'quiet'));
    return may;
  }
}

function asked(press: Press<unknown>, question: string) {
  return { question, person: press.person, thread: conversationOf(press) };
}

function conversationOf(press: Press<unknown>): string | null {
  const { channel, threadTs, messageTs, isEphemeral } = press;
  if (!channel) return null;
  if (threadTs) return `${channel}:${threadTs}`;
  if (isDirect(press)) return channel;
  return isEphemeral || !messageTs ? null : `${channel}:${messageTs}`;
}

/** Next to the message: in its thread, or for the asker alone where the message was. */
function besides(press: Press<unknown>, may: 'yes' | 'unknown'): Address {
  const { channel, threadTs, messageTs, isEphemeral, person } = press;
  if (!channel) return { kind: 'channel', channel: person, threadTs: null };
  if (isEphemeral || may === 'unknown') return responseTo(press, 'quiet');
  return { kind: 'channel', channel, threadTs: threadTs ?? (isDirect(press) ? null : messageTs) };
}

/** The address that Slack gave with a press: the message itself, or beside it for this person alone. */
export function responseTo(press: Press<unknown>, mode: ResponseMode): Address {
  const { channel, responseUrl: url, threadTs, person } = press;
  // Without a response address (on the Home tab) the person's direct messages are the place.
  if (!url) return { kind: 'channel', channel: person, threadTs: null };
  return { kind: 'response', channel: channel ?? person, url, mode, threadTs };
}

function isDirect({ channel }: Press<unknown>): boolean {
  return channel?.startsWith('D') ?? false;
}
