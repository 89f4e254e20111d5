import { Hono } from 'hono';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../src/demo/world.ts';
import { createSessions } from '../src/http/sign-in/session.ts';
import { askInThread, testWorld } from './world.ts';

// The page as people reach it who signed in with Slack: forms, no script.

const SECRET = 'for the tests of this page alone, long enough';
const HERE = 'http://localhost';

let world: World;
beforeEach(async () => {
  world = await testWorld({
    config: {
      url: HERE,
      'signIn.secret': SECRET,
      'slack.clientId': 'callboard',
      'slack.clientSecret': 'callboard-secret',
      'slack.teamId': 'T02MARLIN',
    },
  });
  for (const person of ['U02LENA', 'U02ANA', 'U02RAVI'])
    await askInThread(world, person, 'who owns the Warp Core');
});
afterEach(() => world[Symbol.asyncDispose]());

/** What a browser carries after signing in. */
async function cookieOf(id: string, provider: 'slack' | 'github' = 'slack'): Promise<string> {
  const sessions = createSessions({ secret: SECRET, isSecure: false, now: world.clock.now });
  const app = new Hono().get('/', async (c) => {
    await sessions.open(c, { provider, id, name: id, login: id });
    return c.text('');
  });
  const [line = ''] = (await app.request('/')).headers.getSetCookie();
  return line.split(';')[0] ?? '';
}

async function look(person: string, path = '/catalog/unknown'): Promise<string> {
  const response = await world.request(path, { headers: { cookie: await cookieOf(person) } });
  expect(response.status).toBe(200);
  return response.text();
}

async function send(
  person: string,
  form: string,
  fields: Record<string, string>,
  headers: Record<string, string> = { 'sec-fetch-site': 'same-origin' },
): Promise<Response> {
  return world.request(`/catalog/unknown/${form}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      cookie: await cookieOf(person),
      ...headers,
    },
    body: new URLSearchParams(fields).toString(),
  });
}

const MEANS = { text: 'warp core', alias: 'warp core', thing: 'ledger' };

describe('the page of unknown names', () => {
  it('lists them with counts and times, and what whoever looks may do', async () => {
    const forLena = await look('U02LENA');
    expect(forLena).toContain('<h2>warp core</h2>');
    expect(forLena).toContain('Asked 3 times by 3 people');
    expect(forLena).toContain('As typed: “who owns the Warp Core”');
    expect(forLena).toContain('/catalog/unknown/aside');
    expect(forLena).toContain('/catalog/unknown/register');
    const forAna = await look('U02ANA');
    expect(forAna).toContain('/catalog/unknown/means');
    expect(forAna).not.toContain('/catalog/unknown/aside');
    expect(await look('U02LENA', '/catalog')).toContain('href="/catalog/unknown"');
  });

  it('gives a name to what was typed, and forgets it again', async () => {
    const done = await send('U02LENA', 'means', MEANS);
    expect([done.status, done.headers.get('location')]).toEqual([303, '/catalog/unknown']);
    expect(await look('U02LENA')).not.toContain('<h2>warp core</h2>');
    const answer = await askInThread(world, 'U02RAVI', 'who owns the warp core');
    expect(answer.text).toContain('ledger is owned by');
    const given = await look('U02LENA', '/catalog/unknown?show=given');
    expect(given).toContain('said by Lena Hoffmann');
    const forget = { alias: 'warp core', ref: 'component:default/ledger' };
    expect((await send('U02LENA', 'forget', forget)).status).toBe(303);
    expect(await look('U02LENA')).toContain('<h2>warp core</h2>');
  });

  it('puts a name aside and lists it again', async () => {
    expect((await send('U02LENA', 'aside', { text: 'warp core' })).status).toBe(303);
    expect(await look('U02LENA')).toContain('Everything people asked for is known.');
    expect(await look('U02LENA', '/catalog/unknown?show=ignored')).toContain(
      'Ignored by Lena Hoffmann',
    );
    expect((await send('U02LENA', 'aside', { text: 'warp core', back: 'yes' })).status).toBe(303);
    expect(await look('U02LENA')).toContain('<h2>warp core</h2>');
  });

  it('registers what somebody points to', async () => {
    const done = await send('U02LENA', 'register', {
      address: 'https://github.com/marlinpay/ledger',
    });
    expect(await done.text()).toContain('It is in the catalog already: ledger');
  });

  it.each([
    [{ ...MEANS, thing: 'nothing-like-it-zz' }, 422, 'Nothing is called'],
    [{ ...MEANS, alias: 'ledger', thing: 'payments-api' }, 422, 'is what ledger is called'],
    [{ ...MEANS, alias: 'prod' }, 422, 'everyday word'],
  ])('says what is wrong with %j', async (fields, status, words) => {
    const refused = await send('U02LENA', 'means', fields);
    expect(refused.status).toBe(status);
    const page = await refused.text();
    expect(page).toContain(words);
    expect(page).toContain('<h2>warp core</h2>');
  });

  it('lets nobody do what they may not', async () => {
    const refused = await send('U02ANA', 'aside', { text: 'warp core' });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toContain('That is for members of Platform Engineering');
    expect((await send('U02ANA', 'means', MEANS)).status).toBe(403);
    expect((await send('U0NOBODY', 'means', MEANS)).status).toBe(403);
    expect(await look('U0NOBODY')).toContain('you can only read here');
  });

  it('takes no form of another site', async () => {
    const foreign = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
    expect((await send('U02LENA', 'means', MEANS, foreign)).status).toBe(403);
    expect((await send('U02LENA', 'means', MEANS, { origin: HERE })).status).toBe(303);
  });

  it('knows who signed in with GitHub by their login', async () => {
    const cookie = await cookieOf('lena-hoffmann', 'github');
    const page = await (await world.request('/catalog/unknown', { headers: { cookie } })).text();
    expect(page).toContain('/catalog/unknown/aside');
  });
});

it('only tells where nobody signs in', async () => {
  await using open = await testWorld();
  const page = await (await open.request('/catalog/unknown')).text();
  expect(page).toContain('Nobody signs in here');
  expect(page).not.toContain('<form method="post"');
  const form = {
    'sec-fetch-site': 'same-origin',
    'content-type': 'application/x-www-form-urlencoded',
  };
  const body = new URLSearchParams(MEANS).toString();
  const sent = await open.request('/catalog/unknown/means', {
    method: 'POST',
    headers: form,
    body,
  });
  expect(sent.status).toBe(403);
});
