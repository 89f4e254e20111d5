import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLog } from '../log.ts';
import { type ClientOptions, createGitHubClient } from './client.ts';

const now = new Date('2026-06-15T12:00:00Z');
const Anything = z.looseObject({});
const QUERY = 'query { viewer { login } }';
const limits = (remaining: number) => ({
  'x-ratelimit-limit': '5000',
  'x-ratelimit-remaining': String(remaining),
  'x-ratelimit-reset': String(now.getTime() / 1000 + 600),
  'x-ratelimit-resource': 'graphql',
});
const json = (body: unknown, status = 200, headers: Record<string, string> = {}) =>
  Response.json(body as object, { status, headers });

/** A client whose GitHub gives these answers, one after the other; the last one again and again. */
function clientOf(
  answers: (() => Response | Promise<Response>)[],
  options: Partial<ClientOptions> = {},
) {
  const requests: Request[] = [];
  const waits: number[] = [];
  const client = createGitHubClient({
    organization: 'acme',
    auth: { token: 'a-token' },
    apiUrl: 'https://api.github.com',
    fetch: async (input, init) => {
      requests.push(new Request(input, init));
      const answer = answers[Math.min(requests.length, answers.length) - 1];
      return answer ? answer() : json({}, 500);
    },
    log: createLog('silent'),
    now: () => now,
    wait: async (ms) => {
      waits.push(ms);
    },
    ...options,
  });
  return { client, requests, waits, ask: () => client.query(Anything, QUERY) };
}

const fine = () => json({ data: { ok: true } });
const slowDown = (seconds: string) => () =>
  json({ message: 'You have exceeded a secondary rate limit.' }, 403, { 'retry-after': seconds });

it.each([
  ['https://api.github.com', 'https://api.github.com/graphql'],
  ['https://ghe.acme.example/api/v3', 'https://ghe.acme.example/api/graphql'],
  ['https://ghe.acme.example/api/v3/', 'https://ghe.acme.example/api/graphql'],
])('asks the GitHub at %s by %s', async (apiUrl, url) => {
  const { ask, requests } = clientOf([fine], { apiUrl });
  await ask();
  expect(requests.map((request) => request.url)).toEqual([url]);
  expect(requests[0]?.headers.get('authorization')).toBe('token a-token');
});

it('keeps what could be read when some fields could not, with the errors', async () => {
  const errors = [{ type: 'FORBIDDEN', path: ['nodes', 0], message: 'Resource not accessible' }];
  const { ask } = clientOf([() => json({ data: { nodes: [null, { id: 'R_2' }] }, errors })]);
  expect(await ask()).toEqual({ kind: 'answer', data: { nodes: [null, { id: 'R_2' }] }, errors });
});

it.each([
  [
    'a page',
    () => new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } }),
  ],
  ['nothing', () => new Response(null)],
])('says that it is not GitHub that answers with %s', async (_, answer) => {
  const { ask } = clientOf([answer], { apiUrl: 'https://ghe.acme.example' });
  expect(await ask()).toMatchObject({
    kind: 'tooMuch',
    reason: expect.stringContaining('what answers at ghe.acme.example is no API of GitHub'),
  });
});

it('counts calls and the points GitHub says they cost', async () => {
  const rateLimit = { cost: 2, limit: 5000, remaining: 4990, resetAt: '2026-06-15T13:00:00Z' };
  const { client, ask } = clientOf([() => json({ data: { rateLimit } })]);
  await ask();
  await ask();
  expect(client.usage()).toEqual({ calls: 2, restCalls: 0, points: 4 });
  expect(client.budget()).toMatchObject({ remaining: 4990 });
});

it('leaves a fifth of the limit to others, and says until when', async () => {
  const { ask, requests } = clientOf([() => json({ data: {} }, 200, limits(999))]);
  await ask();
  await expect(ask()).rejects.toMatchObject({
    code: 'reserve',
    resumesAt: new Date('2026-06-15T12:10:00Z'),
  });
  expect(requests).toHaveLength(1);
});

describe('a secondary limit', () => {
  it('is waited for as long as GitHub says, and then the call is made again', async () => {
    const { ask, waits } = clientOf([slowDown('17'), fine]);
    expect(await ask()).toMatchObject({ data: { ok: true } });
    expect(waits).toEqual([17_000]);
  });

  it.each([
    ['that does not end', '30', 4],
    ['of ten minutes', '600', 1],
  ])('%s ends the run and names the time', async (_case, seconds, calls) => {
    const { ask, requests } = clientOf([slowDown(seconds)]);
    const resumesAt = new Date(now.getTime() + Number(seconds) * 1000);
    await expect(ask()).rejects.toMatchObject({ code: 'secondary', resumesAt });
    expect(requests).toHaveLength(calls);
  });
});

it.each([
  ['a 502', async () => json({ message: 'Server Error' }, 502), 'GitHub answered 502'],
  [
    'a network that is away',
    async () => Promise.reject(new TypeError('fetch failed')),
    /could not be reached/,
  ],
])('says that it was too much after %s, without repeating it', async (_case, answer, reason) => {
  const { ask, requests } = clientOf([answer]);
  expect(await ask()).toEqual({ kind: 'tooMuch', reason: expect.stringMatching(reason) });
  expect(requests).toHaveLength(1);
});

describe('a call that hangs', () => {
  const hangs: ClientOptions['fetch'] = (_input, init) =>
    new Promise((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(init.signal?.reason));
    });

  it('is given up', async () => {
    const { ask } = clientOf([], { fetch: hangs, timeoutMs: 5 });
    expect(await ask()).toEqual({ kind: 'tooMuch', reason: 'GitHub did not answer in time' });
  });

  it('ends when Callboard stops', async () => {
    const { ask, client } = clientOf([], {
      fetch: (input, init) => {
        setImmediate(() => client.close());
        return hangs(input, init);
      },
    });
    await expect(ask()).rejects.toMatchObject({ code: 'closing' });
    await expect(ask()).rejects.toMatchObject({ code: 'closing' });
  });
});

describe('a GitHub App', () => {
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const installation = (id: number) => () => json({ id, suspended_at: null });
  // New installation tokens are long and hold dots; nothing may count on their shape.
  const token = `ghs_7_${'e'.repeat(300)}.${'f'.repeat(200)}`;
  const issued = () =>
    json({ token, expires_at: '2099-01-01T00:00:00Z', permissions: { contents: 'read' } }, 201);

  it('finds its installation and asks for a token once', async () => {
    const answers = [installation(7), issued, fine];
    const { ask, requests } = clientOf(answers, { auth: { appId: 1, privateKey } });
    await ask();
    await ask();
    expect(requests.map((request) => new URL(request.url).pathname)).toEqual([
      '/orgs/acme/installation',
      '/app/installations/7/access_tokens',
      '/graphql',
      '/graphql',
    ]);
    expect(requests.at(-1)?.headers.get('authorization')).toBe(`token ${token}`);
  });

  it.each([
    ['is not installed', () => json({ message: 'Not Found' }, 404), 'missing'],
    ['is suspended', () => json({ id: 7, suspended_at: '2026-06-01T00:00:00Z' }), 'forbidden'],
    [
      'has another key',
      () => json({ message: 'A JSON web token could not be decoded' }, 401),
      'unauthorized',
    ],
  ])('that %s stops with what to do', async (_case, answer, code) => {
    const { ask } = clientOf([answer], { auth: { appId: 1, privateKey } });
    await expect(ask()).rejects.toMatchObject({ code, nextStep: expect.stringMatching(/\w/) });
  });

  it('with a broken key stops without asking GitHub', async () => {
    const auth = {
      appId: 1,
      privateKey: '-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----',
    };
    const { ask, requests } = clientOf([fine], { auth });
    await expect(ask()).rejects.toMatchObject({ code: 'unauthorized' });
    expect(requests).toHaveLength(0);
  });
});
