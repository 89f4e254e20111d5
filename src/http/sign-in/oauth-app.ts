import type { CustomFetch } from 'openid-client';

/** An app registered with a provider, and the way there. */
export type OAuthApp = {
  clientId: string;
  clientSecret: string;
  fetch: typeof globalThis.fetch;
};

/** Without TLS: only doubles and test servers are reached so, and only where the settings name one. */
export function isPlain(url: string): boolean {
  return new URL(url).protocol === 'http:';
}

/** The web's fetch as the library types it. */
export function fetchOf({ fetch }: Pick<OAuthApp, 'fetch'>): CustomFetch {
  return (url, { method, headers, redirect, signal, body }) =>
    fetch(url, { method, headers, redirect, signal: signal ?? null, body: body ?? null });
}
