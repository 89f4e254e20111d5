import { type App, type Logger, SocketModeReceiver } from '@slack/bolt';
import type { FetchFunction } from '@slack/web-api';
import { z } from 'zod';
import { describeError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Process } from './gate.ts';

export type Socket = {
  /** Keeps a connection open until `stop`, whatever happens to it. Never rejects. */
  start: () => Promise<void>;
  stop: () => Promise<void>;
  /** Why there is no connection, in words; null while there is one. */
  problem: () => string | null;
};

const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

const Envelope = z.object({
  type: z.string(),
  envelope_id: z.string().optional(),
  payload: z.object({ event: z.object({ type: z.string() }).optional() }).optional(),
});

/**
 * Socket Mode: Slack's deliveries over a connection we open, for services that Slack cannot reach.
 * Reconnecting is ours, because the client's own leaves a failed attempt as an unhandled rejection, which ends the process.
 */
export function createSocket(options: {
  appToken: string;
  apiUrl: string;
  fetch: FetchFunction;
  logger: Logger;
  log: Log;
  process: Process;
}): Socket {
  const { appToken, apiUrl: slackApiUrl, fetch, logger, log, process } = options;
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    installerOptions: { clientOptions: { slackApiUrl, fetch, retryConfig: { retries: 0 } } },
  });
  guardControlMessages(receiver, log);
  receiver.init({
    async processEvent(event: Parameters<Process>[0]) {
      try {
        await process(event);
      } catch (error) {
        // Unacknowledged, so Slack delivers it again.
        log.error({ reason: describeError(error) }, 'slack delivery failed');
      }
    },
  } as unknown as App);

  let problem: string | null = 'not connected yet';
  let failures = 0;
  let timer: NodeJS.Timeout | null = null;
  let isStopped = true;

  async function connect(): Promise<void> {
    timer = null;
    if (isStopped) return;
    try {
      await receiver.start();
      problem = null;
      failures = 0;
    } catch (error) {
      lost(describeError(error ?? new Error('the connection closed before it was ready')));
    }
  }

  function lost(reason: string): void {
    if (isStopped || timer) return;
    problem = reason;
    // Slack closes every connection after some hours and expects the next one at once.
    const wait = failures === 0 ? 0 : Math.min(FIRST_WAIT_MS * 2 ** failures, LONGEST_WAIT_MS);
    failures += 1;
    log.warn({ reason, retryInMs: wait }, 'slack socket closed');
    timer = setTimeout(() => void connect(), wait);
    timer.unref();
  }

  receiver.client.on('disconnected', () => lost('the connection closed'));

  return {
    async start() {
      isStopped = false;
      await connect();
    },
    async stop() {
      isStopped = true;
      if (timer) clearTimeout(timer);
      timer = null;
      await receiver.stop();
    },
    problem: () => problem,
  };
}

/**
 * The client reads `payload.event.type` of every `events_api` envelope; a control message such as `app_rate_limited` has no event
 * and would end the process (@slack/socket-mode 3.1.0). Such envelopes are acknowledged and logged instead.
 */
export function guardControlMessages(
  receiver: Pick<SocketModeReceiver, 'client'>,
  log: Pick<Log, 'warn' | 'error'>,
): void {
  const { client } = receiver;
  const listeners = client.listeners('ws_message') as ((...args: unknown[]) => unknown)[];
  client.removeAllListeners('ws_message');
  client.on('ws_message', async (data: unknown, isBinary: unknown) => {
    const envelope = isBinary ? null : readEnvelope(String(data));
    if (envelope?.type === 'events_api' && !envelope.payload?.event) {
      log.warn({ envelope: envelope.envelope_id }, 'slack sent a control message');
      if (envelope.envelope_id) acknowledge(client, envelope.envelope_id, log);
      return;
    }
    for (const listener of listeners) {
      try {
        await listener(data, isBinary);
      } catch (error) {
        log.error({ reason: describeError(error) }, 'slack socket message failed');
      }
    }
  });
}

function readEnvelope(text: string): z.infer<typeof Envelope> | null {
  try {
    return Envelope.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function acknowledge(client: object, envelopeId: string, log: Pick<Log, 'error'>): void {
  // `send` is the client's own way to acknowledge, hidden by its types only.
  const { send } = client as { send: (id: string) => Promise<void> };
  send.call(client, envelopeId).catch((error: unknown) => {
    log.error({ reason: describeError(error) }, 'slack socket message failed');
  });
}
