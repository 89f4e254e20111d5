import type { App } from '@slack/bolt';
import { z } from 'zod';
import type { Db } from '#dialect';
import { readThread } from '../questions/thread.ts';
import type { Agent } from './agent.ts';
import type { Desk } from './desk.ts';
import type { Directory } from './directory.ts';
import type { LinkMe } from './link-me.ts';
import type { Address } from './message.ts';
import type { Scaffold } from './scaffold/scaffold.ts';
import { plainQuestion } from './typed-text.ts';

export const COMMAND = '/callboard';
/** A sentence that says what the new thing is called is a question: its answer is a form with that filled in. */
const NEW = /^new\b(?!.*\b(?:called|named)\s)\s*(.*)$/i;

export type QuestionListeners = {
  desk: Desk;
  agent: Pick<Agent, 'whileWorking' | 'entitle'>;
  directory: Directory;
  linkMe: LinkMe;
  db: Db;
  now: () => Date;
  botUserId: () => string | null;
  allowSharedChannels: boolean;
  /** What `/callboard new` opens; null where nothing can be made. */
  scaffold: Pick<Scaffold, 'command'> | null;
};

/** A message that a person typed: no bots, no edits, nothing Slack says of itself. */
const Said = z.object({
  user: z.string(),
  text: z.string(),
  channel: z.string(),
  ts: z.string(),
  thread_ts: z.string().optional(),
  channel_type: z.string().optional(),
  subtype: z.undefined().optional(),
  bot_id: z.undefined().optional(),
  edited: z.undefined().optional(),
});
type Said = z.infer<typeof Said>;

const Envelope = z.object({
  event_id: z.string(),
  is_ext_shared_channel: z.boolean().default(false),
});

const Command = z.object({
  user_id: z.string(),
  channel_id: z.string(),
  text: z.string().default(''),
  response_url: z.string(),
  trigger_id: z.string(),
});
type Command = z.infer<typeof Command>;

/** Questions by mention, in direct messages and by slash command. Bolt acknowledges events before it calls a listener. */
export function listenForQuestions(app: App, parts: QuestionListeners): void {
  const { desk, agent, directory, linkMe } = parts;

  app.event('app_mention', ({ event, body }) => takeMessage(event, body, false));
  app.event('message', async ({ event, body }) => {
    if ('channel_type' in event && event.channel_type === 'im')
      await takeMessage(event, body, true);
  });
  app.command(COMMAND, async ({ ack, body }) => {
    await ack();
    await takeCommand(Command.parse(body));
  });

  async function takeMessage(event: unknown, body: unknown, isDirect: boolean): Promise<void> {
    const said = Said.safeParse(event);
    if (!said.success) return;
    const envelope = Envelope.parse(body);
    const { user, channel } = said.data;
    if (envelope.is_ext_shared_channel && !parts.allowSharedChannels) {
      const threadTs = said.data.thread_ts ?? null;
      await desk.decline({ kind: 'ephemeral', channel, user, threadTs });
      return;
    }
    const question = (await plain(said.data.text)) || 'help';
    const threadTs = threadFor(said.data, isDirect);
    const thread = conversationOf(said.data, isDirect);
    const isBeginning = isDirect && threadTs !== null && (await isNew(thread));
    const answering = desk.answer(
      { question, person: user, thread },
      { kind: 'channel', channel, threadTs },
      { key: `event:${envelope.event_id}` },
    );
    const place = { channel, threadTs: threadTs ?? said.data.ts };
    const isAnswered = await agent.whileWorking(place, answering);
    if (isBeginning && isAnswered) await agent.entitle(place, question);
  }

  async function isNew(thread: string): Promise<boolean> {
    return (await readThread(parts.db, thread, parts.now())) === null;
  }

  async function takeCommand(command: Command): Promise<void> {
    const question = (await plain(command.text)) || 'help';
    if (/^link( me)?$/i.test(question)) {
      await linkMe.open(command.user_id, command.trigger_id);
      return;
    }
    const { user_id: person, channel_id: channel } = command;
    const made = NEW.exec(question);
    if (made && parts.scaffold) {
      const words = made[1] ?? '';
      await parts.scaffold.command({ person, triggerId: command.trigger_id, channel, words });
      return;
    }
    const quiet: Address = {
      kind: 'response',
      channel,
      url: command.response_url,
      mode: 'quiet',
      threadTs: null,
    };
    const may = await desk.mayAnswerIn(channel);
    if (may === 'no') {
      await desk.decline(quiet);
      return;
    }
    const isDirect = may === 'yes' && channel.startsWith('D');
    await desk.answer(
      { question, person, thread: isDirect ? channel : null },
      isDirect ? { kind: 'channel', channel, threadTs: null } : quiet,
      // Where the bot is no member it cannot tell who would read along.
      { canShare: may === 'yes' && !isDirect },
    );
  }

  function plain(text: string): Promise<string> {
    return plainQuestion(text, { botUserId: parts.botUserId(), refOf: directory.refOf });
  }
}

/** Direct messages are one conversation, as people read them; in channels each thread is. */
function conversationOf({ channel, ts, thread_ts }: Said, isDirect: boolean): string {
  if (thread_ts) return `${channel}:${thread_ts}`;
  return isDirect ? channel : `${channel}:${ts}`;
}

function threadFor({ ts, thread_ts }: Said, isDirect: boolean): string | null {
  return thread_ts ?? (isDirect ? null : ts);
}
