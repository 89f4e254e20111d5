import type { Outside } from './app.ts';
import type { Config } from './config.ts';
import { createSignIn } from './http/sign-in/create.ts';
import type { SignIn } from './http/sign-in/routes.ts';

/** Who may sign in to the pages, as the settings say; null where nobody can. */
export function signInOf(
  config: Config,
  outside: Pick<Outside, 'slackFetch' | 'githubFetch'>,
  now: () => Date,
): SignIn | null {
  return createSignIn({
    url: config.url ?? null,
    secret: config['signIn.secret'] ?? null,
    slack: slackOf(config),
    github: githubOf(config),
    slackFetch: outside.slackFetch ?? fetch,
    githubFetch: outside.githubFetch ?? fetch,
    now,
  });
}

function slackOf(config: Config) {
  const { 'slack.clientId': clientId, 'slack.clientSecret': clientSecret } = config;
  const teamId = config['slack.teamId'];
  if (!clientId || !clientSecret || !teamId) return null;
  return { clientId, clientSecret, teamId, issuer: new URL(config['slack.apiUrl']).origin };
}

function githubOf(config: Config) {
  const { 'github.clientId': clientId, 'github.clientSecret': clientSecret } = config;
  const organization = config['github.organization'];
  if (!clientId || !clientSecret || !organization) return null;
  return { clientId, clientSecret, organization, apiUrl: config['github.apiUrl'] };
}
