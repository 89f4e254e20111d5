import type { App } from '@slack/bolt';
import { z } from 'zod';
import { advice, describeError, UserError } from '../errors.ts';
import type { Log } from '../log.ts';
import { escaped } from './blocks.ts';
import type { Address } from './message.ts';
import type { Send } from './sender.ts';

const Failed = z.object({
  response_url: z.string().optional(),
  user_id: z.string().optional(),
  channel_id: z.string().optional(),
  user: z.object({ id: z.string() }).optional(),
  channel: z.object({ id: z.string() }).optional(),
  event: z
    .object({
      user: z.string().optional(),
      channel: z.string().optional(),
      channel_type: z.string().optional(),
      thread_ts: z.string().optional(),
    })
    .optional(),
});

/**
 * The one place where a listener's error ends: people get the sentence they can act on, or an apology with a reference that the log has too.
 * It is said directly, not through the outbox: if the database is the trouble, words should still get out.
 */
export function apologise(
  app: App,
  { send, log, newId }: { send: Send; log: Log; newId: () => string },
): void {
  app.error(async ({ error, body }: { error: Error; body: unknown }) => {
    for (const cause of causesOf(error)) {
      const text = sentenceFor(cause);
      const address = addressOf(body);
      if (!address) continue;
      try {
        await send(address, { text: escaped(text), blocks: [] });
      } catch (failure) {
        log.error({ reason: describeError(failure) }, 'slack apology not delivered');
      }
    }
  });

  function sentenceFor(error: Error): string {
    if (error instanceof UserError) return advice(error);
    const reference = newId().slice(0, 8);
    log.error({ err: error, reference }, 'slack listener failed');
    return `Sorry, something broke on my side. If it happens again, tell my operator this reference: ${reference}.`;
  }
}

/** Bolt wraps what listeners throw: an error without a code of its own, or several errors at once. */
function causesOf(error: Error): Error[] {
  const wrapped = error as { originals?: Error[]; original?: Error };
  if (wrapped.originals) return wrapped.originals.flatMap(causesOf);
  return [wrapped.original ?? error];
}

function addressOf(body: unknown): Address | null {
  const failed = Failed.safeParse(body).data;
  if (!failed) return null;
  const { event } = failed;
  const channel = failed.channel_id ?? failed.channel?.id ?? event?.channel;
  const user = failed.user_id ?? failed.user?.id ?? event?.user;
  if (failed.response_url) {
    const url = failed.response_url;
    return { kind: 'response', channel: channel ?? '', url, mode: 'quiet', threadTs: null };
  }
  if (!user) return null;
  // Ephemeral messages do not reach the direct messages of somebody who looks at the Home tab; a plain one does.
  if (!channel || channel.startsWith('D')) {
    return { kind: 'channel', channel: channel ?? user, threadTs: event?.thread_ts ?? null };
  }
  return { kind: 'ephemeral', channel, user, threadTs: event?.thread_ts ?? null };
}
