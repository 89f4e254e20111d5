import { createHash, createSign, generateKeyPairSync, randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { listen } from '../server.ts';

/** Who signs in next, and how the provider misbehaves. */
export type Visitor = { team: string; nonce?: string; org: 'active' | 'pending' | null };

export const CLIENT = { clientId: 'callboard-id', clientSecret: 'callboard-secret' };

type Code = { challenge: string | null; redirect: string; nonce: string | null };

/** Slack's OpenID Connect and GitHub's web flow on one port, as their documentation has them. */
export async function startProviders() {
  const visitor: Visitor = { team: 'T1', org: 'active' };
  const codes = new Map<string, Code>();
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const app = new Hono();

  app.get('/.well-known/openid-configuration', (c) =>
    c.json({
      issuer: server.url,
      authorization_endpoint: `${server.url}/openid/connect/authorize`,
      token_endpoint: `${server.url}/api/openid.connect.token`,
      jwks_uri: `${server.url}/openid/connect/keys`,
      code_challenge_methods_supported: ['S256'],
      id_token_signing_alg_values_supported: ['RS256'],
      response_types_supported: ['code'],
      subject_types_supported: ['public'],
    }),
  );
  app.get('/openid/connect/keys', (c) =>
    c.json({
      keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'k', alg: 'RS256', use: 'sig' }],
    }),
  );
  for (const path of ['/openid/connect/authorize', '/login/oauth/authorize'])
    app.get(path, (c) => {
      const asked = c.req.query();
      const code = randomUUID();
      codes.set(code, {
        challenge: asked['code_challenge'] ?? null,
        redirect: asked['redirect_uri'] ?? '',
        nonce: asked['nonce'] ?? null,
      });
      const back = new URL(asked['redirect_uri'] ?? '');
      back.search = new URLSearchParams({ code, state: asked['state'] ?? '' }).toString();
      return c.redirect(back.href);
    });

  /** A code is good once, with the verifier, the redirect and the secret it belongs to. */
  function spend(form: Record<string, unknown>): Code | null {
    const code = codes.get(String(form['code']));
    codes.delete(String(form['code']));
    const challenge = createHash('sha256')
      .update(String(form['code_verifier']))
      .digest('base64url');
    const isRight =
      code?.challenge === challenge &&
      code.redirect === form['redirect_uri'] &&
      form['client_id'] === CLIENT.clientId &&
      form['client_secret'] === CLIENT.clientSecret;
    return isRight ? code : null;
  }

  function idToken(nonce: string | null): string {
    const seconds = Math.floor(Date.now() / 1000);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const head = part({ alg: 'RS256', typ: 'JWT', kid: 'k' });
    const claims = part({
      iss: server.url,
      aud: CLIENT.clientId,
      sub: 'U1',
      name: 'Ana Lima',
      iat: seconds,
      exp: seconds + 300,
      nonce: visitor.nonce ?? nonce,
      'https://slack.com/team_id': visitor.team,
    });
    const signature = createSign('RSA-SHA256')
      .update(`${head}.${claims}`)
      .sign(privateKey, 'base64url');
    return `${head}.${claims}.${signature}`;
  }

  app.post('/api/openid.connect.token', async (c) => {
    const code = spend(await c.req.parseBody());
    if (!code) return c.json({ ok: false, error: 'invalid_grant' }, 400);
    return c.json({
      ok: true,
      access_token: 'xoxp-1',
      token_type: 'Bearer',
      id_token: idToken(code.nonce),
    });
  });
  app.post('/login/oauth/access_token', async (c) => {
    // GitHub answers 200 for errors, too.
    if (!spend(await c.req.parseBody())) return c.json({ error: 'bad_verification_code' });
    return c.json({ access_token: 'gho_1', token_type: 'bearer', scope: 'read:org' });
  });
  app.get('/user', (c) => c.json({ id: 7, login: 'ana', name: 'Ana Lima' }));
  app.get('/user/memberships/orgs/:org', (c) =>
    visitor.org && c.req.param('org') === 'acme' && c.req.header('authorization') === 'Bearer gho_1'
      ? c.json({ state: visitor.org })
      : c.json({ message: 'Not Found' }, 404),
  );

  const server = await listen(app, { port: 0, host: '127.0.0.1' });
  return { url: server.url, visitor, close: () => server[Symbol.asyncDispose]() };
}
