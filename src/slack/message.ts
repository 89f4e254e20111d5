import type { KnownBlock } from '@slack/types';
import { z } from 'zod';
import type { Drawable } from './picture.ts';

/** What is said, wherever it goes. `text` is complete on its own, escaped, and what a notification shows. */
export type Content = {
  text: string;
  blocks: KnownBlock[];
  /** What is drawn and uploaded when the message is sent; one of the blocks waits for it. */
  picture?: Drawable;
};

/** The content as Slack's methods take it: no blocks rather than an empty list of them. */
export function bodyOf({ text, blocks }: Content): { text: string; blocks?: KnownBlock[] } {
  return blocks.length > 0 ? { text, blocks } : { text };
}

/** Where it goes and how. */
export type Address =
  /** Into a channel (or the direct messages of a person, by their id), in a thread if `threadTs` names one. */
  | { kind: 'channel'; channel: string; threadTs: string | null }
  /** In place of a message of ours. */
  | { kind: 'update'; channel: string; ts: string; threadTs: null }
  /** Seen by one person only. */
  | { kind: 'ephemeral'; channel: string; user: string; threadTs: string | null }
  /** The answer to a command or a press: good for five messages in thirty minutes, also where the bot is no member. */
  | {
      kind: 'response';
      channel: string;
      url: string;
      mode: ResponseMode;
      threadTs: string | null;
    };

/** `replace`: in place of the message that was pressed; `quiet`: for the person alone; `open`: for the channel. */
export type ResponseMode = 'replace' | 'quiet' | 'open';

const Blocks = z.array(z.custom<KnownBlock>((block) => typeof block === 'object'));

/** A message as the outbox keeps it. */
export const StoredMessage = z.object({
  address: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('channel'), channel: z.string(), threadTs: z.string().nullable() }),
    z.object({
      kind: z.literal('update'),
      channel: z.string(),
      ts: z.string(),
      threadTs: z.null(),
    }),
    z.object({
      kind: z.literal('ephemeral'),
      channel: z.string(),
      user: z.string(),
      threadTs: z.string().nullable(),
    }),
    z.object({
      kind: z.literal('response'),
      channel: z.string(),
      url: z.string(),
      mode: z.enum(['replace', 'quiet', 'open']),
      threadTs: z.string().nullable(),
    }),
  ]),
  content: z.object({
    text: z.string(),
    blocks: Blocks,
    picture: z.custom<Drawable>((model) => typeof model === 'object').exactOptional(),
  }),
  /** Somebody waits for it: it is not held back for pace, and not sent when it is long too late. */
  isAnswer: z.boolean(),
});
export type StoredMessage = z.infer<typeof StoredMessage>;
