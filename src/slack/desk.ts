import type { Deeds } from '../deeds/deeds.ts';
import type { Answer, Ask } from '../questions/answer.ts';
import type { Place } from '../questions/misses.ts';
import { contentOf, type Drawing } from './answer.ts';
import { actions, context, mention } from './blocks.ts';
import type { ChannelKind } from './channels.ts';
import { shareButton } from './controls.ts';
import type { Directory } from './directory.ts';
import { linkButton } from './link-me.ts';
import type { Address, Content } from './message.ts';
import type { Outbox } from './outbox.ts';

export type DeskOptions = {
  ask: Ask;
  /** Keeps what a confirm card would do as a row; null where nothing can be done. */
  deeds: Deeds | null;
  directory: Directory;
  outbox: Outbox;
  kindOf: (channel: string) => Promise<ChannelKind>;
  allowSharedChannels: boolean;
  drawing: () => Drawing;
};

export type Asked = {
  question: string;
  /** Slack's id of whoever asks. */
  person: string;
  /** The conversation for follow-ups; null for a question that stands alone. */
  thread: string | null;
};

/** Where questions are taken and answers handed out, however they came. */
export type Desk = {
  /** Answers to `address`; false when there is nothing to say. `key` makes a repeated question one answer. */
  answer: (
    asked: Asked,
    address: Address,
    options?: { key?: string; canShare?: boolean },
  ) => Promise<boolean>;
  /** Puts an answer that one person saw into the channel, with the name of who shares it. */
  share: (asked: Asked, address: Address, key: string) => Promise<boolean>;
  /** Whether facts may be said in this channel. `unknown`: to the asker alone. */
  mayAnswerIn: (channel: string) => Promise<'yes' | 'no' | 'unknown'>;
  /** Says, to the asker alone, that facts stay inside the company. */
  decline: (address: Address) => Promise<void>;
};

const DECLINE =
  'This channel is shared with another company, so I keep catalog facts to myself here. Ask me in a direct message.';

export function createDesk(options: DeskOptions): Desk {
  const { ask, deeds, directory, outbox, kindOf, allowSharedChannels, drawing } = options;

  async function contentFor(asked: Asked, address: Address): Promise<Content | null> {
    const asker = await directory.refOf(asked.person);
    const answer = await ask({
      text: asked.question,
      asker,
      thread: asked.thread,
      zone: () => directory.zoneOf(asked.person),
      from: { person: `slack:${asked.person}`, place: placeOf(address) },
    });
    if (answer.kind === 'silent') return null;
    const proposal = await propose(answer, asker, asked, address);
    const content = contentOf(answer, { ...drawing(), proposal });
    return asker === null && asksAboutOneself(asked.question, answer)
      ? {
          ...content,
          blocks: [...content.blocks, actions([linkButton.element({ text: 'This is me…' }, {})])],
        }
      : content;
  }

  /** What a press would do is a row before the button is shown. */
  async function propose(
    { kind, view }: Answer,
    askedBy: string | null,
    { person }: Asked,
    { channel, threadTs }: Address,
  ) {
    if (kind !== 'confirm' || view.kind !== 'confirm' || !deeds) return null;
    const where = { askedBy, askedBySlack: person, channel, threadTs };
    const row = await deeds.propose({ view, ...where });
    return row && { row, hasWords: deeds.hasWords(row) };
  }

  return {
    async answer(asked, address, { key, canShare } = {}) {
      const content = await contentFor(asked, address);
      if (!content) return false;
      await outbox.answer(
        address,
        canShare ? withShareButton(content, asked.question) : content,
        key,
      );
      return true;
    },
    async share(asked, address, key) {
      const content = await contentFor(asked, address);
      if (!content) return false;
      const by = context([`Shared by ${mention(asked.person)}`]);
      await outbox.answer(address, { ...content, blocks: [...content.blocks, by] }, key);
      return true;
    },
    async mayAnswerIn(channel) {
      const kind = await kindOf(channel);
      if (kind === 'unknown') return 'unknown';
      return kind === 'shared' && !allowSharedChannels ? 'no' : 'yes';
    },
    async decline(address) {
      await outbox.answer(address, { text: DECLINE, blocks: [] });
    },
  };
}

function placeOf({ kind, channel }: Address): Place {
  if (kind === 'response') return 'command';
  return channel.startsWith('D') ? 'direct' : 'channel';
}

/** "what do I own" needs to know who "I" is. */
function asksAboutOneself(question: string, answer: Answer): boolean {
  const isOpen = answer.kind === 'unknown' || answer.kind === 'declined';
  return isOpen && /\b(i|me|my|mine|we|our|us)\b/i.test(question);
}

function withShareButton(content: Content, question: string): Content {
  if (content.blocks.length === 0 || !shareButton.fits({ question })) return content;
  const share = shareButton.element({ text: 'Share in channel' }, { question });
  return { ...content, blocks: [...content.blocks, actions([share])] };
}
