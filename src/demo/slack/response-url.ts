import { z } from 'zod';
import { edit, messageAt, post, remove } from './messages.ts';
import type { Message, Problem } from './model.ts';
import type { ResponseUrl, State } from './state.ts';
import { checkContent } from './web-api/chat.ts';

/** Five uses within half an hour. https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses */
const USES = 5;
const LIFE_MS = 30 * 60_000;

const Reply = z.object({
  response_type: z.enum(['ephemeral', 'in_channel']).optional(),
  replace_original: z.boolean().optional(),
  delete_original: z.boolean().optional(),
  text: z.string().optional(),
  blocks: z.array(z.unknown()).optional(),
  thread_ts: z.string().optional(),
});
type Reply = z.infer<typeof Reply>;

export type Replied = {
  status: number;
  body: Record<string, unknown>;
  message: Message | null;
  problems: Problem[];
};

/** A new response address for an interaction of `user` in `channel`, with the message it came from. */
export function giveResponseUrl(
  state: State,
  about: Pick<ResponseUrl, 'channel' | 'user' | 'original' | 'threadTs'>,
  kind: 'commands' | 'actions' | 'app',
): string {
  const id = `${state.team.id}/${state.nextSerial()}`;
  state.responseUrls.set(id, { ...about, givenAt: state.now().getTime(), uses: 0 });
  return `${state.origin}/${kind}/${id}`;
}

/** What a POST to a response address does. */
export function useResponseUrl(state: State, id: string, given: unknown): Replied {
  const grant = state.responseUrls.get(id);
  if (!grant || state.now().getTime() - grant.givenAt > LIFE_MS) return no(404, 'expired_url');
  if (grant.uses >= USES) return no(404, 'used_url');
  grant.uses += 1;
  const reply = Reply.safeParse(given);
  if (!reply.success) return no(400, 'invalid_payload');
  return applyReply(state, grant, reply.data);
}

/** What the app answers to a command or an interaction, posted where the person is; an empty answer posts nothing. */
export function applyAnswer(state: State, grant: ResponseUrl, answered: unknown): Replied | null {
  const reply = Reply.safeParse(typeof answered === 'string' ? { text: answered } : answered);
  if (!reply.success || (!reply.data.text && !reply.data.blocks)) return null;
  return applyReply(state, grant, reply.data);
}

function applyReply(state: State, grant: ResponseUrl, reply: Reply): Replied {
  const original = grant.original && messageAt(state, grant.channel, grant.original.ts);
  if (reply.delete_original) {
    if (original) remove(state, original);
    return yes(original);
  }
  const checked = checkContent(state, reply);
  if ('body' in checked) {
    return { status: 400, body: checked.body, message: null, problems: checked.problems ?? [] };
  }
  if (reply.replace_original && original) {
    edit(state, original, checked.content);
    return yes(original, checked.problems);
  }
  const message = post(state, {
    channel: grant.channel,
    user: state.bot.userId,
    threadTs: reply.thread_ts ?? grant.threadTs,
    onlyFor: reply.response_type === 'in_channel' ? null : grant.user,
    ...checked.content,
  });
  return yes(message, checked.problems);
}

function yes(message: Message | null | undefined, problems: Problem[] = []): Replied {
  return { status: 200, body: { ok: true }, message: message ?? null, problems };
}

function no(status: number, error: string): Replied {
  return { status, body: { ok: false, error }, message: null, problems: [] };
}
