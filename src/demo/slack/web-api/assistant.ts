import { z } from 'zod';
import { messageAt } from '../messages.ts';
import { announce, type State } from '../state.ts';
import { answer, json, method, type Reply, refuse, text } from './method.ts';

export const assistant = {
  'assistant.threads.setStatus': method({
    scopes: ['chat:write'],
    args: z.object({
      channel_id: text,
      thread_ts: text,
      status: z.string(),
      loading_messages: json(z.array(z.string()).max(10)).optional(),
    }),
    run(args, { state }) {
      if (!state.channels.has(args.channel_id)) return refuse('channel_not_found');
      const key = `${args.channel_id}:${args.thread_ts}`;
      if (args.status) state.statuses.set(key, args.status);
      else state.statuses.delete(key);
      announce(state, { kind: 'status', channel: args.channel_id, threadTs: args.thread_ts });
      return answer({});
    },
  }),

  'assistant.threads.setSuggestedPrompts': method({
    scopes: ['assistant:write'],
    args: z.object({
      channel_id: text,
      thread_ts: text.optional(),
      title: text.optional(),
      prompts: json(
        z
          .array(z.object({ title: z.string(), message: z.string() }))
          .min(1)
          .max(4),
      ),
    }),
    run(args, { state }) {
      if (!state.isAgent) return refuse('not_agent_app');
      if (!state.channels.has(args.channel_id)) return refuse('channel_not_found');
      state.prompts.set(args.channel_id, args.prompts);
      announce(state, { kind: 'channel', channel: args.channel_id });
      return answer({});
    },
  }),

  'assistant.threads.setTitle': method({
    scopes: ['assistant:write'],
    args: z.object({ channel_id: text, thread_ts: text, title: text }),
    run(args, { state }) {
      if (!state.isAgent) return refuse('not_agent_app');
      if (!state.channels.has(args.channel_id)) return refuse('channel_not_found');
      state.titles.set(`${args.channel_id}:${args.thread_ts}`, args.title);
      announce(state, { kind: 'status', channel: args.channel_id, threadTs: args.thread_ts });
      return answer({});
    },
  }),

  'reactions.add': method({
    scopes: ['reactions:write'],
    args: z.object({ channel: text, timestamp: text, name: text }),
    run: (args, { state }) => react(state, args),
  }),
};

function react(state: State, args: { channel: string; timestamp: string; name: string }): Reply {
  if (!state.channels.has(args.channel)) return refuse('channel_not_found');
  const message = messageAt(state, args.channel, args.timestamp);
  if (!message) return refuse('message_not_found');
  const users = message.reactions[args.name] ?? [];
  if (users.includes(state.bot.userId)) return refuse('already_reacted');
  message.reactions[args.name] = [...users, state.bot.userId];
  announce(state, { kind: 'message', channel: message.channel, ts: message.ts });
  return answer({}, { message: { channel: message.channel, ts: message.ts } });
}
