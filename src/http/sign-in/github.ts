import { z } from 'zod';
import { fetchOf, isPlain, type OAuthApp } from './oauth-app.ts';
import type { Provider, Verdict } from './provider.ts';

const User = z.object({ id: z.number(), login: z.string(), name: z.string().nullish() });
const Membership = z.object({ state: z.string() });

/**
 * GitHub's web flow: plain OAuth 2, with the state and a PKCE challenge. Who comes in is an active member of the organisation, which is
 * asked with the visitor's own token; that is forgotten at once.
 * @see https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps#web-application-flow
 */
export function githubProvider(
  app: OAuthApp & {
    /** As the setting `github.apiUrl`. */
    apiUrl: string;
    organization: string;
  },
): Provider {
  const web = webUrlOf(app.apiUrl);

  async function configuration() {
    const client = await import('openid-client');
    const config = new client.Configuration(
      {
        issuer: web,
        authorization_endpoint: `${web}/login/oauth/authorize`,
        token_endpoint: `${web}/login/oauth/access_token`,
      },
      app.clientId,
      app.clientSecret,
    );
    config[client.customFetch] = fetchOf(app);
    if (isPlain(web)) client.allowInsecureRequests(config);
    return { client, config };
  }

  async function read(path: string, token: string): Promise<Response> {
    return app.fetch(`${app.apiUrl.replace(/\/$/, '')}${path}`, {
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${token}`,
        'user-agent': 'callboard',
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  }

  async function verdictOn(token: string): Promise<Verdict> {
    const who = await read('/user', token);
    if (!who.ok) throw new Error(`GitHub answered HTTP ${who.status} to who signed in.`);
    const { id, login, name } = User.parse(await who.json());
    const organization = encodeURIComponent(app.organization);
    const membership = await read(`/user/memberships/orgs/${organization}`, token);
    // 404: no member; 403: the organisation has not approved this OAuth app, or the token may not see it.
    if (membership.status === 403)
      return {
        kind: 'refused',
        reason: `GitHub does not say whether you belong to ${app.organization}: an owner of it has to approve this app.`,
      };
    if (!membership.ok && membership.status !== 404)
      throw new Error(`GitHub answered HTTP ${membership.status} to a membership.`);
    const isMember = membership.ok && Membership.parse(await membership.json()).state === 'active';
    if (!isMember)
      return { kind: 'refused', reason: `${login} is not a member of ${app.organization}.` };
    return {
      kind: 'welcome',
      person: { provider: 'github', id: String(id), name: name ?? login, login },
    };
  }

  return {
    name: 'github',
    label: 'GitHub',
    async begin({ state, verifier }, redirectUri) {
      const { client, config } = await configuration();
      return client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'read:org',
        allow_signup: 'false',
        state,
        code_challenge: await client.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
      });
    },
    async finish({ state, verifier }, returned) {
      const { client, config } = await configuration();
      const tokens = await client.authorizationCodeGrant(config, returned, {
        expectedState: state,
        pkceCodeVerifier: verifier,
      });
      return verdictOn(tokens.access_token);
    },
  };
}

const TIMEOUT_MS = 10_000;

/** The site that belongs to an API: `https://github.com`, or the host of GitHub Enterprise Server. */
function webUrlOf(apiUrl: string): string {
  const { origin, hostname } = new URL(apiUrl);
  return hostname === 'api.github.com' ? 'https://github.com' : origin;
}
