import { hkdfSync } from 'node:crypto';
import { githubProvider } from './github.ts';
import type { OAuthApp } from './oauth-app.ts';
import type { SignIn } from './routes.ts';
import { createSessions } from './session.ts';
import { slackProvider } from './slack.ts';

type Registered = Omit<OAuthApp, 'fetch'>;

export type SignInSettings = {
  /** Where people reach the pages. */
  url: string | null;
  /** Signs the cookies; null makes one of the client secrets, the same on every replica. */
  secret: string | null;
  slack: (Registered & { issuer: string; teamId: string }) | null;
  github: (Registered & { apiUrl: string; organization: string }) | null;
  slackFetch: typeof globalThis.fetch;
  githubFetch: typeof globalThis.fetch;
  now: () => Date;
};

/** Sign-in as the settings have it; null where nobody can. */
export function createSignIn(settings: SignInSettings): SignIn | null {
  const { url, slack, github, slackFetch, githubFetch, now } = settings;
  if (!url || (!slack && !github)) return null;
  const secrets = [slack?.clientSecret, github?.clientSecret].filter(Boolean).join('\n');
  return {
    url,
    providers: [
      ...(slack ? [slackProvider({ ...slack, fetch: slackFetch })] : []),
      ...(github ? [githubProvider({ ...github, fetch: githubFetch })] : []),
    ],
    sessions: createSessions({
      secret: settings.secret ?? derived(secrets),
      isSecure: new URL(url).protocol === 'https:',
      now,
    }),
  };
}

function derived(secrets: string): string {
  const key = hkdfSync('sha256', secrets, '', 'callboard: cookies of who signed in', 32);
  return Buffer.from(key).toString('hex');
}
