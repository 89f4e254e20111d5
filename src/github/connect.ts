import { App, Octokit } from 'octokit';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { GitHubStop } from './stop.ts';

export type GitHubAuth = { token: string } | { appId: number; privateKey: string };
export type Fetch = (input: string | URL | Request, init?: RequestInit) => Promise<Response>;

const Installation = z.object({ id: z.number(), suspended_at: z.string().nullish() });

/**
 * Returns a function that gives the one octokit of this process, made at the first call and made anew after `forget()`.
 * With an App that is one installation, whose token octokit keeps for its hour and renews.
 * @throws GitHubStop when the App is suspended; octokit's errors rise.
 */
export function createConnection({
  organization,
  auth,
  apiUrl,
  fetch,
  log,
}: {
  organization: string;
  auth: GitHubAuth;
  apiUrl: string;
  fetch: Fetch;
  log: Log;
}): { octokit: () => Promise<Octokit>; forget: () => void } {
  // octokit's own throttling puts every GraphQL query through one write queue of one call a second, and its retry repeats a query that
  // timed out at the same size. Both are off: `client.ts` limits, waits and stops; callers ask for less.
  const Quiet = Octokit.defaults({
    baseUrl: apiUrl.replace(/\/$/, ''),
    userAgent: 'callboard',
    request: { fetch },
    throttle: { enabled: false },
    retry: { enabled: false },
    log: {
      debug: () => {},
      info: () => {},
      warn: (reason: string) => log.debug({ reason }, 'octokit warns'),
      error: (reason: string) => log.debug({ reason }, 'octokit reports an error'),
    },
  });

  async function connect(): Promise<Octokit> {
    if ('token' in auth) return new Quiet({ auth: auth.token });
    const app = new App({ appId: auth.appId, privateKey: auth.privateKey, Octokit: Quiet });
    await app.octokit.auth({ type: 'app' }).catch((cause: unknown) => {
      throw new GitHubStop('unauthorized', 'The private key of the GitHub App cannot be used.', {
        nextStep: 'Put the whole PEM file into GITHUB_APP_PRIVATE_KEY.',
        cause,
      });
    });
    const found = await app.octokit.request('GET /orgs/{org}/installation', { org: organization });
    const installation = Installation.parse(found.data);
    if (installation.suspended_at) {
      throw new GitHubStop('forbidden', `The GitHub App is suspended in ${organization}.`, {
        nextStep: 'An owner of the organisation can unsuspend it under Settings, GitHub Apps.',
      });
    }
    return app.getInstallationOctokit(installation.id);
  }

  let connected: Promise<Octokit> | null = null;
  return {
    octokit() {
      connected ??= connect().catch((error: unknown) => {
        connected = null;
        throw error;
      });
      return connected;
    },
    forget() {
      connected = null;
    },
  };
}
