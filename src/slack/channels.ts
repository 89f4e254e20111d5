import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { describeError } from '../errors.ts';
import type { Log } from '../log.ts';
import { codeOf } from './failure.ts';

/** A channel as far as the bot may see it. */
export type Channel = {
  kind: ChannelKind;
  name: string;
  isMember: boolean;
  isPrivate: boolean;
  isArchived: boolean;
  createdAt: Date;
};

/** What the bot may know of a channel. `unknown`: the bot is no member, so it sees nothing of it. */
export type ChannelKind = 'inside' | 'shared' | 'direct' | 'unknown';

/** Asks Slack about channels once in ten minutes, however many want to know. */
export type Channels = {
  of: (channel: string) => Promise<Channel>;
  /** It is another now: the bot came or went, it was renamed or archived. */
  forget: (channel: string) => void;
};

/** A channel as Slack lists it. */
export const ChannelInfo = z.object({
  id: z.string(),
  name: z.string().default(''),
  is_im: z.boolean().default(false),
  is_member: z.boolean().default(false),
  is_private: z.boolean().default(false),
  is_archived: z.boolean().default(false),
  is_ext_shared: z.boolean().default(false),
  is_pending_ext_shared: z.boolean().default(false),
  created: z.number().default(0),
});
type ChannelInfo = z.infer<typeof ChannelInfo>;

const KEPT_MS = 10 * 60_000;
const KEPT = 5_000;

export function createChannels({
  web,
  now,
  log,
}: {
  web: WebClient;
  now: () => Date;
  log: Log;
}): Channels {
  const known = new Map<string, { channel: Channel; until: number }>();
  /** Several events of one message ask at once. */
  const underWay = new Map<string, Promise<Channel>>();

  async function lookUp(id: string): Promise<Channel> {
    try {
      const { channel: info } = await web.conversations.info({ channel: id });
      return remember(id, channelFrom(ChannelInfo.parse(info)));
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'channel_not_found') {
        log.warn(
          { channel: id, reason: describeError(error) },
          'slack channel could not be looked up',
        );
      }
      return code ? remember(id, UNKNOWN) : (known.get(id)?.channel ?? UNKNOWN);
    }
  }

  function remember(id: string, channel: Channel): Channel {
    if (known.size >= KEPT) known.clear();
    known.set(id, { channel, until: now().getTime() + KEPT_MS });
    return channel;
  }

  return {
    async of(id) {
      const kept = known.get(id);
      if (kept && kept.until > now().getTime()) return kept.channel;
      const looking = underWay.get(id) ?? lookUp(id).finally(() => underWay.delete(id));
      underWay.set(id, looking);
      return looking;
    },
    forget: (id) => void known.delete(id),
  };
}

const UNKNOWN: Channel = {
  kind: 'unknown',
  name: '',
  isMember: false,
  isPrivate: true,
  isArchived: false,
  createdAt: new Date(0),
};

export function channelFrom(info: ChannelInfo): Channel {
  const kind = kindFrom(info);
  return {
    kind,
    name: info.name,
    isMember: info.is_member || kind === 'direct',
    isPrivate: info.is_private,
    isArchived: info.is_archived,
    createdAt: new Date(info.created * 1000),
  };
}

function kindFrom(info: ChannelInfo): ChannelKind {
  if (info.is_ext_shared || info.is_pending_ext_shared) return 'shared';
  return info.is_im ? 'direct' : 'inside';
}
