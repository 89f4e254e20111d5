import { ErrorCode } from '@slack/web-api';
import { describe, expect, it } from 'vitest';
import { refusal, world } from '../test-slack.ts';

describe('who calls', () => {
  it.each([
    ['an unknown token', 'xoxb-other', 'invalid_auth'],
    ['the app token', 'xapp-demo', 'not_allowed_token_type'],
  ])('is refused with %s', async (_name, token, error) => {
    const { client } = world({}, token);
    expect((await refusal(client.auth.test())).error).toBe(error);
  });

  it('is refused without a token', async () => {
    const { slack } = world();
    const response = await slack.fetch('https://slack.com/api/auth.test', { method: 'POST' });
    expect(await response.json()).toEqual({ ok: false, error: 'not_authed' });
  });

  it('is refused without the scope', async () => {
    const { client } = world({ scopes: ['chat:write'] });
    const failure = await client.users.list({}).catch((error) => error);
    expect(failure.data).toMatchObject({
      error: 'missing_scope',
      needed: 'users:read',
      provided: 'chat:write',
    });
  });

  it('may send JSON, and its token is not kept in the journal', async () => {
    const { slack, id } = world();
    const response = await slack.fetch('https://slack.com/api/chat.postMessage', {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${slack.bot.botToken}`,
      },
      body: JSON.stringify({ channel: id('payments'), text: 'JSON' }),
    });
    expect(await response.json()).toMatchObject({ ok: true });
    await slack.fetch('https://slack.com/api/auth.test', {
      method: 'POST',
      body: new URLSearchParams({ token: slack.bot.botToken }),
    });
    expect(JSON.stringify(slack.journal())).not.toContain(slack.bot.botToken);
  });

  it('learns who it is', async () => {
    const { slack, client } = world();
    expect(await client.auth.test()).toMatchObject({
      user_id: slack.bot.userId,
      bot_id: slack.bot.botId,
      team_id: 'T0TEST',
    });
  });
});

describe('failures asked for', () => {
  it('come as often as asked and then no more', async () => {
    const { slack, client } = world();
    slack.fail({ method: 'auth.test', times: 2, error: 'fatal_error' });
    expect((await refusal(client.auth.test())).error).toBe('fatal_error');
    expect((await refusal(client.auth.test())).error).toBe('fatal_error');
    expect((await client.auth.test()).ok).toBe(true);
  });

  it('leave other methods alone, unless every method is meant', async () => {
    const { slack, client } = world();
    slack.fail({ method: 'chat.postMessage', times: 1, error: 'fatal_error' });
    expect((await client.auth.test()).ok).toBe(true);
    slack.fail({ method: '*', times: 1, error: 'internal_error' });
    expect((await refusal(client.users.list({}))).error).toBe('internal_error');
  });

  it('limit the rate', async () => {
    const { slack, client } = world();
    slack.fail({ method: 'chat.postMessage', times: 1, retryAfter: 7 });
    const failure = await client.chat
      .postMessage({ channel: '#payments', text: 'a' })
      .catch((error) => error);
    expect(failure).toMatchObject({ code: ErrorCode.RateLimitedError, retryAfter: 7 });
  });

  it('answer with another status', async () => {
    const { slack, client } = world();
    slack.fail({ method: 'auth.test', times: 1, status: 503 });
    const failure = await client.auth.test().catch((error) => error);
    expect(failure).toMatchObject({ code: ErrorCode.HTTPError, statusCode: 503 });
  });

  it('break the connection', async () => {
    const { slack, client } = world();
    slack.fail({ method: 'auth.test', times: 1, isBroken: true });
    const failure = await client.auth.test().catch((error) => error);
    expect(failure.code).toBe(ErrorCode.RequestError);
    expect(slack.journal().at(-1)).toMatchObject({ status: 0, response: 'connection_failed' });
  });
});

it('answers the same on a real port', async () => {
  const { slack } = world();
  const response = await slack.app.request('/api/auth.test', {
    method: 'POST',
    headers: { authorization: `Bearer ${slack.bot.botToken}` },
  });
  expect(await response.json()).toMatchObject({ ok: true, team: 'Test Team' });
  expect((await slack.app.request('/elsewhere')).status).toBe(404);
});

it('remembers the last five hundred exchanges', async () => {
  const { slack, client } = world();
  for (let call = 0; call < 505; call += 1) await client.auth.test();
  expect(slack.journal()).toHaveLength(500);
});
