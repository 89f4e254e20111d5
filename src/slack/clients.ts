import { type FetchFunction, WebClient } from '@slack/web-api';
import type { Log } from '../log.ts';
import { libraryLog } from './library-log.ts';

const TIMEOUT_MS = 10_000;

/**
 * Two clients of the Web API. A 429 on one method stops the whole queue of a client that waits for itself, so neither waits:
 * `web` (for what somebody stands in front of) tries twice more when the line breaks; `post` leaves all of that to the outbox.
 */
export function createClients(options: {
  botToken: string;
  apiUrl: string;
  fetch: typeof globalThis.fetch;
  log: Log;
}): { web: WebClient; post: WebClient } {
  const { botToken, apiUrl, log } = options;
  const common = {
    slackApiUrl: apiUrl,
    fetch: slackFetch(options.fetch),
    logger: libraryLog(log),
    rejectRateLimitedCalls: true,
    timeout: TIMEOUT_MS,
  };
  const twice = { retries: 2, minTimeout: 100, maxTimeout: 500 };
  return {
    web: new WebClient(botToken, { ...common, headers: {}, retryConfig: twice }),
    post: new WebClient(botToken, { ...common, headers: {}, retryConfig: { retries: 0 } }),
  };
}

/** `fetch` whose calls all end, answered or not, when `end` says so. */
export function endingWith(
  end: AbortSignal,
  fetch: typeof globalThis.fetch,
): typeof globalThis.fetch {
  return (input, init) =>
    fetch(input, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, end]) : end });
}

/** The web's fetch as Slack's library types it. */
export function slackFetch(fetch: typeof globalThis.fetch): FetchFunction {
  return (url, init) => fetch(url, init);
}
