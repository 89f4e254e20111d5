import { z } from 'zod';
import { isMember, messageJson, threadOf, visible } from '../messages.ts';
import type { Channel, Message } from '../model.ts';
import { announce, imOf, type State } from '../state.ts';
import {
  answer,
  count,
  flag,
  method,
  page,
  paging,
  type Reply,
  refuse,
  text,
  words,
} from './method.ts';

const range = {
  oldest: text.optional(),
  latest: text.optional(),
  inclusive: flag.optional(),
};

/** Without it, Slack keeps what apps said of a message to itself. */
const metadata = { include_all_metadata: flag.optional() };

const Listing = z.object({
  types: words.default(['public_channel']),
  exclude_archived: flag.default(false),
  ...paging,
});

/** The channels of the wanted sorts that pass, a page at a time. */
function list(
  state: State,
  args: z.infer<typeof Listing>,
  isListed: (channel: Channel) => boolean,
): Reply {
  const found = [...state.channels.values()].filter(
    (channel) =>
      args.types.includes(typeOf(channel)) &&
      isListed(channel) &&
      !(args.exclude_archived && channel.isArchived),
  );
  const paged = page(found, args);
  if (!paged) return refuse('invalid_cursor');
  return answer({
    channels: paged.items.map((channel) => channelJson(state, channel)),
    response_metadata: paged.metadata,
  });
}

export const conversations = {
  'conversations.list': method({
    scopes: ['channels:read'],
    args: Listing,
    run: (args, { state }) => list(state, args, (channel) => isKnownToBot(state, channel)),
  }),

  'conversations.info': method({
    scopes: ['channels:read'],
    args: z.object({ channel: text }),
    run(args, { state }) {
      const channel = knownChannel(state, args.channel);
      return channel
        ? answer({ channel: channelJson(state, channel) })
        : refuse('channel_not_found');
    },
  }),

  'users.conversations': method({
    scopes: ['channels:read'],
    args: Listing,
    run: (args, { state }) => list(state, args, (channel) => isMember(channel, state.bot.userId)),
  }),

  'conversations.members': method({
    scopes: ['channels:read'],
    args: z.object({ channel: text, ...paging }),
    run(args, { state }) {
      const channel = knownChannel(state, args.channel);
      if (!channel) return refuse('channel_not_found');
      const paged = page(channel.members, args);
      if (!paged) return refuse('invalid_cursor');
      return answer({ members: paged.items, response_metadata: paged.metadata });
    },
  }),

  'conversations.history': method({
    scopes: ['channels:history'],
    args: z.object({ channel: text, ...range, ...paging, ...metadata }),
    run(args, { state }) {
      const channel = readable(state, args.channel);
      if ('body' in channel) return channel;
      const roots = visible(state, channel.id).filter(
        (message) => !message.threadTs && !message.onlyFor && isWithin(message, args),
      );
      return messagePage(state, roots.reverse(), args);
    },
  }),

  'conversations.replies': method({
    scopes: ['channels:history'],
    args: z.object({ channel: text, ts: text, ...range, ...paging, ...metadata }),
    run(args, { state }) {
      const channel = readable(state, args.channel);
      if ('body' in channel) return channel;
      const thread = threadOf(state, channel.id, args.ts).filter((message) => !message.onlyFor);
      if (thread.length === 0) return refuse('thread_not_found');
      return messagePage(
        state,
        thread.filter((message) => message.ts === args.ts || isWithin(message, args)),
        args,
      );
    },
  }),

  'conversations.open': method({
    scopes: ['im:write'],
    args: z.object({
      users: words.optional(),
      channel: text.optional(),
      return_im: flag.optional(),
    }),
    run(args, { state }) {
      if (!args.users && !args.channel) return refuse('users_list_not_supplied');
      if ((args.users?.length ?? 0) > 1) return refuse('not_enough_users');
      const channel = args.channel
        ? state.channels.get(args.channel)
        : imOf(state, args.users?.[0] ?? '');
      if (!channel) return refuse(args.channel ? 'channel_not_found' : 'user_not_found');
      return answer({
        channel: args.return_im ? channelJson(state, channel) : { id: channel.id },
        no_op: true,
        already_open: true,
      });
    },
  }),

  'conversations.join': method({
    scopes: ['channels:join'],
    args: z.object({ channel: text, limit: count.optional() }),
    run(args, { state }) {
      const channel = knownChannel(state, args.channel);
      if (!channel) return refuse('channel_not_found');
      if (channel.kind !== 'channel') return refuse('method_not_supported_for_channel_type');
      if (channel.isArchived) return refuse('is_archived');
      if (!isMember(channel, state.bot.userId)) channel.members.push(state.bot.userId);
      announce(state, { kind: 'channel', channel: channel.id });
      return answer({ channel: channelJson(state, channel) });
    },
  }),
};

function channelJson(state: State, channel: Channel): Record<string, unknown> {
  // As old as what was said in it first.
  const [first] = state.messages.get(channel.id) ?? [];
  const created = first ? Math.floor(Number(first.ts)) : 1_600_000_000;
  if (channel.kind === 'im') {
    return {
      id: channel.id,
      created,
      is_archived: false,
      is_im: true,
      is_org_shared: false,
      user: channel.name,
      is_user_deleted: false,
      priority: 0,
    };
  }
  return {
    id: channel.id,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === 'channel',
    is_group: channel.kind === 'private',
    is_im: false,
    is_mpim: false,
    is_private: channel.kind === 'private',
    is_archived: channel.isArchived,
    is_general: channel.name === 'general',
    is_shared: channel.isShared,
    is_ext_shared: channel.isShared,
    is_org_shared: false,
    is_member: isMember(channel, state.bot.userId),
    num_members: channel.members.length,
    created,
    creator: channel.members[0] ?? 'USLACKBOT',
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    context_team_id: state.team.id,
  };
}

function typeOf(channel: Channel): string {
  return { channel: 'public_channel', private: 'private_channel', im: 'im' }[channel.kind];
}

/** A private channel the bot is not in does not exist for it. */
function isKnownToBot(state: State, channel: Channel): boolean {
  return channel.kind !== 'private' || isMember(channel, state.bot.userId);
}

function knownChannel(state: State, id: string): Channel | undefined {
  const channel = state.channels.get(id);
  return channel && isKnownToBot(state, channel) ? channel : undefined;
}

function readable(state: State, id: string): Channel | Reply {
  const channel = knownChannel(state, id);
  if (!channel) return refuse('channel_not_found');
  return isMember(channel, state.bot.userId) ? channel : refuse('not_in_channel');
}

function isWithin(
  message: Message,
  args: {
    oldest?: string | undefined;
    latest?: string | undefined;
    inclusive?: boolean | undefined;
  },
): boolean {
  const isEdge = message.ts === args.oldest || message.ts === args.latest;
  if (isEdge) return args.inclusive ?? false;
  const ts = Number(message.ts);
  return ts > Number(args.oldest ?? 0) && ts < Number(args.latest ?? Number.POSITIVE_INFINITY);
}

function messagePage(
  state: State,
  messages: Message[],
  args: {
    cursor?: string | undefined;
    limit?: number | undefined;
    include_all_metadata?: boolean | undefined;
  },
): Reply {
  const paged = page(messages, args);
  if (!paged) return refuse('invalid_cursor');
  return answer({
    messages: paged.items.map((message) => ({
      ...messageJson(state, message),
      ...(args.include_all_metadata && message.metadata && { metadata: message.metadata }),
    })),
    has_more: paged.metadata.next_cursor !== '',
    response_metadata: paged.metadata,
  });
}
