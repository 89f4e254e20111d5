import type { Configuration } from 'openid-client';
import { z } from 'zod';
import { fetchOf, isPlain, type OAuthApp } from './oauth-app.ts';
import type { Provider } from './provider.ts';

/** https://docs.slack.dev/authentication/sign-in-with-slack/#response */
const Claims = z.object({
  sub: z.string(),
  name: z.string().optional(),
  'https://slack.com/team_id': z.string(),
});

/** Sign in with Slack: OpenID Connect by discovery. Only people of one workspace come in. */
export function slackProvider(
  app: OAuthApp & {
    /** `https://slack.com`, or where a test double is. */
    issuer: string;
    teamId: string;
  },
): Provider {
  let known: Promise<Configuration> | null = null;

  async function discover(): Promise<Configuration> {
    const client = await import('openid-client');
    return client.discovery(new URL(app.issuer), app.clientId, app.clientSecret, undefined, {
      [client.customFetch]: fetchOf(app),
      ...(isPlain(app.issuer) && { execute: [client.allowInsecureRequests] }),
    });
  }

  /** A discovery that failed is tried again by the next who signs in. */
  function configuration(): Promise<Configuration> {
    known ??= discover().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  }

  return {
    name: 'slack',
    label: 'Slack',
    async begin({ state, nonce, verifier }, redirectUri) {
      const client = await import('openid-client');
      const config = await configuration();
      return client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid profile',
        state,
        nonce,
        // Slack asks for the workspace it is to be, so that nobody signs in with another one by mistake.
        team: app.teamId,
        // Where it is announced; the nonce and the client's secret protect the code either way.
        ...(config.serverMetadata().supportsPKCE() && {
          code_challenge: await client.calculatePKCECodeChallenge(verifier),
          code_challenge_method: 'S256',
        }),
      });
    },
    async finish({ state, nonce, verifier }, returned) {
      const client = await import('openid-client');
      const config = await configuration();
      const tokens = await client.authorizationCodeGrant(config, returned, {
        expectedState: state,
        expectedNonce: nonce,
        ...(config.serverMetadata().supportsPKCE() && { pkceCodeVerifier: verifier }),
        idTokenExpected: true,
      });
      const claims = Claims.parse(tokens.claims());
      if (claims['https://slack.com/team_id'] !== app.teamId)
        return { kind: 'refused', reason: 'That is another Slack workspace than ours.' };
      const person = {
        provider: 'slack' as const,
        id: claims.sub,
        name: claims.name ?? claims.sub,
      };
      return { kind: 'welcome', person };
    },
  };
}
