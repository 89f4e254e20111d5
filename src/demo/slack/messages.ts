import type { KnownBlock } from '@slack/types';
import type { Channel, Message } from './model.ts';
import { announce, type State } from './state.ts';

/** Slack cuts what is longer. https://docs.slack.dev/reference/methods/chat.postMessage#truncating */
const TEXT_LIMIT = 40_000;

export type Draft = {
  channel: string;
  user: string;
  text: string;
  blocks?: unknown[] | undefined;
  attachments?: Message['attachments'] | undefined;
  threadTs?: string | null | undefined;
  onlyFor?: string | null;
  files?: Message['files'];
  metadata?: Message['metadata'] | undefined;
  ts?: string;
};

export function post(state: State, draft: Draft): Message {
  const message: Message = {
    channel: draft.channel,
    ts: draft.ts ?? state.nextTs(),
    threadTs: draft.threadTs ?? null,
    user: draft.user,
    text: draft.text.slice(0, TEXT_LIMIT),
    blocks: withBlockIds(state, draft.blocks ?? []),
    attachments: draft.attachments ?? [],
    unfurls: {},
    editedAt: null,
    isDeleted: false,
    onlyFor: draft.onlyFor ?? null,
    reactions: {},
    files: draft.files ?? [],
    metadata: draft.metadata ?? null,
  };
  state.messages.get(message.channel)?.push(message);
  // A status ("is thinking…") ends with the answer. https://docs.slack.dev/reference/methods/assistant.threads.setStatus
  if (draft.user === state.bot.userId) clearStatus(state, message);
  announce(state, { kind: 'message', channel: message.channel, ts: message.ts });
  return message;
}

/** Changes a message; blocks that are not given are dropped, as Slack drops them when only a text is sent. */
export function edit(
  state: State,
  message: Message,
  change: { text?: string | undefined; blocks?: unknown[] | undefined },
): void {
  if (change.text !== undefined) message.text = change.text.slice(0, TEXT_LIMIT);
  message.blocks = withBlockIds(state, change.blocks ?? []);
  message.editedAt = state.nextTs();
  announce(state, { kind: 'message', channel: message.channel, ts: message.ts });
}

export function remove(state: State, message: Message): void {
  message.isDeleted = true;
  announce(state, { kind: 'message', channel: message.channel, ts: message.ts });
}

/** The living message with this ts. */
export function messageAt(state: State, channel: string, ts: string): Message | undefined {
  return state.messages.get(channel)?.find((message) => message.ts === ts && !message.isDeleted);
}

/** The root and its replies, oldest first. */
export function threadOf(state: State, channel: string, ts: string): Message[] {
  return visible(state, channel).filter((message) => message.ts === ts || message.threadTs === ts);
}

export function visible(state: State, channel: string): Message[] {
  return (state.messages.get(channel) ?? []).filter((message) => !message.isDeleted);
}

/** A message as the Web API and interaction payloads show it. */
export function messageJson(state: State, message: Message): Record<string, unknown> {
  const isOurs = message.user === state.bot.userId;
  const replies = threadOf(state, message.channel, message.ts).filter(
    (reply) => reply.ts !== message.ts && reply.onlyFor === null,
  );
  return {
    type: 'message',
    user: message.user,
    ...(isOurs && {
      bot_id: state.bot.botId,
      app_id: state.bot.appId,
      bot_profile: botProfile(state),
    }),
    team: state.team.id,
    text: message.text,
    ts: message.ts,
    ...(message.blocks.length > 0 && { blocks: message.blocks }),
    ...(message.attachments.length > 0 && { attachments: message.attachments }),
    ...(message.threadTs && { thread_ts: message.threadTs }),
    ...(replies.length > 0 && {
      thread_ts: message.ts,
      reply_count: replies.length,
      reply_users: [...new Set(replies.map((reply) => reply.user))],
      latest_reply: replies.at(-1)?.ts,
    }),
    ...(message.editedAt && { edited: { user: message.user, ts: message.editedAt } }),
    ...(message.files.length > 0 && { files: message.files }),
    ...(Object.keys(message.reactions).length > 0 && {
      reactions: Object.entries(message.reactions).map(([name, users]) => ({
        name,
        users,
        count: users.length,
      })),
    }),
  };
}

/** Who sees what is posted here and where the bot may post. */
export function isMember(channel: Channel, user: string): boolean {
  return channel.members.includes(user);
}

/** Blocks with the ids Slack invents for those that have none. */
export function withBlockIds(state: State, blocks: unknown[]): KnownBlock[] {
  return (blocks as KnownBlock[]).map((block) => ({
    ...block,
    block_id: block.block_id ?? `b${state.nextSerial().toString(36)}`,
  }));
}

function botProfile(state: State): Record<string, unknown> {
  return {
    id: state.bot.botId,
    app_id: state.bot.appId,
    name: state.bot.name,
    team_id: state.team.id,
    deleted: false,
  };
}

function clearStatus(state: State, message: Message): void {
  const threadTs = message.threadTs ?? message.ts;
  if (state.statuses.delete(`${message.channel}:${threadTs}`)) {
    announce(state, { kind: 'status', channel: message.channel, threadTs });
  }
}
