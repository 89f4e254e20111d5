import { WebAPIRateLimitedError, type WebClient } from '@slack/web-api';
import { z } from 'zod';
import { ResponseUrlError } from './failure.ts';
import { type Address, bodyOf, type Content, type ResponseMode } from './message.ts';
import { markOf } from './posted.ts';

/** Where a message is now, as far as Slack tells: sent to a person by their id, it stands in the channel of our direct messages. */
export type Sent = { ts: string | null; channel: string | null };
/** Sends one message with one call, and marks what it posts with `id`, where there is one. Throws what Slack answers. */
export type Send = (address: Address, content: Content, id?: string) => Promise<Sent>;

/** @param web a client that neither retries nor waits: the outbox does both, and keeps the message meanwhile. */
export function createSender({
  web,
  fetch,
}: {
  web: WebClient;
  fetch: typeof globalThis.fetch;
}): Send {
  return async function send(address, content, id) {
    const body = bodyOf(content);
    switch (address.kind) {
      case 'channel': {
        const sent = await web.chat.postMessage({
          ...body,
          channel: address.channel,
          unfurl_links: false,
          unfurl_media: false,
          ...(address.threadTs && { thread_ts: address.threadTs }),
          ...(id && { metadata: markOf(id) }),
        });
        return { ts: sent.ts ?? null, channel: sent.channel ?? null };
      }
      case 'update': {
        const { channel, ts } = address;
        // Without blocks Slack would leave those of before.
        const sent = await web.chat.update({ blocks: [], ...body, channel, ts });
        return { ts: sent.ts ?? null, channel };
      }
      case 'ephemeral': {
        const sent = await web.chat.postEphemeral({
          ...body,
          channel: address.channel,
          user: address.user,
          ...(address.threadTs && { thread_ts: address.threadTs }),
        });
        return { ts: sent.message_ts ?? null, channel: null };
      }
      case 'response':
        await respondTo(fetch, address.url, {
          ...body,
          ...MODES[address.mode],
          ...(address.threadTs && { thread_ts: address.threadTs }),
        });
        return { ts: null, channel: null };
    }
  };
}

/** https://docs.slack.dev/interactivity/handling-user-interaction/#message_responses */
const MODES: Record<ResponseMode, object> = {
  replace: { replace_original: true },
  quiet: { response_type: 'ephemeral', replace_original: false },
  open: { response_type: 'in_channel', replace_original: false },
};

const Refusal = z.object({ ok: z.literal(false), error: z.string() });

const TIMEOUT_MS = 10_000;

/** @throws ResponseUrlError with Slack's code, WebAPIRateLimitedError, or an Error where Slack is not itself. */
export async function respondTo(
  fetch: typeof globalThis.fetch,
  url: string,
  body: object,
): Promise<void> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const text = await response.text();
  const refusal = Refusal.safeParse(parsed(text));
  const wait = Number(response.headers.get('retry-after') ?? 1);
  if (response.status === 429) throw new WebAPIRateLimitedError(wait);
  if (refusal.success) throw new ResponseUrlError(refusal.data.error);
  if (response.status === 404 || response.status === 410) throw new ResponseUrlError('expired_url');
  if (!response.ok) throw new Error(`The response address answered HTTP ${response.status}.`);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
