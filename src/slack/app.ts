import { App, type Receiver } from '@slack/bolt';
import type { Log } from '../log.ts';
import { slackFetch } from './clients.ts';
import type { Connection } from './connection.ts';
import { libraryLog } from './library-log.ts';

/**
 * Bolt's App: it matches deliveries to listeners and keeps nothing. Our gate feeds it, so it starts and stops no receiver of its own,
 * and the identity comes from `connection`, so it boots without a network.
 */
export function createBoltApp({
  botToken,
  apiUrl,
  fetch,
  connection,
  log,
}: {
  botToken: string;
  apiUrl: string;
  fetch: typeof globalThis.fetch;
  connection: Readonly<Connection>;
  log: Log;
}): App {
  return new App({
    receiver: fedFromOutside,
    authorize: async () => ({
      botToken,
      ...(connection.botId && { botId: connection.botId }),
      ...(connection.botUserId && { botUserId: connection.botUserId }),
    }),
    // The default store remembers every conversation for ever.
    convoStore: false,
    extendedErrorHandler: true,
    logger: libraryLog(log),
    clientOptions: {
      slackApiUrl: apiUrl,
      fetch: slackFetch(fetch),
      retryConfig: { retries: 0 },
      rejectRateLimitedCalls: true,
    },
  });
}

const fedFromOutside: Receiver = {
  init() {},
  start: async () => undefined,
  stop: async () => undefined,
};
