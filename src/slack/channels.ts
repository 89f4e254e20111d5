import type { WebClient } from '@slack/web-api';
import { z } from 'zod';
import { describeError } from '../errors.ts';
import type { Log } from '../log.ts';
import { codeOf } from './failure.ts';

/** A channel as far as the bot may see it. */
export type Channel = { kind: ChannelKind; isMember: boolean; isPrivate: boolean };

/** What the bot may know of a channel. `unknown`: the bot is no member, so it sees nothing of it. */
export type ChannelKind = 'inside' | 'shared' | 'direct' | 'unknown';

const Info = z.object({
  channel: z.object({
    is_im: z.boolean().default(false),
    is_member: z.boolean().default(false),
    is_private: z.boolean().default(false),
    is_ext_shared: z.boolean().default(false),
    is_pending_ext_shared: z.boolean().default(false),
  }),
});

const KEPT_MS = 10 * 60_000;
const KEPT = 5_000;

/** Asks Slack whether a channel is shared with another company, and remembers the answer for ten minutes. */
export function createChannels({
  web,
  now,
  log,
}: {
  web: WebClient;
  now: () => Date;
  log: Log;
}): (channel: string) => Promise<Channel> {
  const known = new Map<string, { channel: Channel; until: number }>();

  return async function channelOf(channel) {
    const kept = known.get(channel);
    if (kept && kept.until > now().getTime()) return kept.channel;
    try {
      const { channel: info } = Info.parse(await web.conversations.info({ channel }));
      const kind = kindFrom(info);
      const isMember = info.is_member || kind === 'direct';
      return remember(channel, { kind, isMember, isPrivate: info.is_private });
    } catch (error) {
      const code = codeOf(error);
      if (code !== 'channel_not_found') {
        log.warn({ channel, reason: describeError(error) }, 'slack channel could not be looked up');
      }
      return code ? remember(channel, UNKNOWN) : (kept?.channel ?? UNKNOWN);
    }
  };

  function remember(id: string, channel: Channel): Channel {
    if (known.size >= KEPT) known.clear();
    known.set(id, { channel, until: now().getTime() + KEPT_MS });
    return channel;
  }
}

const UNKNOWN: Channel = { kind: 'unknown', isMember: false, isPrivate: true };

function kindFrom(info: z.infer<typeof Info>['channel']): ChannelKind {
  if (info.is_ext_shared || info.is_pending_ext_shared) return 'shared';
  return info.is_im ? 'direct' : 'inside';
}
