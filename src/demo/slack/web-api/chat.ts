import { z } from 'zod';
import { edit, isMember, messageAt, messageJson, post, remove, withBlockIds } from '../messages.ts';
import type { Channel, Message } from '../model.ts';
import { announce, imOf, type State } from '../state.ts';
import {
  answer,
  type Call,
  count,
  json,
  method,
  type Reply,
  refuse,
  refuseLayout,
  text,
} from './method.ts';
import { fileProblems } from './shown-files.ts';

const UPDATE_TEXT_LIMIT = 4_000;
const MARKDOWN_LIMIT = 12_000;

const content = {
  text: text.optional(),
  blocks: json(z.array(z.unknown())).optional(),
  markdown_text: z.string().optional(),
};
const Content = z.object(content);
const Metadata = z.object({
  event_type: z.string().min(1).max(255),
  event_payload: z.record(z.string(), z.unknown()),
});
type Content = z.infer<typeof Content>;

export const chat = {
  'chat.postMessage': method({
    scopes: ['chat:write'],
    args: z.object({
      channel: text,
      thread_ts: text.optional(),
      metadata: json(Metadata).optional(),
      ...content,
    }),
    run(args, call) {
      const found = placeToPost(call.state, args);
      if ('body' in found) return found;
      const checked = checkContent(call.state, args);
      if ('body' in checked) return checked;
      const message = post(call.state, {
        channel: found.channel.id,
        user: call.state.bot.userId,
        threadTs: args.thread_ts,
        metadata: args.metadata,
        ...checked.content,
      });
      call.posted(message);
      return postedReply(call, message, checked);
    },
  }),

  'chat.postEphemeral': method({
    scopes: ['chat:write'],
    args: z.object({ channel: text, user: text, thread_ts: text.optional(), ...content }),
    run(args, { state }) {
      const found = placeToPost(state, args);
      if ('body' in found) return found;
      if (!isMember(found.channel, args.user)) return refuse('user_not_in_channel');
      const checked = checkContent(state, args);
      if ('body' in checked) return checked;
      const message = post(state, {
        channel: found.channel.id,
        user: state.bot.userId,
        threadTs: args.thread_ts,
        onlyFor: args.user,
        ...checked.content,
      });
      return answer(
        { message_ts: message.ts },
        { message: at(message), problems: checked.problems },
      );
    },
  }),

  'chat.update': method({
    scopes: ['chat:write'],
    args: z.object({ channel: text, ts: text, ...content }),
    run(args, { state }) {
      const message = ownMessage(state, args, 'cant_update_message');
      if ('body' in message) return message;
      if (state.channels.get(message.channel)?.isArchived) return refuse('is_inactive');
      if ((args.text?.length ?? 0) > UPDATE_TEXT_LIMIT) return refuse('msg_too_long');
      const checked = checkContent(state, args);
      if ('body' in checked) return checked;
      edit(state, message, checked.content);
      return answer(
        {
          channel: message.channel,
          ts: message.ts,
          text: message.text,
          message: messageJson(state, message),
        },
        { message: at(message), problems: checked.problems },
      );
    },
  }),

  'chat.delete': method({
    scopes: ['chat:write'],
    args: z.object({ channel: text, ts: text }),
    run(args, { state }) {
      const message = ownMessage(state, args, 'cant_delete_message');
      if ('body' in message) return message;
      remove(state, message);
      return answer({ channel: message.channel, ts: message.ts }, { message: at(message) });
    },
  }),

  'chat.getPermalink': method({
    args: z.object({ channel: text, message_ts: text }),
    run(args, { state }) {
      const channel = state.channels.get(args.channel);
      if (!channel) return refuse('channel_not_found');
      const message = messageAt(state, args.channel, args.message_ts);
      if (!message) return refuse('message_not_found');
      const thread = message.threadTs ? `?thread_ts=${message.threadTs}&cid=${channel.id}` : '';
      return answer({
        channel: channel.id,
        permalink: `https://${state.team.domain}.slack.com/archives/${channel.id}/p${message.ts.replace('.', '')}${thread}`,
      });
    },
  }),

  'chat.scheduleMessage': method({
    scopes: ['chat:write'],
    args: z.object({ channel: text, post_at: count, thread_ts: text.optional(), ...content }),
    run(args, { state }) {
      const found = placeToPost(state, args);
      if ('body' in found) return found;
      const checked = checkContent(state, args);
      if ('body' in checked) return checked;
      const seconds = args.post_at - state.now().getTime() / 1000;
      if (seconds <= 0) return refuse('time_in_past');
      if (seconds > 120 * 86_400) return refuse('time_too_far');
      const id = `Q${state.nextSerial()}`;
      state.scheduled.set(id, {
        channel: found.channel.id,
        postAt: args.post_at,
        text: checked.content.text,
        blocks: checked.content.blocks,
        threadTs: args.thread_ts,
      });
      return answer({
        channel: found.channel.id,
        scheduled_message_id: id,
        post_at: args.post_at,
        message: { type: 'delayed_message', text: checked.content.text },
      });
    },
  }),

  'chat.unfurl': method({
    scopes: ['links:write'],
    args: z.object({
      channel: text.optional(),
      ts: text.optional(),
      unfurl_id: text.optional(),
      source: text.optional(),
      unfurls: json(z.record(z.string(), z.object({ blocks: z.array(z.unknown()).optional() }))),
    }),
    run(args, { state }) {
      if (args.unfurl_id && args.source === 'composer') return unfurlDraft(state, args);
      const message = messageAt(state, args.channel ?? '', args.ts ?? '');
      if (!message) return refuse('cannot_unfurl_message');
      for (const [url, { blocks }] of Object.entries(args.unfurls)) {
        if (!message.text.replaceAll('&amp;', '&').includes(url))
          return refuse('cannot_unfurl_url');
        const problems = blocks ? state.check.blocks(blocks, 'message') : [];
        if (problems.length > 0) return refuseLayout('invalid_blocks', problems);
        if (blocks) message.unfurls[url] = withBlockIds(state, blocks);
      }
      announce(state, { kind: 'message', channel: message.channel, ts: message.ts });
      return answer({}, { message: at(message) });
    },
  }),
};

/** What is shown below a link that is not sent yet, to whoever is writing. */
function unfurlDraft(
  state: State,
  args: {
    unfurl_id?: string | undefined;
    unfurls: Record<string, { blocks?: unknown[] | undefined }>;
  },
): Reply {
  const preview = state.previews.get(args.unfurl_id ?? '');
  if (!preview) return refuse('cannot_find_message');
  for (const [url, { blocks }] of Object.entries(args.unfurls)) {
    const problems = blocks ? state.check.blocks(blocks, 'message') : [];
    if (problems.length > 0) return refuseLayout('invalid_blocks', problems);
    if (blocks) preview.unfurls[url] = withBlockIds(state, blocks);
  }
  announce(state, { kind: 'preview', user: preview.user });
  return answer({});
}

/** The channel a message may go to: by id, by `#name`, or a person's id for their direct messages. */
export function placeToPost(
  state: State,
  args: { channel: string; thread_ts?: string | undefined },
): { channel: Channel } | Reply {
  const name = args.channel.replace(/^#/, '');
  const channel =
    state.channels.get(args.channel) ??
    imOf(state, args.channel) ??
    [...state.channels.values()].find((known) => known.kind !== 'im' && known.name === name);
  const isHidden = channel?.kind === 'private' && !isMember(channel, state.bot.userId);
  if (!channel || isHidden) return refuse('channel_not_found');
  if (channel.isArchived) return refuse('is_archived');
  const mayPostAnywhere = state.scopes?.includes('chat:write.public') && channel.kind === 'channel';
  if (!isMember(channel, state.bot.userId) && !mayPostAnywhere) return refuse('not_in_channel');
  if (args.thread_ts) {
    const root = messageAt(state, channel.id, args.thread_ts);
    if (!root) return refuse('thread_not_found');
    if (root.threadTs) return refuse('cannot_reply_to_message');
  }
  return { channel };
}

/** The content as it will be posted, or Slack's refusal. Problems that Slack lets pass are kept for the side panel. */
export function checkContent(
  state: State,
  args: Content,
):
  | { content: { text: string; blocks?: unknown[] | undefined }; problems: Reply['problems'] & {} }
  | Reply {
  if (args.markdown_text !== undefined) {
    if (args.text || args.blocks) return refuse('markdown_text_conflict');
    if (args.markdown_text.length > MARKDOWN_LIMIT) return refuse('msg_too_long');
    return {
      content: {
        text: args.markdown_text,
        blocks: [{ type: 'markdown', text: args.markdown_text }],
      },
      problems: [],
    };
  }
  const hasBlocks = (args.blocks?.length ?? 0) > 0;
  if (!args.text && !hasBlocks) return refuse('no_text');
  const problems = state.check.message({
    ...(args.text !== undefined && { text: args.text }),
    ...(args.blocks && { blocks: args.blocks }),
  });
  // Slack posts blocks without a text and cuts a long text; both are still faults of the app.
  const fatal = problems.filter(({ pointer }) => pointer.startsWith('/blocks'));
  if (fatal.some(({ message }) => message.startsWith('msg_blocks_too_long'))) {
    return { ...refuse('msg_blocks_too_long'), problems };
  }
  if (fatal.length === 0) fatal.push(...fileProblems(state, args.blocks ?? []));
  if (fatal.length > 0) return refuseLayout('invalid_blocks', fatal);
  return { content: { text: args.text ?? '', blocks: args.blocks }, problems };
}

function postedReply(
  { state }: Call,
  message: Message,
  { problems }: { problems: Reply['problems'] & {} },
): Reply {
  return answer(
    {
      channel: message.channel,
      ts: message.ts,
      message: messageJson(state, message),
      ...(!message.text && {
        warning: 'missing_text_in_message',
        response_metadata: { warnings: ['missing_text_in_message'] },
      }),
    },
    { message: at(message), problems },
  );
}

function ownMessage(
  state: State,
  args: { channel: string; ts: string },
  refusal: string,
): Message | Reply {
  if (!state.channels.has(args.channel)) return refuse('channel_not_found');
  const message = messageAt(state, args.channel, args.ts);
  if (!message || message.onlyFor) return refuse('message_not_found');
  return message.user === state.bot.userId ? message : refuse(refusal);
}

function at(message: Message): { channel: string; ts: string } {
  return { channel: message.channel, ts: message.ts };
}
